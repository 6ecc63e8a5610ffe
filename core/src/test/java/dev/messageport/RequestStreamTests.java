package dev.messageport;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Streams of answers that a responder posts by hand.
 */
@Tag("V2")
class RequestStreamTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final List<Throwable> errors = new ArrayList<>();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.errorHandler((error, port, event) -> this.errors.add(error))
		.build();

	private final MessageChannel channel = this.channels.create("stock");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	void everySubscriberAsksAnew() {
		Flow.Publisher<Integer> answers = this.port1.requestStream("watch", Integer.class);
		assertThat(this.port2.queued()).isZero();
		Subscribing<Integer> first = new Subscribing<>(Long.MAX_VALUE);
		Subscribing<Integer> second = new Subscribing<>(Long.MAX_VALUE);
		answers.subscribe(first);
		answers.subscribe(second);
		assertThat(this.port2.queued()).isEqualTo(2);
		MessagePort one = replyPort();
		MessagePort two = replyPort();
		one.postMessage(1);
		one.close();
		two.postMessage(2);
		this.executor.runAll();
		first.assertCompleted();
		assertThat(first.elements()).containsExactly(1);
		second.assertOpen();
		assertThat(second.elements()).containsExactly(2);
	}

	@Test
	void subscriberGetsNoMoreThanItAskedFor() {
		Subscribing<Integer> subscriber = ask(2);
		MessagePort replyPort = replyPort();
		postAll(replyPort, 0, 10);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(0, 1);
		assertThat(this.tallies.side(2).queued()).isEqualTo(8);
		subscriber.request(3);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(0, 1, 2, 3, 4);
		subscriber.request(Long.MAX_VALUE);
		replyPort.postMessage(10);
		this.executor.runAll();
		assertThat(subscriber.elements()).hasSize(11);
		subscriber.assertOpen();
	}

	@Test
	void demandAddsUpToNoBoundWithoutOverflow() {
		Subscribing<Integer> subscriber = ask(Long.MAX_VALUE - 1);
		subscriber.request(Long.MAX_VALUE - 1);
		subscriber.request(5);
		postAll(replyPort(), 0, 10);
		this.executor.runAll();
		assertThat(subscriber.elements()).hasSize(10);
	}

	@Test
	void requestInsideOnNextDoesNotRecurse() {
		AtomicInteger depth = new AtomicInteger();
		Subscribing<Integer> subscriber = new Subscribing<>(1) {
			@Override
			void received(Integer item) {
				super.received(item);
				assertThat(depth.incrementAndGet()).isOne();
				request(1);
				depth.decrementAndGet();
			}
		};
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		MessagePort replyPort = replyPort();
		postAll(replyPort, 0, 20_000);
		replyPort.close();
		this.executor.runAll();
		assertThat(subscriber.elements()).hasSize(20_000);
		subscriber.assertCompleted();
	}

	@Test
	void closeCompletesAlsoWithoutDemand() {
		Subscribing<Integer> nothing = ask(0);
		Subscribing<Integer> exact = ask(2);
		replyPort().close();
		MessagePort replyPort = replyPort();
		postAll(replyPort, 0, 2);
		this.executor.runAll();
		assertThat(exact.elements()).hasSize(2);
		exact.assertOpen();
		replyPort.close();
		this.executor.runAll();
		nothing.assertCompleted();
		exact.assertCompleted();
		assertOver(2, 4);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void closeComesAfterTheLastElementOnly(int requestedBefore) {
		Subscribing<Integer> subscriber = ask(requestedBefore);
		MessagePort replyPort = replyPort();
		postAll(replyPort, 0, 4);
		replyPort.close(new IOException("disk full"));
		for (int requested = requestedBefore; requested < 4; requested++) {
			this.executor.runAll();
			subscriber.assertOpen();
			assertThat(subscriber.elements()).hasSize(requested);
			subscriber.request(1);
		}
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(0, 1, 2, 3);
		assertThat(subscriber.error()).isInstanceOf(IOException.class).hasMessage("disk full");
	}

	@Test
	void closeWithACauseFailsItWithTheVeryCause() {
		IOException cause = new IOException("disk full");
		Subscribing<Integer> subscriber = ask(0);
		Ports.next(this.port2).fail(cause);
		this.executor.runAll();
		assertThat(subscriber.error()).isSameAs(cause);
	}

	@ParameterizedTest
	@EnumSource(names = { "GARBAGE_COLLECTED", "OWNER_GONE", "UNDELIVERABLE", "CONNECTION_LOST", "OVERFLOW" })
	@Tag("V3")
	@Tag("C4")
	void responderThatIsGoneIsAnErrorAfterWhatItHadPosted(CloseReason reason) {
		Subscribing<Integer> subscriber = ask(1);
		replyPort().postMessage(1);
		this.tallies.side(3).close(reason);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(1);
		assertThat(subscriber.closeReason()).isEqualTo(reason);
		assertThat(subscriber.error()).hasMessageContainingAll("stock.port1", "java.lang.Integer");
	}

	@Test
	@Tag("V3")
	void unreadRequestThatIsDiscardedIsAnError() {
		Subscribing<Integer> subscriber = ask(0);
		this.port2.close();
		this.executor.runAll();
		assertThat(subscriber.closeReason()).isEqualTo(CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("V3")
	void listenerThatThrowsFailsItAfterWhatItHadPosted() {
		this.port2.onMessage((event) -> {
			RequestTests.replyPort(event).postMessage(1);
			throw new IOException("then it broke");
		});
		Subscribing<Integer> subscriber = ask(9);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(1);
		assertThat(subscriber.error()).isInstanceOf(IOException.class);
	}

	@Test
	void askerWhoseOwnSideIsTakenAwayIsToldSo() {
		Subscribing<Integer> subscriber = ask(1);
		Subscribing<Integer> answered = ask(0);
		replyPort();
		postAll(replyPort(), 0, 1);
		this.executor.runAll();
		this.tallies.side(2).close(CloseReason.OWNER_GONE);
		this.tallies.side(4).close(CloseReason.OWNER_GONE);
		this.executor.runAll();
		assertThat(subscriber.closeReason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(answered.closeReason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void requestThatCannotBePostedIsAnErrorAfterOnSubscribe() {
		MessagePort loose = this.channels.create().port1();
		Subscribing<Integer> badPayload = new Subscribing<>(1);
		this.port1.requestStream(loose, Integer.class).subscribe(badPayload);
		assertThat(badPayload.error()).isInstanceOf(DataCloneException.class);
		MessageChannel full = this.channels.create(ChannelOptions.builder().capacity(1).build());
		full.port1().postMessage("first");
		Subscribing<Integer> overflow = new Subscribing<>(1);
		full.port1().requestStream(null, Integer.class).subscribe(overflow);
		assertThat(overflow.error()).isInstanceOf(PortOverflowException.class);
		this.port1.close();
		Subscribing<Integer> closed = ask(0);
		assertThat(closed.closeReason()).isEqualTo(CloseReason.LOCAL);
		this.executor.runAll();
		assertOver(4, 5, 8, 9, 10, 11);
	}

	@Test
	void cancelClosesAndDropsTheRest() {
		Subscribing<Integer> subscriber = ask(2);
		MessagePort replyPort = replyPort();
		Recorder responder = new Recorder();
		replyPort.onMessage(responder).onClose(responder);
		postAll(replyPort, 0, 5);
		this.executor.runAll();
		subscriber.cancel();
		subscriber.cancel();
		subscriber.request(5);
		subscriber.request(-1);
		this.executor.runAll();
		assertThat(responder.closeReasons()).containsExactly(CloseReason.PEER);
		assertThat(responder.count()).isZero();
		assertThat(subscriber.elements()).containsExactly(0, 1);
		subscriber.assertOpen();
		this.tallies.assertBalanced();
		assertOver(2, 3);
	}

	@Test
	void cancelInOnSubscribeAsksForNothing() {
		Subscribing<Integer> subscriber = new Subscribing<>(0) {
			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				super.onSubscribe(subscription);
				subscription.request(1);
				subscription.cancel();
			}
		};
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(this.port2.queued()).isZero();
		subscriber.assertOpen();
		assertOver(2, 3);
	}

	@Test
	void cancelInsideOnNextIsTheEnd() {
		Subscribing<Integer> subscriber = new Subscribing<>(Long.MAX_VALUE) {
			@Override
			void received(Integer item) {
				super.received(item);
				cancel();
			}
		};
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		postAll(replyPort(), 0, 5);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(0);
		subscriber.assertOpen();
	}

	@Test
	void cancelledSubscriptionKeepsNoSubscriber() {
		AtomicReference<Flow.@Nullable Subscription> kept = new AtomicReference<>();
		WeakReference<Flow.Subscriber<Integer>> subscriber = subscribeAndCancel(kept);
		this.executor.runAll();
		Waiting.until(() -> {
			System.gc();
			return subscriber.get() == null;
		});
		assertThat(kept.get()).isNotNull();
	}

	private WeakReference<Flow.Subscriber<Integer>> subscribeAndCancel(
			AtomicReference<Flow.@Nullable Subscription> kept) {
		Flow.Subscriber<Integer> subscriber = new Subscribing<>(0) {
			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				kept.set(subscription);
			}
		};
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		kept.get().cancel();
		return new WeakReference<>(subscriber);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void requestOfLessThanOneIsAnError(long requested) {
		Subscribing<Integer> before = new Subscribing<>(0) {
			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				super.onSubscribe(subscription);
				subscription.request(requested);
				assertOpen();
			}
		};
		this.port1.requestStream(null, Integer.class).subscribe(before);
		assertThat(before.error()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("" + requested);
		Subscribing<Integer> later = ask(1);
		later.request(requested);
		later.request(requested);
		Subscribing<Integer> inside = new Subscribing<>(1) {
			@Override
			void received(Integer item) {
				super.received(item);
				request(requested);
				RequestStreamTests.this.executor.runAll();
				assertOpen();
			}
		};
		this.port1.requestStream(null, Integer.class).subscribe(inside);
		MessagePort closed = replyPort();
		postAll(replyPort(), 0, 2);
		this.executor.runAll();
		assertThat(later.error()).isInstanceOf(IllegalArgumentException.class);
		assertThat(inside.error()).isInstanceOf(IllegalArgumentException.class);
		assertThat(inside.elements()).containsExactly(0);
		assertThat(closed.isClosed()).isTrue();
	}

	@Test
	void elementOfAnotherTypeCancelsAndNamesBoth() {
		Subscribing<Integer> subscriber = ask(5);
		MessagePort replyPort = replyPort();
		CompletableFuture<CloseEvent> closed = Ports.closed(replyPort);
		replyPort.postMessage(1);
		replyPort.postMessage("two", this.channels.create().port1());
		replyPort.postMessage(3);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(1);
		assertThat(subscriber.error()).isInstanceOf(ClassCastException.class)
			.hasMessageContainingAll("java.lang.String", "java.lang.Integer");
		assertThat(closed.join().cause()).isSameAs(subscriber.error());
		assertOver(4);
	}

	@Test
	void primitiveTypeStandsForItsWrapper() {
		Subscribing<Integer> subscriber = new Subscribing<>(1);
		this.port1.requestStream(null, int.class).subscribe(subscriber);
		replyPort().postMessage(1);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(1);
	}

	@Test
	void nullIsNoElement() {
		Subscribing<Integer> subscriber = ask(5);
		MessagePort replyPort = replyPort();
		replyPort.postMessage(null);
		this.executor.runAll();
		assertThat(subscriber.error()).isInstanceOf(NullPointerException.class)
			.hasMessageContainingAll("null", "stock.port1", "Let the responder");
		assertThat(replyPort.isClosed()).isTrue();
	}

	@Test
	@Tag("Q4")
	void subscriberThatThrowsIsCancelledAndReported() {
		List<Subscribing<Integer>> subscribers = List.of(new Subscribing<>(0) {
			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				throw new IllegalStateException("onSubscribe");
			}
		}, new Subscribing<>(5) {
			@Override
			void received(Integer item) {
				throw new IllegalStateException("onNext");
			}
		}, new Subscribing<>(1) {
			@Override
			public void onComplete() {
				throw new IllegalStateException("onComplete");
			}
		}, new Subscribing<>(0) {
			@Override
			public void onError(Throwable throwable) {
				throw new IllegalStateException("onError");
			}
		});
		for (Subscribing<Integer> subscriber : subscribers) {
			this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		}
		MessagePort next = replyPort();
		postAll(next, 0, 2);
		replyPort().close();
		replyPort().close(new IOException());
		this.executor.runAll();
		assertThat(this.errors).extracting(Throwable::getMessage)
			.containsExactlyInAnyOrder("onSubscribe", "onNext", "onComplete", "onError");
		assertThat(next.isClosed()).isTrue();
		subscribers.get(1).assertOpen();
	}

	@Test
	void nullSubscriberIsRefused() {
		assertThatNullPointerException()
			.isThrownBy(() -> this.port1.requestStream(null, Integer.class).subscribe(null));
	}

	@ParameterizedTest
	@EnumSource(OverflowPolicy.class)
	@Tag("Q7")
	void responderThatPostsByHandGetsAheadByTheCapacityOfTheQueue(OverflowPolicy policy) throws Exception {
		MessageChannelFactory threads = MessageChannelFactory.builder().build();
		MessageChannel small = threads.create(ChannelOptions.builder().capacity(4).overflow(policy).build());
		Subscribing<Integer> subscriber = new Subscribing<>(2);
		small.port1().requestStream(null, Integer.class).subscribe(subscriber);
		MessagePort replyPort = RequestTests.replyPort(Ports.next(small.port2()));
		postAll(replyPort, 0, 2);
		Waiting.until(() -> subscriber.elements().size() == 2);
		settle(replyPort);
		switch (policy) {
			case FAIL -> {
				postAll(replyPort, 2, 6);
				assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> replyPort.postMessage(6));
			}
			case BLOCK -> {
				postAll(replyPort, 2, 6);
				TestThread<Boolean> blocked = TestThread.start(() -> replyPort.postMessage(6)).awaitParked();
				subscriber.request(1);
				assertThat(blocked.get()).isTrue();
			}
			case DROP_OLDEST -> postAll(replyPort, 2, 20);
			case DROP_LATEST -> {
				postAll(replyPort, 2, 6);
				assertThat(replyPort.postMessage(6)).isFalse();
			}
			case CLOSE -> {
				postAll(replyPort, 2, 6);
				assertThat(replyPort.postMessage(6)).isFalse();
				assertThat(replyPort.isClosed()).isTrue();
			}
		}
		subscriber.request(Long.MAX_VALUE);
		replyPort.close();
		Waiting.until(subscriber::isOver);
		List<Integer> expected = switch (policy) {
			case DROP_OLDEST -> List.of(0, 1, 16, 17, 18, 19);
			case BLOCK -> List.of(0, 1, 2, 3, 4, 5, 6);
			default -> List.of(0, 1, 2, 3, 4, 5);
		};
		assertThat(subscriber.elements()).isEqualTo(expected);
		if (policy == OverflowPolicy.CLOSE) {
			assertThat(subscriber.closeReason()).isEqualTo(CloseReason.OVERFLOW);
		}
		else {
			subscriber.assertCompleted();
		}
	}

	@Test
	@Tag("Q7")
	void responderGetsAheadByNoMoreWhenNothingIsAskedFor() {
		MessageChannel small = this.channels
			.create(ChannelOptions.builder().capacity(2).overflow(OverflowPolicy.DROP_OLDEST).build());
		Subscribing<Integer> subscriber = new Subscribing<>(0);
		small.port1().requestStream(null, Integer.class).subscribe(subscriber);
		MessagePort replyPort = RequestTests.replyPort(Ports.next(small.port2()));
		for (int i = 0; i < 5; i++) {
			replyPort.postMessage(i);
			this.executor.runAll();
		}
		subscriber.request(9);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(3, 4);
	}

	@Test
	void responderThatTalksBothWaysByHandSeesNoMessagesOfOurs() {
		Subscribing<Integer> subscriber = ask(3);
		MessagePort replyPort = replyPort();
		Recorder responder = new Recorder();
		replyPort.onMessage(responder).onClose(responder);
		postAll(replyPort, 0, 2);
		this.executor.runAll();
		subscriber.request(Long.MAX_VALUE);
		replyPort.postMessage(2);
		this.executor.runAll();
		subscriber.cancel();
		this.executor.runAll();
		assertThat(responder.count()).isZero();
		assertThat(responder.closes()).hasSize(1);
	}

	@Test
	void signalsComeOneAfterTheOtherWhileManyThreadsAsk() throws Exception {
		for (int round = 0; round < 20; round++) {
			MessageChannel threads = MessageChannelFactory.builder().build().create("race");
			Subscribing<Integer> subscriber = new Subscribing<>(0);
			threads.port1().requestStream(null, Integer.class).subscribe(subscriber);
			MessagePort replyPort = RequestTests.replyPort(Ports.next(threads.port2()));
			Race.Task ask = () -> {
				for (int i = 0; i < 500; i++) {
					subscriber.request(1);
				}
			};
			Race.of(ask, ask, () -> {
				postAll(replyPort, 0, 1000);
				replyPort.close();
			});
			Waiting.until(subscriber::isOver);
			subscriber.assertCompleted();
			assertThat(subscriber.elements()).isEqualTo(IntStream.range(0, 1000).boxed().toList());
		}
	}

	@Test
	void requestThatMeetsTheEndOfTheDemandIsNotLost() {
		MessageChannel threads = MessageChannelFactory.builder().build().create("race");
		AtomicInteger received = new AtomicInteger();
		Subscribing<Integer> subscriber = new Subscribing<>(1) {
			@Override
			void received(Integer item) {
				received.incrementAndGet();
			}
		};
		threads.port1().requestStream(null, Integer.class).subscribe(subscriber);
		MessagePort replyPort = RequestTests.replyPort(Ports.next(threads.port2()));
		postAll(replyPort, 0, 50_000);
		for (int i = 1; i < 50_000; i++) {
			long deadline = System.nanoTime() + 30_000_000_000L;
			while (received.get() < i) {
				if (System.nanoTime() > deadline) {
					throw new AssertionError("Element " + i + " has not come");
				}
				Thread.onSpinWait();
			}
			subscriber.request(1);
		}
		Waiting.until(() -> received.get() == 50_000);
	}

	@Test
	void raceOfTheCloseWithACancelOrABadRequestHasOneOutcome() throws Exception {
		for (int round = 0; round < 300; round++) {
			MessageChannel threads = MessageChannelFactory.builder().build().create("race");
			Subscribing<Integer> cancelled = new Subscribing<>(1);
			Subscribing<Integer> bad = new Subscribing<>(1);
			Flow.Publisher<Integer> answers = threads.port1().requestStream(null, Integer.class);
			answers.subscribe(cancelled);
			answers.subscribe(bad);
			MessageEvent first = Ports.next(threads.port2());
			MessageEvent second = Ports.next(threads.port2());
			Race.of(() -> first.reply(1), () -> second.reply(2), cancelled::cancel, () -> bad.request(0));
			Waiting.until(bad::isOver);
			assertThat(bad.elements()).hasSizeLessThanOrEqualTo(1);
			assertThat(cancelled.elements()).hasSizeLessThanOrEqualTo(1);
			assertThat(first.replyPort().isClosed()).isTrue();
		}
	}

	@Test
	@Tag("I4")
	void signalsNeverComeOnTheStackOfWhoAnswers() {
		Executor onCaller = Runnable::run;
		MessageChannel direct = MessageChannelFactory.builder().executor(onCaller).build().create();
		Thread test = Thread.currentThread();
		AtomicReference<@Nullable Thread> on = new AtomicReference<>();
		Subscribing<Integer> subscriber = new Subscribing<>(1) {
			@Override
			void received(Integer item) {
				on.set(Thread.currentThread());
			}
		};
		direct.port1().requestStream(null, Integer.class).subscribe(subscriber);
		RequestTests.replyPort(Ports.next(direct.port2())).postMessage(1);
		Waiting.until(() -> on.get() != null);
		assertThat(on.get()).isNotSameAs(test);
		assertThat(ForkJoinPool.commonPool()).isNotNull();
	}

	// Until the reply port is paused, so that nothing is on its way out of the queue
	private static void settle(MessagePort replyPort) {
		Side asker = ((DefaultMessagePort) replyPort).side.other();
		Waiting.until(() -> !Objects.requireNonNull(asker.port()).isStarted());
	}

	private Subscribing<Integer> ask(long requested) {
		Subscribing<Integer> subscriber = new Subscribing<>(requested);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		return subscriber;
	}

	private MessagePort replyPort() {
		return RequestTests.replyPort(Ports.next(this.port2));
	}

	private void assertOver(int... sides) {
		for (int side : sides) {
			assertThat(this.tallies.side(side).state()).as("side %s", side).isEqualTo(ChannelSide.State.ENDED);
		}
	}

	private static void postAll(MessagePort port, int from, int to) {
		for (int i = from; i < to; i++) {
			assertThat(port.postMessage(i)).isTrue();
		}
	}

}
