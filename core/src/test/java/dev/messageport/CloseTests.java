package dev.messageport;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Closing, and what the ports hear of it.
 */
class CloseTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.build();

	private final MessageChannel channel = this.channels.create("c");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("C1")
	@Tag("I6")
	void otherSideGetsWhatWasPostedBeforeThenOneCloseEventThenNothing() {
		this.port2.onMessage((event) -> {
			assertThat(this.recorder.closes()).isEmpty();
			this.recorder.onMessage(event);
		}).onClose(this.recorder);
		post(1, 2);
		this.port1.close();
		assertThat(this.port1.postMessage("after")).isFalse();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
		assertThat(this.recorder.closes()).containsExactly(new CloseEvent(CloseReason.PEER, null, this.port2));
		this.port2.start();
		this.port2.onClose(this.recorder);
		this.port2.addCloseListener(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.closes()).hasSize(1);
		assertThat(this.tallies.side(1).state()).isEqualTo(ChannelSide.State.ENDED);
	}

	@Test
	@Tag("C1")
	void closeEventWaitsForMessagesThatHaveNoListenerYet() {
		this.port2.onClose(this.recorder).start();
		post(1);
		this.port1.close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		this.port2.onMessage(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1);
		assertThat(this.recorder.closes()).hasSize(1);
	}

	@Test
	@Tag("C1")
	@Tag("Q4")
	void closeListenersRunInOrderUnlessRemoved() {
		StringBuilder order = new StringBuilder();
		this.port2.addCloseListener((event) -> order.append('a'));
		Registration removed = this.port2.addCloseListener((event) -> order.append('b'));
		this.port2.onClose((event) -> order.append('c'));
		removed.remove();
		this.port2.start();
		this.port1.close();
		this.executor.runAll();
		assertThat(order).hasToString("ac");
	}

	@Test
	@Tag("C2")
	@Tag("I9")
	void unreadMessagesOfTheClosingPortAreDiscardedAndCounted() {
		this.port2.onMessage(this.recorder);
		post(1, 2, 3);
		this.port2.close();
		assertThat(this.port2.queued()).isZero();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(Ports.poll(this.port2)).isNull();
		assertThat(this.tallies.of(this.tallies.side(1)).discardedByReason()).containsEntry(CloseReason.LOCAL, 3L);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("C2")
	void noListenerCallStartsOnceCloseHasReturned() throws Exception {
		MessageChannel busy = MessageChannelFactory.builder().observer(this.tallies).build().create();
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		CountDownLatch left = new CountDownLatch(1);
		busy.port2().addMessageListener((event) -> {
			inside.countDown();
			go.await();
			left.countDown();
		});
		busy.port2().addMessageListener(this.recorder);
		for (int i = 0; i < 100; i++) {
			busy.port1().postMessage(i);
		}
		busy.port2().start();
		inside.await();
		busy.port2().close();
		assertThat(this.tallies.of(this.tallies.side(3)).discarded()).isEqualTo(99);
		go.countDown();
		left.await();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.tallies.of(this.tallies.side(3)).delivered()).isOne();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("C2")
	@Tag("I7")
	@Tag("T6")
	void discardedMessagesEndWhatTheyCarryToAnyDepth() {
		MessageChannel[] nested = new MessageChannel[5_000];
		for (int i = 0; i < nested.length; i++) {
			nested[i] = this.channels.create("nested");
		}
		for (int i = nested.length - 1; i > 0; i--) {
			nested[i - 1].port1().postMessage(i, nested[i].port2());
		}
		this.port1.postMessage("all of it", nested[0].port2());
		this.port2.close();
		assertThat(nested).allSatisfy((inner) -> {
			assertThat(inner.port1().isClosed()).isTrue();
			assertThat(inner.port1().postMessage("late")).isFalse();
		});
		assertThat(Ports.closed(nested[4_999].port1()).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("C3")
	void closingPortGetsNoCloseEvent() {
		this.port1.onClose(this.recorder).start();
		this.port1.close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		assertThat(this.port1.isClosed()).isTrue();
		assertThat(this.port1.isStarted()).isFalse();
	}

	@Test
	@Tag("C3")
	void closeEventComesOnceThePortIsStarted() {
		this.port2.onClose(this.recorder);
		this.port1.close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		assertThat(this.port2.isClosed()).isTrue();
		this.port2.start();
		this.executor.runAll();
		assertThat(this.recorder.closes()).hasSize(1);
	}

	@Test
	@Tag("C3")
	void closeEventComesToAListenerAddedAfterTheCloseButBeforeTheStart() {
		this.port1.close();
		this.port2.onClose(this.recorder);
		this.port2.start();
		this.executor.runAll();
		assertThat(this.recorder.closes()).hasSize(1);
	}

	@Test
	@Tag("C4")
	void causeReachesTheOtherSide() {
		Throwable cause = new IllegalStateException("expected");
		this.port2.onClose(this.recorder).start();
		this.port1.close(cause);
		this.executor.runAll();
		assertThat(this.recorder.closes()).containsExactly(new CloseEvent(CloseReason.PEER, cause, this.port2));
		assertThat(Ports.closed(this.port1).join()).isEqualTo(new CloseEvent(CloseReason.LOCAL, cause, this.port1));
	}

	@ParameterizedTest
	@EnumSource(CloseReason.class)
	@Tag("C4")
	@Tag("G3")
	void sideThatIsEndedFromOutsideTellsTheReasonToBothAfterWhatWasPosted(CloseReason reason) {
		this.port1.onClose(this.recorder).onMessage(this.recorder);
		this.port2.postMessage("posted before");
		post("unread");
		this.tallies.side(1).close(reason);
		this.tallies.side(1).close(CloseReason.LOCAL);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly("posted before");
		assertThat(this.recorder.closeReasons()).containsExactly(reason);
		assertThat(Ports.closed(this.port2).join().reason()).isEqualTo(reason);
		assertThat(this.tallies.of(this.tallies.side(1)).discardedByReason()).containsEntry(reason, 1L);
		assertThat(this.tallies.of(this.tallies.side(1)).closed()).containsExactly(reason);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("C4")
	void missingReasonIsNamed() {
		assertThatNullPointerException().isThrownBy(() -> this.tallies.side(0).close(null))
			.withMessageContaining("'reason'");
	}

	@Test
	@Tag("C5")
	void closingAgainAndFromBothEndsIsHarmless() {
		this.port1.onClose(this.recorder).start();
		this.port2.onClose(this.recorder).start();
		this.port1.close();
		this.port1.close(new IllegalStateException("ignored"));
		this.port2.close();
		this.channel.close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		assertThat(Ports.closed(this.port1).join().cause()).isNull();
		assertThat(this.tallies.of(this.tallies.side(0)).closed()).containsExactly(CloseReason.LOCAL);
		assertThat(this.tallies.of(this.tallies.side(1)).closed()).containsExactly(CloseReason.PEER);
	}

	@Test
	@Tag("C5")
	void closingInsideAHandlerAndACloseHandlerIsHarmless() {
		this.port2.onMessage((event) -> {
			event.target().close();
			event.target().close();
		});
		this.port1.onClose((event) -> {
			event.target().close();
			this.recorder.onClose(event);
		}).start();
		post(1);
		this.executor.runAll();
		assertThat(this.recorder.closes()).hasSize(1);
		assertThat(this.port2.isClosed()).isTrue();
	}

	@Test
	@Tag("C5")
	void closingBothEndsFromTwoThreadsGivesAtMostOneEventPerPort() throws Exception {
		for (int round = 0; round < 300; round++) {
			MessageChannel raced = MessageChannelFactory.builder().observer(this.tallies).build().create();
			Recorder first = new Recorder();
			Recorder second = new Recorder();
			raced.port1().onClose(first).start();
			raced.port2().onClose(second).start();
			Race.of(raced.port1()::close, raced.port2()::close, raced.port2()::close);
			assertThat(raced.port1().isClosed() && raced.port2().isClosed()).isTrue();
			assertThat(first.closes().size() + second.closes().size()).isLessThanOrEqualTo(1);
		}
		assertThat(this.tallies.opened()).allSatisfy((side) -> assertThat(this.tallies.of(side).closed())
			.hasSize(this.channel.name().equals(side.channel()) ? 0 : 1));
	}

	@Test
	@Tag("C1")
	@Tag("I9")
	void everyPostThatReturnedTrueWhileAPortClosesIsDeliveredOrDiscarded() throws Exception {
		MessageChannelFactory concurrent = MessageChannelFactory.builder().capacity(0).observer(this.tallies).build();
		for (int round = 0; round < 100; round++) {
			MessageChannel raced = concurrent.create();
			Recorder delivered = new Recorder();
			raced.port2().onMessage(delivered).onClose(delivered);
			MessagePort closing = (round % 2 == 0) ? raced.port1() : raced.port2();
			int[] accepted = new int[2];
			Race.of(() -> accepted[0] = postUntilRefused(raced.port1()),
					() -> accepted[1] = postUntilRefused(raced.port1()), closing::close);
			ChannelSide side = this.tallies.side(2 * round + 3);
			assertThat(this.tallies.of(side).posted()).isEqualTo(accepted[0] + accepted[1]);
			if (closing == raced.port1()) {
				Waiting.until(delivered::isClosed);
				assertThat(delivered.count()).isEqualTo(accepted[0] + accepted[1]);
			}
			Waiting.until(() -> delivered.count() == this.tallies.of(side).delivered());
		}
		this.tallies.assertBalanced();
	}

	private static int postUntilRefused(MessagePort port) {
		int accepted = 0;
		while (port.postMessage(accepted)) {
			accepted++;
		}
		return accepted;
	}

	@Test
	@Tag("C6")
	void closedPortCannotBeTransferred() {
		MessageChannel carrier = this.channels.create();
		this.port1.close();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> carrier.port1().postMessage("x", this.port1))
			.withMessageContaining("c.port1")
			.withMessageContaining("closed");
	}

	@Test
	@Tag("C5")
	void channelClosesBothEnds() {
		this.port2.postMessage("unread");
		post("unread");
		this.channel.close();
		assertThat(List.of(this.port1, this.port2)).allMatch((port) -> port.isClosed() && port.queued() == 0);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("C5")
	@Tag("T1")
	void channelDoesNotCloseAPortThatWasTransferredAway() {
		MessagePort moved1 = Ports.hop(this.port1);
		MessagePort moved2 = Ports.hop(this.port2);
		this.channel.close();
		assertThat(moved1.postMessage("alive")).isTrue();
		assertThat(Ports.drain(moved2)).containsExactly("alive");
	}

	private void post(Object... payloads) {
		for (Object payload : payloads) {
			assertThat(this.port1.postMessage(payload)).isTrue();
		}
	}

}
