package dev.messageport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Answers that come from a publisher, at the demand of who asks.
 */
@Tag("V2")
class ReplyTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final List<Throwable> errors = new ArrayList<>();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.errorHandler((error, port, event) -> this.errors.add(error))
		.build();

	private final MessageChannel channel = this.channels.create("ticks");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final List<String> seen = new ArrayList<>();

	@Test
	void publisherIsAskedForWhatTheSubscriberAsksFor() {
		Numbers numbers = new Numbers(100);
		Subscribing<Integer> subscriber = ask(0, numbers);
		assertThat(numbers.isSubscribed()).isTrue();
		assertThat(numbers.requested()).isZero();
		subscriber.request(3);
		this.executor.runAll();
		assertThat(numbers.requested()).isEqualTo(3);
		assertThat(subscriber.elements()).containsExactly(0, 1, 2);
		subscriber.request(2);
		subscriber.request(5);
		this.executor.runAll();
		assertThat(numbers.requested()).isEqualTo(10);
		subscriber.request(Long.MAX_VALUE);
		this.executor.runAll();
		assertThat(subscriber.elements()).isEqualTo(IntStream.range(0, 100).boxed().toList());
		subscriber.assertCompleted();
		this.tallies.assertBalanced();
		assertThat(this.tallies.side(2).state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(this.tallies.side(3).state()).isEqualTo(ChannelSide.State.ENDED);
	}

	@ParameterizedTest
	@CsvSource({ "16, 65536, 16", "9223372036854775807, 65536, 256", "9223372036854775807, 0, 256", "1000, 100, 100",
			"9223372036854775807, 3, 3", "3, 1, 1" })
	void noMoreAreQueuedThanWereAskedForAndFitTheWindow(long batch, int capacity, int bound) {
		int count = 1_000_000;
		Depth depth = new Depth();
		MessageChannel wide = MessageChannelFactory.builder().observer(depth).capacity(capacity).build().create();
		Numbers numbers = new Numbers(count);
		wide.port2().onMessage((event) -> event.reply(numbers));
		Batches subscriber = new Batches(batch, count);
		wide.port1().requestStream(null, Integer.class).subscribe(subscriber);
		Waiting.until(subscriber::isOver);
		subscriber.assertCompleted();
		assertThat(subscriber.received).isEqualTo(count);
		assertThat(depth.deepest).hasValueBetween(1, bound);
		assertThat(numbers.deepest()).isOne();
	}

	@Test
	void publisherIsAskedForMoreWhenHalfOfTheWindowIsUsed() {
		Numbers numbers = new Numbers(10_000);
		Subscribing<Integer> subscriber = ask(Long.MAX_VALUE, numbers);
		assertThat(subscriber.elements()).hasSize(10_000);
		assertThat(numbers.requests()).isBetween(2L, 1 + 10_000L / 128);
		assertThat(this.tallies.of(this.tallies.side(3)).posted()).as("demand counts as a message").isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1", "2", "3", "7" })
	@Tag("Q7")
	void unreadGrantsFitIntoTheQueue(int capacity) {
		MessageChannel small = this.channels.create(ChannelOptions.builder().capacity(capacity).build());
		Numbers numbers = new Numbers(20);
		Subscribing<Integer> subscriber = new Subscribing<>(1);
		small.port1().requestStream(null, Integer.class).subscribe(subscriber);
		Ports.next(small.port2()).reply(numbers);
		this.executor.runOne();
		for (int i = 0; i < 20; i++) {
			subscriber.request(1);
		}
		assertThat(lengthWithGrants((Side) this.tallies.side(5))).isBetween(1, capacity);
		this.executor.runAll();
		subscriber.assertCompleted();
		assertThat(subscriber.elements()).hasSize(20);
	}

	@ParameterizedTest
	@EnumSource(OverflowPolicy.class)
	@Tag("Q7")
	void nothingIsLostOrRefusedInTheSmallestQueue(OverflowPolicy policy) {
		MessageChannel smallest = MessageChannelFactory.builder().capacity(1).overflow(policy).build().create();
		smallest.port2().onMessage((event) -> event.reply(new Numbers(2_000)));
		Subscribing<Integer> all = new Subscribing<>(Long.MAX_VALUE);
		Subscribing<Integer> single = new Subscribing<>(1) {
			@Override
			void received(Integer item) {
				super.received(item);
				request(1);
			}
		};
		for (Subscribing<Integer> subscriber : List.of(all, single)) {
			smallest.port1().requestStream(null, Integer.class).subscribe(subscriber);
			Waiting.until(subscriber::isOver);
			subscriber.assertCompleted();
			assertThat(subscriber.elements()).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
		}
	}

	@Test
	void asynchronousPublisherIsReadToItsEnd() {
		MessageChannel threads = MessageChannelFactory.builder().build().create();
		SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
		threads.port2().onMessage((event) -> event.reply(publisher));
		Subscribing<Integer> subscriber = new Subscribing<>(Long.MAX_VALUE);
		threads.port1().requestStream(null, Integer.class).subscribe(subscriber);
		Waiting.until(publisher::hasSubscribers);
		IntStream.range(0, 10_000).forEach(publisher::submit);
		publisher.close();
		Waiting.until(subscriber::isOver);
		subscriber.assertCompleted();
		assertThat(subscriber.elements()).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
	}

	@Test
	void endComesAlsoWithoutDemand() {
		IOException cause = new IOException("sold out");
		Subscribing<Integer> empty = ask(0, with(Flow.Subscriber::onComplete));
		Subscribing<Integer> failed = ask(0, with((subscriber) -> subscriber.onError(cause)));
		Subscribing<Integer> exact = ask(3, new Numbers(3));
		empty.assertCompleted();
		assertThat(failed.error()).isSameAs(cause);
		exact.assertCompleted();
	}

	@Test
	void cancelReachesThePublisher() {
		Numbers numbers = new Numbers(100);
		Subscribing<Integer> subscriber = ask(5, numbers);
		subscriber.cancel();
		assertThat(numbers.isCancelled()).isFalse();
		this.executor.runAll();
		assertThat(numbers.isCancelled()).isTrue();
		assertThat(subscriber.elements()).hasSize(5);
		this.tallies.assertBalanced();
	}

	@Test
	void cancelReachesAPublisherThatIsEmittingAtOnce() {
		Numbers numbers = new Numbers(1_000);
		List<Subscribing<Integer>> asking = new ArrayList<>();
		Subscribing<Integer> subscriber = ask(0, (downstream) -> numbers.subscribe(new Relay(downstream) {
			@Override
			public void onNext(Object item) {
				if (item.equals(10)) {
					asking.get(0).cancel();
				}
				super.onNext(item);
				assertThat(numbers.isCancelled()).isEqualTo(item.equals(10));
			}
		}));
		asking.add(subscriber);
		subscriber.request(100);
		this.executor.runAll();
		assertThat(numbers.isCancelled()).isTrue();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void ownerThatTakesTheReplyPortAwayCancelsThePublisher() {
		Numbers numbers = new Numbers(100);
		Subscribing<Integer> subscriber = ask(5, numbers);
		this.tallies.side(3).close(CloseReason.OWNER_GONE);
		this.executor.runAll();
		assertThat(numbers.isCancelled()).isTrue();
		assertThat(subscriber.closeReason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void responderMayCutItOff() {
		Numbers numbers = new Numbers(100);
		List<MessageEvent> events = new ArrayList<>();
		this.port2.onMessage((event) -> {
			events.add(event);
			event.reply(numbers);
		});
		Subscribing<Integer> subscriber = new Subscribing<>(2);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		events.get(0).fail(new IOException("answered before"));
		this.executor.runAll();
		subscriber.assertOpen();
		RequestTests.replyPort(events.get(0)).close();
		this.executor.runAll();
		assertThat(numbers.isCancelled()).isTrue();
		subscriber.assertCompleted();
	}

	@Test
	@Tag("V1")
	void requestForOneAnswerGetsTheFirstElement() {
		Numbers numbers = new Numbers(100);
		this.port2.onMessage((event) -> event.reply(numbers));
		CompletableFuture<Integer> first = this.port1.request(null, Integer.class);
		this.executor.runAll();
		assertThat(first).isCompletedWithValue(0);
		assertThat(numbers.requested()).isOne();
		assertThat(numbers.isCancelled()).isTrue();
		this.port2.onMessage((event) -> event.reply(with(Flow.Subscriber::onComplete)));
		CompletableFuture<Integer> none = this.port1.request(null, Integer.class);
		this.executor.runAll();
		assertThat(RequestTests.failure(none)).isInstanceOf(PortClosedException.class);
	}

	@Test
	@Tag("V1")
	void nullPublisherIsTheAnswerNull() {
		this.port2.onMessage((event) -> event.reply((Flow.Publisher<?>) null));
		CompletableFuture<Void> answer = this.port1.request(null, Void.class);
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue(null);
	}

	@Test
	void secondAnswerIsNotSubscribedTo() {
		Numbers first = new Numbers(3);
		Numbers second = new Numbers(3);
		this.port2.onMessage((event) -> {
			event.reply(first);
			event.reply(second);
			assertThat(event.reply(7)).isFalse();
		});
		Subscribing<Integer> subscriber = new Subscribing<>(9);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(second.isSubscribed()).isFalse();
		assertThat(subscriber.elements()).containsExactly(0, 1, 2);
	}

	@Test
	void answerNobodyWaitsForIsNotSubscribedTo() {
		Numbers numbers = new Numbers(3);
		Subscribing<Integer> subscriber = new Subscribing<>(9);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		subscriber.cancel();
		Ports.next(this.port2).reply(numbers);
		assertThat(numbers.isSubscribed()).isFalse();
	}

	@Test
	@Tag("V3")
	void listenerThatThrowsAfterItsReplyHarmsNothing() {
		this.port2.onMessage((event) -> {
			event.reply(new Numbers(3));
			throw new IllegalStateException("afterwards");
		});
		Subscribing<Integer> subscriber = new Subscribing<>(9);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(0, 1, 2);
		subscriber.assertCompleted();
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void messagesPostedByHandBeforeComeFirst() {
		this.port2.onMessage((event) -> {
			RequestTests.replyPort(event).postMessage(-2);
			RequestTests.replyPort(event).postMessage(-1);
			event.reply(new Numbers(3));
		});
		Subscribing<Integer> subscriber = new Subscribing<>(1);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(-2);
		subscriber.request(2);
		this.executor.runAll();
		subscriber.request(2);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(-2, -1, 0, 1, 2);
		subscriber.assertCompleted();
	}

	@ParameterizedTest
	@EnumSource(value = OverflowPolicy.class, mode = EnumSource.Mode.EXCLUDE, names = { "BLOCK", "DROP_OLDEST" })
	void queueFullOfMessagesPostedByHandLeavesNobodyWaiting(OverflowPolicy policy) {
		MessageChannel small = this.channels.create(ChannelOptions.builder().capacity(1).overflow(policy).build());
		Numbers numbers = new Numbers(3);
		small.port2().onMessage((event) -> {
			RequestTests.replyPort(event).postMessage(-1);
			event.reply(numbers);
		});
		Subscribing<Integer> subscriber = new Subscribing<>(9);
		small.port1().requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(-1);
		assertThat(subscriber.error()).isInstanceOfAny(PortOverflowException.class, PortClosedException.class);
		assertThat(numbers.isSubscribed()).isFalse();
	}

	@Test
	void messagesPostedByHandMeanwhileNeitherStopThePublisherNorLetItRunAhead() {
		Numbers numbers = new Numbers(300);
		List<MessagePort> replyPorts = new ArrayList<>();
		this.port2.onMessage((event) -> {
			replyPorts.add(event.replyPort());
			event.reply(numbers);
		});
		Subscribing<Integer> subscriber = new Subscribing<>(1);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		IntStream.range(0, 300).forEach((i) -> replyPorts.get(0).postMessage(-1));
		subscriber.request(Long.MAX_VALUE);
		this.executor.runAll();
		subscriber.assertCompleted();
		assertThat(subscriber.elements()).hasSize(600);
		assertThat(numbers.largestRequest()).isLessThanOrEqualTo(256);
	}

	@Test
	void publisherThatEmitsMoreThanWasRequestedFailsAndIsCancelled() {
		AtomicInteger emitted = new AtomicInteger();
		Subscribing<Integer> subscriber = ask(2, (downstream) -> downstream.onSubscribe(new Doing((n) -> {
			while (emitted.get() < 1_000_000 && !this.seen.contains("cancel")) {
				downstream.onNext(emitted.getAndIncrement());
			}
		})));
		assertThat(subscriber.elements()).containsExactly(0, 1);
		assertThat(subscriber.error()).isInstanceOf(IllegalStateException.class)
			.hasMessageContainingAll("ticks.port2", "more than was requested");
		assertThat(emitted).hasValue(3);
		assertThat(this.seen).containsExactly("cancel");
	}

	@Test
	void publisherThatThrowsFailsTheRequest() {
		IllegalStateException thrown = new IllegalStateException("not today");
		Subscribing<Integer> subscriber = ask(1, (downstream) -> {
			throw thrown;
		});
		assertThat(subscriber.error()).isSameAs(thrown);
		assertThat(this.errors).containsExactly(thrown);
	}

	@Test
	@Tag("V2")
	void answerThatCannotBePostedFailsTheStreamAndIsObserved() {
		MessagePort closed = this.channels.create().port1();
		closed.close();
		this.port2.onMessage((event) -> event.reply((Flow.Publisher<Object>) (downstream) -> downstream
			.onSubscribe(new Doing((n) -> downstream.onNext(closed)))));
		Subscribing<Object> subscriber = new Subscribing<>(1);
		this.port1.requestStream(null, Object.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(subscriber.error()).isInstanceOf(DataCloneException.class);
		assertThat(this.tallies.opened()).flatExtracting((side) -> this.tallies.of(side).failed())
			.containsExactly(subscriber.error());
	}

	@Test
	void subscriptionThatThrowsFailsTheRequest() {
		IllegalStateException thrown = new IllegalStateException("request");
		Subscribing<Integer> subscriber = ask(1, (downstream) -> downstream.onSubscribe(new Doing((n) -> {
			throw thrown;
		})));
		assertThat(subscriber.error()).isSameAs(thrown);
		assertThat(this.errors).containsExactly(thrown);
		assertThat(this.seen).containsExactly("cancel");
	}

	@Test
	void subscriptionThatFailsToCancelIsReported() {
		IllegalStateException thrown = new IllegalStateException("cancel");
		Subscribing<Integer> subscriber = ask(1, (downstream) -> downstream.onSubscribe(new Doing((n) -> {
		}) {
			@Override
			public void cancel() {
				throw thrown;
			}
		}));
		subscriber.cancel();
		this.executor.runAll();
		assertThat(this.errors).containsExactly(thrown);
	}

	@Test
	void nullSignalsAreRefused() {
		Subscribing<Integer> subscriber = ask(1, (downstream) -> {
			assertThatNullPointerException().isThrownBy(() -> downstream.onSubscribe(null));
			assertThatNullPointerException().isThrownBy(() -> downstream.onError(null));
			downstream.onSubscribe(new Doing((n) -> {
			}));
			assertThatNullPointerException().isThrownBy(() -> downstream.onNext(null));
		});
		assertThat(subscriber.error()).isInstanceOf(NullPointerException.class);
		assertThat(this.seen).containsExactly("cancel");
		assertThat(this.errors).isEmpty();
	}

	@Test
	void secondSubscriptionIsCancelled() {
		Subscribing<Integer> subscriber = ask(1, (downstream) -> {
			new Numbers(3).subscribe(downstream);
			downstream.onSubscribe(new Doing((n) -> this.seen.add("request")));
		});
		assertThat(this.seen).containsExactly("cancel");
		assertThat(subscriber.elements()).containsExactly(0);
		subscriber.assertOpen();
	}

	@Test
	void subscriptionMayComeLate() {
		List<Flow.Subscriber<? super Integer>> downstream = new ArrayList<>();
		Subscribing<Integer> subscriber = ask(2, downstream::add);
		new Numbers(3).subscribe(downstream.get(0));
		this.executor.runAll();
		assertThat(subscriber.elements()).containsExactly(0, 1);
	}

	@Test
	void subscriptionThatComesAfterTheCancelIsCancelled() {
		List<Flow.Subscriber<? super Integer>> downstream = new ArrayList<>();
		Subscribing<Integer> subscriber = ask(2, downstream::add);
		subscriber.cancel();
		this.executor.runAll();
		downstream.get(0).onSubscribe(new Doing((n) -> this.seen.add("request")));
		assertThat(this.seen).containsExactly("cancel");
	}

	@Test
	void signalsAfterTheEndAreIgnored() {
		Subscribing<Integer> subscriber = ask(9, (downstream) -> downstream.onSubscribe(new Doing((n) -> {
			downstream.onNext(1);
			downstream.onComplete();
			downstream.onNext(2);
			downstream.onError(new IOException());
			downstream.onComplete();
		})));
		assertThat(subscriber.elements()).containsExactly(1);
		subscriber.assertCompleted();
		assertThat(this.seen).isEmpty();
	}

	@Test
	void answerThatCannotBePostedFailsTheStream() {
		MessagePort closed = this.channels.create().port1();
		closed.close();
		Subscribing<Object> subscriber = new Subscribing<>(9);
		this.port2.onMessage((event) -> event.reply((downstream) -> downstream.onSubscribe(new Doing((n) -> {
			Flow.Subscriber<Object> answers = downstream;
			answers.onNext(closed);
		}))));
		this.port1.requestStream(null, Object.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(subscriber.error()).isInstanceOf(DataCloneException.class);
		assertThat(this.seen).containsExactly("cancel");
	}

	@Test
	void publisherThatEmitsOnManyThreadsBreaksNothing() throws Exception {
		MessageChannel threads = MessageChannelFactory.builder().build().create();
		Subscribing<Integer> subscriber = new Subscribing<>(200);
		threads.port1().requestStream(null, Integer.class).subscribe(subscriber);
		List<Flow.Subscriber<Object>> downstream = new ArrayList<>();
		AtomicInteger requested = new AtomicInteger();
		Ports.next(threads.port2()).reply((answers) -> {
			downstream.add(answers);
			answers.onSubscribe(new Doing((n) -> requested.addAndGet(n.intValue())));
		});
		Waiting.until(() -> requested.get() == 200);
		Race.Task emit = () -> {
			for (int i = 0; i < 100; i++) {
				downstream.get(0).onNext(i);
			}
		};
		Race.of(emit, emit);
		downstream.get(0).onComplete();
		Waiting.until(subscriber::isOver);
		subscriber.assertCompleted();
		assertThat(subscriber.elements()).hasSize(200);
	}

	@Test
	void raceOfACancelWithAPublisherStopsIt() throws Exception {
		for (int i = 0; i < 300; i++) {
			MessageChannel threads = MessageChannelFactory.builder().build().create();
			Numbers numbers = new Numbers(Integer.MAX_VALUE);
			Subscribing<Integer> subscriber = new Subscribing<>(Long.MAX_VALUE);
			threads.port1().requestStream(null, Integer.class).subscribe(subscriber);
			MessageEvent event = Ports.next(threads.port2());
			Race.of(() -> event.reply(numbers), subscriber::cancel);
			Waiting.until(() -> numbers.isCancelled() || !numbers.isSubscribed());
			subscriber.assertOpen();
		}
	}

	private static int lengthWithGrants(Side side) {
		side.lockAll();
		try {
			return side.length();
		}
		finally {
			side.unlockAll();
		}
	}

	private Subscribing<Integer> ask(long requested, Flow.Publisher<Integer> answers) {
		this.port2.onMessage((event) -> event.reply(answers));
		Subscribing<Integer> subscriber = new Subscribing<>(requested);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		this.executor.runAll();
		return subscriber;
	}

	// Does not wait for demand
	private Flow.Publisher<Integer> with(Consumer<Flow.Subscriber<?>> signal) {
		return (downstream) -> {
			downstream.onSubscribe(new Doing((n) -> {
			}));
			signal.accept(downstream);
		};
	}

	/**
	 * Does something at each request.
	 */
	private class Doing implements Flow.Subscription {

		private final Consumer<Long> requested;

		Doing(Consumer<Long> requested) {
			this.requested = requested;
		}

		@Override
		public void request(long n) {
			this.requested.accept(n);
		}

		@Override
		public void cancel() {
			ReplyTests.this.seen.add("cancel");
		}

	}

	/**
	 * Passes signals on.
	 */
	private static class Relay implements Flow.Subscriber<Object> {

		private final Flow.Subscriber<Object> downstream;

		@SuppressWarnings("unchecked")
		Relay(Flow.Subscriber<?> downstream) {
			this.downstream = (Flow.Subscriber<Object>) downstream;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.downstream.onSubscribe(subscription);
		}

		@Override
		public void onNext(Object item) {
			this.downstream.onNext(item);
		}

		@Override
		public void onError(Throwable throwable) {
			this.downstream.onError(throwable);
		}

		@Override
		public void onComplete() {
			this.downstream.onComplete();
		}

	}

	/**
	 * Asks for a batch when it has got the one before, and checks the order.
	 */
	private static final class Batches extends Subscribing<Integer> {

		private final long batch;

		private volatile int received;

		Batches(long batch, int count) {
			super(batch);
			this.batch = batch;
		}

		@Override
		void received(Integer item) {
			assertThat((int) item).isEqualTo(this.received);
			this.received = item + 1;
			if (this.received % this.batch == 0) {
				request(this.batch);
			}
		}

	}

	/**
	 * Watches how long the queue of the asker gets.
	 */
	private static final class Depth implements ChannelObserver {

		private final AtomicInteger deepest = new AtomicInteger();

		@Override
		public void posted(ChannelSide side) {
			int queued = side.queued();
			if (queued > this.deepest.get()) {
				this.deepest.accumulateAndGet(queued, Math::max);
			}
		}

	}

}
