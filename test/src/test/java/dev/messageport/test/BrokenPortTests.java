package dev.messageport.test;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineTestKit;

import dev.messageport.ChannelOptions;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ports that are broken do not pass the {@link MessagePortContract}: the test of the rule
 * that they break fails.
 */
class BrokenPortTests {

	private static BiFunction<DecoratedPorts, MessagePort, PortDecorator> broken = PortDecorator::new;

	@ParameterizedTest(name = "{1} {0}")
	@MethodSource("brokenPorts")
	void testOfTheRuleFails(String test, String rule, BiFunction<DecoratedPorts, MessagePort, PortDecorator> kind) {
		broken = kind;
		List<String> failed = EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(Contract.class))
			.filters(TagFilter.includeTags(rule))
			.execute()
			.testEvents()
			.failed()
			.map((event) -> event.getTestDescriptor().getDisplayName())
			.toList();
		assertThat(failed).contains(test + "()");
	}

	static Stream<Arguments> brokenPorts() {
		return Stream.of(broken("closedPortPostsNothing", "P1", BrokenPosts.ThrowsWhenClosed::new),
				broken("postThatCanNeverArriveEndsWhatItCarries", "P1",
						BrokenPosts.ForgetsWhatALostMessageCarries::new),
				broken("wrongTransferListsThrowAndTouchNothing", "P2", BrokenPosts.AcceptsDuplicates::new),
				broken("portInThePayloadHasToBeInTheList", "P4", BrokenPosts.AcceptsPortsInThePayload::new),
				broken("portsArriveInTheOrderOfTheList", "P5", BrokenPosts.ReversesTheList::new),
				broken("nullEmptyAndBlankPayloadsAreLegal", "P6", BrokenPosts.KnowsNoNull::new),
				broken("handlerStartsThePortAndListenerDoesNot", "Q2", BrokenPorts.StartsWithAListener::new),
				broken("messagesOfOneThreadArriveOnceAndInOrder", "Q3", BrokenPosts.DropsAMessage::new),
				broken("messagesOfOneThreadArriveOnceAndInOrder", "Q3", BrokenPorts.DeliversTwice::new),
				broken("messagesOfOneThreadArriveOnceAndInOrder", "Q3", BrokenPosts.Reorders::new),
				broken("noListenerRunsOnTheStackOfWhoPostsStartsOrCloses", "I4", BrokenPorts.DeliversOnTheStack::new),
				broken("listenerThatThrowsHarmsNobodyElse", "Q4", BrokenPorts.ClosesAfterAnError::new),
				broken("receiveTakesTheOldestMessageOfAPortThatIsNotStarted", "Q6",
						BrokenPorts.ReceivesTheYoungest::new),
				broken("fullQueueTellsTheSenderAndLosesNothing", "Q7", BrokenPosts.LosesWhatDoesNotFit::new),
				broken("pauseHoldsBackMessagesAndTheClose", "Q8", BrokenPorts.DoesNotPause::new),
				broken("portArrivesAsANewObjectThatIsNotStarted", "T1", BrokenPorts.ArrivesStarted::new),
				broken("oldObjectIsInertFromTheMomentThePostReturns", "T1", BrokenPosts.OldObjectStaysAlive::new),
				broken("messagesOfEveryPhaseArriveOnceAndInOrder", "T2", BrokenPosts.MovesWithoutTheQueue::new),
				broken("transferClosesNothing", "T4", BrokenPosts.TransferFiresClose::new),
				broken("carrierThatIsClosedUnreadEndsWhatItCarries", "T6", BrokenPorts.KeepsWhatItCarriedAlive::new),
				broken("otherEndGetsWhatWasPostedBeforeThenOneCloseEventThenNothing", "C1",
						BrokenPorts.ClosesTwice::new),
				broken("stageCompletesBeforeWhatIsQueuedAndOnAPortThatWasNeverStarted", "C3",
						BrokenPorts.CloseOvertakes::new),
				broken("causeReachesTheOtherEnd", "C4", BrokenPorts.HidesTheCause::new),
				broken("closedPortCannotBeTransferred", "C6", BrokenPosts.LeavesOutClosedPorts::new),
				broken("listenerThatThrowsBeforeItHasAnsweredFailsTheRequest", "V3",
						BrokenPorts.HidesErrorsOfListeners::new),
				broken("cancelClosesTheReplyPort", "V1", BrokenPorts.DoesNotTellOfACancel::new),
				broken("subscriberGetsNoMoreThanItAskedForAndSlowsThePublisherDown", "V2",
						BrokenPorts.IgnoresDemand::new));
	}

	private static Arguments broken(String test, String rule,
			BiFunction<DecoratedPorts, MessagePort, PortDecorator> kind) {
		return Arguments.of(test, rule, kind);
	}

	/**
	 * Run by the engine above, and by nobody else.
	 */
	static class Contract extends MessagePortContract {

		private final DecoratedPorts ports = new DecoratedPorts(broken);

		@Override
		protected PortPair open(ChannelOptions options) {
			return this.ports.open(options);
		}

		@Override
		protected void loseOwner(MessagePort port) {
			this.ports.loseOwner(port);
		}

		@Override
		protected Duration timeout() {
			return Duration.ofSeconds(1);
		}

	}

}
