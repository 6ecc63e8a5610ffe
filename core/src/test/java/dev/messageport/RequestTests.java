package dev.messageport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * One answer to one request.
 */
@Tag("V1")
class RequestTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final List<Throwable> errors = new ArrayList<>();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.errorHandler((error, port, event) -> this.errors.add(error))
		.build();

	private final MessageChannel channel = this.channels.create("pricing");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	void firstMessageOnTheReplyPortIsTheAnswer() {
		this.port2.onMessage((event) -> assertThat(event.reply(event.data() + "!")).isTrue());
		CompletableFuture<String> answer = this.port1.request("hello", String.class);
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("hello!");
		assertEverythingEnded();
	}

	@Test
	void replyPortIsTheOnePortOfTheMessage() {
		this.port1.request("question", String.class);
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.data()).isEqualTo("question");
		assertThat(event.replyPort()).isNotNull().isSameAs(event.ports().get(0));
		assertThat(event.ports()).hasSize(1);
		assertThat(event.headers()).isEmpty();
		assertThat(event.replyPort().isStarted()).isFalse();
	}

	@Test
	@Tag("V2")
	void replyChannelHasTheOptionsOfThePort() {
		MessageChannel small = this.channels
			.create(ChannelOptions.builder().name("small").capacity(2).overflow(OverflowPolicy.FAIL).build());
		small.port1().requestStream(null, Integer.class).subscribe(new Subscribing<>(0));
		MessagePort replyPort = replyPort(Ports.next(small.port2()));
		assertThat(replyPort.name()).isEqualTo("small.port2");
		assertThat(replyPort.postMessage(1)).isTrue();
		assertThat(replyPort.postMessage(2)).isTrue();
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> replyPort.postMessage(3));
	}

	@Test
	void answersPostedByHandComplete() {
		CompletableFuture<String> first = this.port1.request(1, String.class);
		CompletableFuture<String> second = this.port1.request(2, String.class);
		MessagePort replyPort = replyPort(Ports.next(this.port2));
		replyPort.postMessage("one");
		replyPort.postMessage("not read");
		Ports.next(this.port2).ports().get(0).postMessage("two");
		this.executor.runAll();
		assertThat(first).isCompletedWithValue("one");
		assertThat(second).isCompletedWithValue("two");
		assertThat(replyPort.isClosed()).isTrue();
		assertEverythingEnded();
	}

	@Test
	void answerMayComeAfterTheListenerHasReturned() {
		AtomicReference<@Nullable MessageEvent> kept = new AtomicReference<>();
		this.port2.onMessage(kept::set);
		CompletableFuture<Integer> answer = this.port1.request("later", int.class);
		this.executor.runAll();
		assertThat(answer).isNotDone();
		assertThat(kept.get().reply(7)).isTrue();
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue(7);
	}

	@Test
	void replyPortMayBeTransferredOn() {
		CompletableFuture<String> answer = this.port1.request("who?", String.class);
		MessageEvent event = Ports.next(this.port2);
		MessagePort elsewhere = Ports.hop(replyPort(event));
		assertThat(event.reply("too late")).isFalse();
		elsewhere.postMessage("me");
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("me");
	}

	@Test
	@Tag("I4")
	void futureCompletesOnATurnAndNeverOnTheStackOfWhoAnswers() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		CompletableFuture<String> failed = this.port1.request("?", String.class);
		Ports.next(this.port2).reply("!");
		Ports.next(this.port2).fail(new IOException());
		assertThat(answer).isNotDone();
		assertThat(failed).isNotDone();
		this.executor.runAll();
		assertThat(answer).isDone();
		assertThat(failed).isDone();
	}

	@Test
	void nullIsAnAnswer() {
		this.port2.onMessage((event) -> event.reply(null));
		CompletableFuture<String> string = this.port1.request("?", String.class);
		CompletableFuture<Void> nothing = this.port1.request("?", Void.class);
		CompletableFuture<Void> primitive = this.port1.request("?", void.class);
		CompletableFuture<Integer> number = this.port1.request("?", int.class);
		this.executor.runAll();
		assertThat(string).isCompletedWithValue(null);
		assertThat(nothing).isCompletedWithValue(null);
		assertThat(primitive).isCompletedWithValue(null);
		assertThat(failure(number)).isInstanceOf(ClassCastException.class)
			.hasMessageContainingAll("null", "int", "pricing.port1");
	}

	@Test
	void answerOfAnotherTypeFailsAndNamesBoth() {
		CompletableFuture<Integer> answer = this.port1.request("?", Integer.class);
		CompletableFuture<Void> nothing = this.port1.request("?", Void.class);
		MessagePort replyPort = replyPort(Ports.next(this.port2));
		MessagePort brought = this.channels.create().port1();
		CompletableFuture<CloseEvent> closed = Ports.closed(replyPort);
		replyPort.postMessage("five", brought);
		Ports.next(this.port2).reply("something");
		this.executor.runAll();
		assertThat(failure(answer)).isInstanceOf(ClassCastException.class)
			.hasMessageContainingAll("java.lang.String", "java.lang.Integer");
		assertThat(failure(nothing)).isInstanceOf(ClassCastException.class);
		assertThat(closed.join().cause()).isSameAs(failure(answer));
		assertThat(this.tallies.side(6).state()).isEqualTo(ChannelSide.State.ENDED);
	}

	@Test
	void answerMayBeAPort() {
		CompletableFuture<MessagePort> answer = this.port1.request("connect", MessagePort.class);
		MessageChannel connection = this.channels.create();
		MessagePort replyPort = replyPort(Ports.next(this.port2));
		replyPort.postMessage(connection.port2(), connection.port2());
		this.executor.runAll();
		connection.port1().postMessage("connected");
		assertThat(Ports.drain(answer.join())).containsExactly("connected");
	}

	@Test
	void portsOfAnAnswerThatComesTooLateEnd() {
		CompletableFuture<MessagePort> answer = this.port1.request("connect", MessagePort.class);
		MessageChannel connection = this.channels.create();
		replyPort(Ports.next(this.port2)).postMessage(connection.port2(), connection.port2());
		answer.cancel(false);
		this.executor.runAll();
		assertThat(Ports.closed(connection.port1()).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("V3")
	void causeFailsItAsTheVeryObject() {
		IOException cause = new IOException("disk full");
		CompletableFuture<String> byFail = this.port1.request(1, String.class);
		CompletableFuture<String> byClose = this.port1.request(2, String.class);
		Ports.next(this.port2).fail(cause);
		replyPort(Ports.next(this.port2)).close(cause);
		this.executor.runAll();
		assertThat(failure(byFail)).isSameAs(cause);
		assertThat(failure(byClose)).isSameAs(cause);
		assertEverythingEnded();
	}

	@Test
	void plainCloseFailsItAndSaysWhatToDo() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		replyPort(Ports.next(this.port2)).close();
		this.executor.runAll();
		assertThat(unanswered(answer).reason()).isEqualTo(CloseReason.PEER);
		assertThat(failure(answer)).hasNoCause()
			.hasMessageContainingAll("pricing.port1", "a reply", "java.lang.String", "fail(..)")
			.message()
			.doesNotContain("?");
	}

	@Test
	@Tag("C4")
	void responderThatIsGoneIsItsReason() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		Ports.next(this.port2);
		this.tallies.side(3).close(CloseReason.CONNECTION_LOST);
		this.executor.runAll();
		assertThat(unanswered(answer).reason()).isEqualTo(CloseReason.CONNECTION_LOST);
	}

	@Test
	@Tag("C4")
	void causeOfALostConnectionIsTheCauseOfTheError() {
		IOException cause = new IOException("reset");
		Question question = new Question(((DefaultMessagePort) this.port1).side, "a reply", String.class);
		assertThat(question.failure(CloseReason.CONNECTION_LOST, cause)).isInstanceOf(PortClosedException.class)
			.hasCause(cause);
	}

	@Test
	void replyPortIsClosedBeforeAnybodySeesTheAnswer() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		MessagePort replyPort = replyPort(Ports.next(this.port2));
		CompletableFuture<Boolean> closed = answer.thenApply((reply) -> replyPort.isClosed());
		replyPort.postMessage("!");
		this.executor.runAll();
		assertThat(closed).isCompletedWithValue(true);
	}

	@Test
	@Tag("C4")
	void askerWhoseOwnSideIsTakenAwayIsToldSo() {
		CompletableFuture<String> unread = this.port1.request("?", String.class);
		CompletableFuture<String> answered = this.port1.request("?", String.class);
		Ports.next(this.port2);
		Ports.next(this.port2).reply("queued, never delivered");
		this.tallies.side(2).close(CloseReason.OWNER_GONE);
		this.tallies.side(4).close(CloseReason.OWNER_GONE);
		assertThat(unread).isNotDone();
		this.executor.runAll();
		assertThat(unanswered(unread).reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(unanswered(answered).reason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void askerWhoseOwnerIsGoneAlreadyIsToldSo() {
		MessageChannelFactory closing = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(new ChannelObserver() {
				@Override
				public void opened(ChannelSide side) {
					if (side.channel().equals("late")) {
						side.close(CloseReason.OWNER_GONE);
					}
				}
			})
			.build();
		CompletableFuture<String> answer = closing.create("late").port1().request("?", String.class);
		this.executor.runAll();
		assertThat(unanswered(answer).reason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void askerWhoseOwnSideIsTakenAwayWhileItAsksIsToldSo() {
		MessageChannelFactory closing = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(this.tallies)
			.observer(new ChannelObserver() {
				@Override
				public void transferred(ChannelSide side) {
					((Side) side).other().close(CloseReason.OWNER_GONE);
				}
			})
			.build();
		MessageChannel late = closing.create("late");
		CompletableFuture<String> answer = late.port1().request("?", String.class);
		Subscribing<String> subscriber = new Subscribing<>(1);
		late.port1().requestStream("?", String.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(late.port2().queued()).isEqualTo(2);
		assertThat(unanswered(answer).reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(subscriber.closeReason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	@Tag("T6")
	void requestThatIsDiscardedUnreadFails() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		this.port2.close();
		this.executor.runAll();
		assertThat(unanswered(answer).reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(failure(answer)).hasMessageContaining("unread");
		assertEverythingEnded();
	}

	@ParameterizedTest
	@ValueSource(strings = { "LOCAL", "PEER", "UNDELIVERABLE" })
	@Tag("P1")
	void requestOnADeadPortGivesAFailedFuture(CloseReason reason) {
		switch (reason) {
			case LOCAL -> this.port1.close();
			case PEER -> this.port2.close();
			default -> Ports.hop(this.port1);
		}
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		assertThat(unanswered(answer).reason()).isEqualTo(reason);
		assertThat(failure(answer)).hasMessageContainingAll("pricing.port1", "that port");
		assertThat(this.tallies.side(2).state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(this.tallies.side(3).state()).isEqualTo(ChannelSide.State.ENDED);
	}

	@Test
	@Tag("P2")
	void argumentErrorsThrowAlsoOnAClosedPort() {
		this.port1.close();
		MessagePort loose = this.channels.create().port1();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> this.port1.request(loose, String.class))
			.withMessageContaining("transfer list");
		assertThatNullPointerException().isThrownBy(() -> this.port1.request("?", null))
			.withMessageContaining("'replyType'");
		assertThatNullPointerException().isThrownBy(() -> this.port1.requestStream("?", null))
			.withMessageContaining("'elementType'");
		assertThat(this.tallies.side(4).state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(this.tallies.side(5).state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(loose.isDetached()).isFalse();
	}

	@Test
	@Tag("Q7")
	void fullQueueGivesAFailedFuture() {
		MessageChannel full = this.channels.create(ChannelOptions.builder().capacity(1).build());
		full.port1().postMessage("first");
		CompletableFuture<String> answer = full.port1().request("?", String.class);
		assertThat(failure(answer)).isInstanceOf(PortOverflowException.class);
		assertThat(this.tallies.side(4).state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(this.tallies.side(5).state()).isEqualTo(ChannelSide.State.ENDED);
	}

	@Test
	@Tag("Q7")
	void requestThatAFullQueueDropsFails() {
		MessageChannel oldest = dropping(OverflowPolicy.DROP_OLDEST);
		CompletableFuture<String> evicted = oldest.port1().request("?", String.class);
		oldest.port1().postMessage("newer");
		MessageChannel latest = dropping(OverflowPolicy.DROP_LATEST);
		latest.port1().postMessage("older");
		CompletableFuture<String> refused = latest.port1().request("?", String.class);
		MessageChannel fragile = dropping(OverflowPolicy.CLOSE);
		fragile.port1().postMessage("older");
		CompletableFuture<String> last = fragile.port1().request("?", String.class);
		this.executor.runAll();
		assertThat(unanswered(evicted).reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(unanswered(refused).reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(unanswered(last).reason()).isEqualTo(CloseReason.OVERFLOW);
	}

	@Test
	void cancelClosesTheReplyPort() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		MessageEvent event = Ports.next(this.port2);
		Recorder responder = new Recorder();
		replyPort(event).onMessage(responder).onClose(responder);
		answer.cancel(false);
		this.executor.runAll();
		assertThat(responder.closeReasons()).containsExactly(CloseReason.PEER);
		assertThat(event.reply("too late")).isFalse();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(answer::join);
		assertEverythingEnded();
	}

	@Test
	void completionByTheUserClosesTheReplyPort() {
		CompletableFuture<String> completed = this.port1.request(1, String.class);
		CompletableFuture<String> failed = this.port1.request(2, String.class);
		completed.complete("mine");
		failed.completeExceptionally(new IOException());
		assertThat(replyPort(Ports.next(this.port2)).isClosed()).isTrue();
		assertThat(replyPort(Ports.next(this.port2)).isClosed()).isTrue();
		this.executor.runAll();
		assertThat(completed).isCompletedWithValue("mine");
		assertThat(failure(failed)).isInstanceOf(IOException.class);
	}

	@Test
	void timeOutClosesTheReplyPort() {
		CompletableFuture<String> answer = this.port1.request("?", String.class).orTimeout(1, TimeUnit.MILLISECONDS);
		MessagePort replyPort = replyPort(Ports.next(this.port2));
		Waiting.until(replyPort::isClosed);
		assertThat(failure(answer)).isInstanceOf(TimeoutException.class);
	}

	@Test
	@Tag("V3")
	void listenerThatThrowsFailsIt() {
		IllegalStateException thrown = new IllegalStateException("no such item");
		this.port2.onMessage((event) -> {
			throw thrown;
		});
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		this.executor.runAll();
		assertThat(failure(answer)).isSameAs(thrown);
		assertThat(this.errors).containsExactly(thrown);
		assertThat(this.port2.isClosed()).isFalse();
	}

	@Test
	@Tag("V3")
	@Tag("Q4")
	void allListenersRunBeforeAThrownErrorFailsIt() {
		this.port2.addMessageListener((event) -> {
			throw new IllegalStateException("first");
		});
		this.port2.addMessageListener((event) -> {
			throw new IllegalStateException("second");
		});
		this.port2.addMessageListener((event) -> {
			if (event.data().equals("answer me")) {
				event.reply("all the same");
			}
		});
		this.port2.start();
		CompletableFuture<String> answered = this.port1.request("answer me", String.class);
		CompletableFuture<String> unanswered = this.port1.request("do not", String.class);
		this.executor.runAll();
		assertThat(answered).isCompletedWithValue("all the same");
		assertThat(failure(unanswered)).hasMessage("first");
		assertThat(this.errors).hasSize(4);
	}

	@Test
	@Tag("V3")
	void listenerThatThrowsHarmsNoReplyPortThatItTransferred() {
		MessageChannel worker = this.channels.create("worker");
		this.port2.onMessage((event) -> {
			worker.port1().postMessage("work", replyPort(event));
			throw new IllegalStateException("after it was handed on");
		});
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		this.executor.runAll();
		Ports.next(worker.port2()).ports().get(0).postMessage("done");
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("done");
	}

	@Test
	@Tag("V3")
	void errorFailsItToo() {
		StackOverflowError thrown = new StackOverflowError();
		this.port2.onMessage((event) -> {
			throw thrown;
		});
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		this.executor.runAll();
		assertThat(failure(answer)).isSameAs(thrown);
	}

	@Test
	void secondAnswerIsRefused() {
		CompletableFuture<String> answer = this.port1.request("?", String.class);
		MessageEvent event = Ports.next(this.port2);
		assertThatNullPointerException().isThrownBy(() -> event.fail(null)).withMessageContaining("'cause'");
		assertThat(event.reply("first")).isTrue();
		assertThat(event.reply("second")).isFalse();
		event.fail(new IOException("third"));
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("first");
	}

	@Test
	void answerThatCannotBePostedFailsBothSides() {
		CompletableFuture<MessagePort> answer = this.port1.request("?", MessagePort.class);
		MessageEvent event = Ports.next(this.port2);
		MessagePort loose = this.channels.create().port1();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> event.reply(loose));
		this.executor.runAll();
		assertThat(failure(answer)).isInstanceOf(DataCloneException.class);
		assertThat(loose.isDetached()).isFalse();
	}

	@Test
	void messageThatAsksForNothingHasNoReplyPort() {
		this.port1.postMessage("plain");
		this.port1.postMessage("with a port", this.channels.create().port1());
		for (MessageEvent event : List.of(Ports.next(this.port2), Ports.next(this.port2))) {
			assertThat(event.replyPort()).isNull();
			assertThatIllegalStateException().isThrownBy(() -> event.reply("?"))
				.withMessageContainingAll("pricing.port2", "request(..)");
			assertThatIllegalStateException().isThrownBy(() -> event.reply((subscriber) -> {
			}));
			assertThatIllegalStateException().isThrownBy(() -> event.fail(new IOException()));
		}
	}

	@Test
	@Tag("I9")
	void everyMessageIsAccountedFor() {
		this.port2.onMessage((event) -> event.reply("!"));
		for (int i = 0; i < 100; i++) {
			this.port1.request(i, String.class);
		}
		this.executor.runAll();
		this.tallies.assertBalanced();
		assertEverythingEnded();
	}

	@Test
	void raceOfTheAnswerWithACancelHasOneOutcome() throws Exception {
		for (int i = 0; i < 300; i++) {
			MessageChannel threads = MessageChannelFactory.builder().build().create("race");
			AtomicInteger outcomes = new AtomicInteger();
			CompletableFuture<String> answer = threads.port1().request("?", String.class);
			CompletableFuture<?> told = answer.whenComplete((reply, failure) -> outcomes.incrementAndGet());
			MessageEvent event = Ports.next(threads.port2());
			Race.of(() -> event.reply("!"), () -> answer.cancel(false));
			awaitDone(told);
			assertThat(outcomes).hasValue(1);
			Waiting.until(replyPort(event)::isClosed);
		}
	}

	@Test
	void raceOfRequestsWithTheCloseOfThePeerLeavesNobodyWaiting() throws Exception {
		for (int i = 0; i < 300; i++) {
			MessageChannel threads = MessageChannelFactory.builder().observer(this.tallies).build().create("race");
			List<CompletableFuture<String>> answers = new ArrayList<>();
			threads.port2().onMessage((event) -> event.reply("!"));
			Race.of(() -> {
				for (int n = 0; n < 5; n++) {
					answers.add(threads.port1().request(n, String.class));
				}
			}, threads.port2()::close);
			for (CompletableFuture<String> answer : answers) {
				awaitDone(answer);
				if (answer.isCompletedExceptionally()) {
					assertThat(unanswered(answer).reason()).isIn(CloseReason.PEER, CloseReason.UNDELIVERABLE);
				}
			}
		}
		Waiting.until(() -> this.tallies.opened().stream().skip(2).allMatch(RequestTests::isOver));
	}

	@Test
	void raceOfTwoAnswersQueuesOne() throws Exception {
		for (int i = 0; i < 300; i++) {
			MessageChannel threads = MessageChannelFactory.builder().build().create("race");
			CompletableFuture<String> answer = threads.port1().request("?", String.class);
			MessageEvent event = Ports.next(threads.port2());
			AtomicInteger queued = new AtomicInteger();
			Race.Task reply = () -> queued.addAndGet(event.reply("!") ? 1 : 0);
			Race.of(reply, reply);
			assertThat(queued).hasValue(1);
			assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("!");
		}
	}

	@Test
	void raceOfTheAnswerWithTheEndOfTheAskersSideLeavesNobodyWaiting() throws Exception {
		for (int i = 0; i < 300; i++) {
			Tallies opened = new Tallies();
			MessageChannel threads = MessageChannelFactory.builder().observer(opened).build().create("race");
			CompletableFuture<String> answer = threads.port1().request("?", String.class);
			MessageEvent event = Ports.next(threads.port2());
			Race.of(() -> event.reply("!"), () -> opened.side(2).close(CloseReason.OWNER_GONE),
					() -> opened.side(3).close(CloseReason.OWNER_GONE));
			awaitDone(answer);
			if (answer.isCompletedExceptionally()) {
				assertThat(unanswered(answer).reason()).isIn(CloseReason.OWNER_GONE, CloseReason.PEER);
			}
		}
	}

	private static void awaitDone(CompletableFuture<?> future) throws Exception {
		future.handle((value, failure) -> "done").get(30, TimeUnit.SECONDS);
	}

	private MessageChannel dropping(OverflowPolicy policy) {
		return this.channels.create(ChannelOptions.builder().capacity(1).overflow(policy).build());
	}

	// All sides but those of the channel that is asked on
	private void assertEverythingEnded() {
		assertThat(this.tallies.opened()).hasSizeGreaterThan(2);
		assertThat(this.tallies.opened().stream().skip(4)).allMatch(RequestTests::isOver);
	}

	// Ended, or waiting for an owner who has not asked for the close event
	private static boolean isOver(ChannelSide side) {
		return side.state() == ChannelSide.State.ENDED || side.queued() == 0;
	}

	static MessagePort replyPort(MessageEvent event) {
		MessagePort replyPort = event.replyPort();
		assertThat(replyPort).isNotNull();
		return replyPort;
	}

	static Throwable failure(CompletableFuture<?> future) {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		future.whenComplete((value, thrown) -> failure.set(thrown));
		assertThat(failure.get()).isNotNull();
		return failure.get();
	}

	private static PortClosedException unanswered(CompletableFuture<?> future) {
		assertThat(failure(future)).isInstanceOf(PortClosedException.class);
		return (PortClosedException) failure(future);
	}

}
