package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What interceptors capture for those who ask, answer and connect
 * ({@link PortInterceptor#captureContext()}).
 */
class CapturedContextTests {

	private static final ThreadLocal<String> current = new ThreadLocal<>();

	private final ManualExecutor executor = new ManualExecutor();

	private final List<String> seen = new ArrayList<>();

	private final Named interceptor = new Named("");

	private final MessageChannelFactory channels = channels(this.interceptor);

	private final MessageChannel channel = this.channels.create("test");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@AfterEach
	void clear() {
		current.remove();
	}

	private MessageChannelFactory channels(PortInterceptor... interceptors) {
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder().executor(this.executor);
		List.of(interceptors).forEach(builder::interceptor);
		return builder.build();
	}

	@Test
	@Tag("V1")
	void answerCompletesTheFutureInTheContextOfTheAsker() {
		this.port2.onMessage((event) -> within("responder", () -> event.reply("answer")));
		CompletableFuture<String> answer = within("asker", () -> this.port1.request("question", String.class));
		answer.thenRun(this::look);
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("answer");
		assertThat(this.seen).containsExactly("asker");
		assertThat(current.get()).isNull();
	}

	@Test
	@Tag("V3")
	void failureCompletesTheFutureInTheContextOfTheAsker() {
		this.port2.onMessage((event) -> event.fail(new IllegalStateException("expected")));
		within("first", () -> this.port1.request(1, String.class)).whenComplete((value, error) -> look());
		this.executor.runAll();
		this.port2.onMessage(null);
		within("second", () -> this.port1.request(2, String.class)).whenComplete((value, error) -> look());
		this.port2.close();
		this.executor.runAll();
		assertThat(this.seen).containsExactly("first", "second");
	}

	@Test
	@Tag("V2")
	void subscriberIsCalledInTheContextInWhichItHasSubscribed() {
		this.port2.onMessage((event) -> event.reply(new Numbers(3)));
		Flow.Publisher<Integer> answers = within("elsewhere",
				() -> this.port1.requestStream("question", Integer.class));
		Looking subscriber = new Looking();
		within("subscriber", () -> {
			answers.subscribe(subscriber);
			return null;
		});
		this.executor.runAll();
		assertThat(this.seen).containsExactly("subscriber", "subscriber", "subscriber", "subscriber", "subscriber");
	}

	@Test
	@Tag("V3")
	void subscriberIsToldOfAResponderThatIsGoneInItsContext() {
		Looking subscriber = new Looking();
		within("subscriber", () -> {
			this.port1.requestStream("question", Integer.class).subscribe(subscriber);
			return null;
		});
		this.port2.close();
		this.executor.runAll();
		assertThat(this.seen).containsExactly("subscriber", "subscriber");
	}

	@Test
	@Tag("V2")
	void publisherIsAskedAndCancelledInTheContextOfWhoAnswers() {
		Flow.Publisher<Integer> publisher = (downstream) -> downstream.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long n) {
				look();
			}

			@Override
			public void cancel() {
				look();
			}

		});
		this.port2.onMessage((event) -> within("responder", () -> {
			event.reply(publisher);
			return null;
		}));
		Subscribing<Integer> subscriber = new Subscribing<>(1);
		this.port1.requestStream("question", Integer.class).subscribe(subscriber);
		this.executor.runAll();
		subscriber.cancel();
		this.executor.runAll();
		assertThat(this.seen).containsExactly("responder", "responder");
	}

	@Test
	void listenerIsToldOfAMessageOfTheContainerInTheContextOfWhoPostsIt() {
		DeliveryControl container = (DeliveryControl) this.channels;
		within("poster", () -> container.postAsIs(this.port1, "connected"));
		this.port2.onMessage((event) -> look());
		this.executor.runAll();
		assertThat(this.seen).containsExactly("poster");
	}

	@Test
	@Tag("V1")
	void interceptorsStandAroundRequestsAndNotAroundAnswers() {
		this.port2.onMessage((event) -> event.reply("answer"));
		assertThat(this.port1.request("question", String.class)).isNotCompleted();
		this.port2.onMessage((event) -> event.reply(new Numbers(3)));
		this.port1.requestStream("question", Integer.class).subscribe(new Looking());
		this.executor.runAll();
		assertThat(this.interceptor.around).containsExactly("test.port2", "test.port2");
	}

	@Test
	void ordinaryListenersAreNotCalledInACapturedContext() {
		this.port2.onMessage((event) -> look());
		within("poster", () -> this.port1.postMessage("a"));
		this.executor.runAll();
		assertThat(this.seen).containsExactly("nothing");
	}

	@Test
	void whatSeveralCaptureIsRestoredTheFirstOneOutermost() {
		MessageChannel both = channels(new Named("1 "), new PortInterceptor() {
		}, new Named("2 ")).create();
		both.port2().onMessage((event) -> event.reply("answer"));
		within("asker", () -> both.port1().request("question", String.class)).thenRun(this::look);
		this.executor.runAll();
		assertThat(this.seen).containsExactly("2 1 asker");
	}

	@Test
	void whatCannotBeRestoredDoesNotKeepTheAnswerBack() {
		for (Consumer<Runnable> bad : List.<Consumer<Runnable>>of((task) -> {
			throw new IllegalStateException("expected: cannot restore");
		}, (task) -> {
		}, (task) -> {
			task.run();
			task.run();
		})) {
			MessageChannel bent = channels(new PortInterceptor() {

				@Override
				public Consumer<Runnable> captureContext() {
					return bad;
				}

			}).create();
			bent.port2().onMessage((event) -> event.reply("answer"));
			CompletableFuture<String> answer = bent.port1().request("question", String.class);
			answer.thenRun(this::look);
			this.executor.runAll();
			assertThat(answer).isCompletedWithValue("answer");
		}
		assertThat(this.seen).hasSize(3);
	}

	@Test
	void whatCannotBeCapturedKeepsNobodyFromAsking() {
		MessageChannel bent = channels(new PortInterceptor() {

			@Override
			public Consumer<Runnable> captureContext() {
				throw new IllegalStateException("expected: cannot capture");
			}

		}, new Named("")).create();
		bent.port2().onMessage((event) -> event.reply("answer"));
		CompletableFuture<String> answer = within("asker", () -> bent.port1().request("question", String.class));
		answer.thenRun(this::look);
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("answer");
		assertThat(this.seen).containsExactly("asker");
	}

	@Test
	void whatTheTaskThrowsIsThrown() {
		CapturedContext context = CapturedContext.of(Runnable::run);
		assertThatIllegalStateException().isThrownBy(() -> CapturedContext.run(context, () -> {
			throw new IllegalStateException("expected");
		})).withMessage("expected");
	}

	private void look() {
		String value = current.get();
		this.seen.add((value != null) ? value : "nothing");
	}

	private static <T extends @Nullable Object> T within(String name, Supplier<T> action) {
		String before = current.get();
		current.set(name);
		try {
			return action.get();
		}
		finally {
			current.set(before);
		}
	}

	/**
	 * Captures the name that is current, and puts its own in front when it restores it.
	 */
	private static final class Named implements PortInterceptor {

		private final String prefix;

		private final List<String> around = new ArrayList<>();

		Named(String prefix) {
			this.prefix = prefix;
		}

		@Override
		public @Nullable Consumer<Runnable> captureContext() {
			String captured = current.get();
			if (captured == null) {
				return null;
			}
			return (task) -> within(this.prefix + ((current.get() != null) ? current.get() : captured), () -> {
				task.run();
				return null;
			});
		}

		@Override
		public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
			this.around.add(event.target().name());
			delivery.proceed();
		}

	}

	/**
	 * Looks at the context of each signal.
	 */
	private final class Looking implements Flow.Subscriber<Integer> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			look();
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Integer item) {
			look();
		}

		@Override
		public void onError(Throwable failure) {
			look();
		}

		@Override
		public void onComplete() {
			look();
		}

	}

}
