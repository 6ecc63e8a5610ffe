package dev.messageport.spring;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SimpleMessageConverter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.ChannelObserver;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortClosedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls whose connection closes, and that are cancelled: none of them hangs.
 */
@Tag("V3")
class PortServiceCloseTests {

	// The common pool has one thread on a small machine, and services hold threads up
	private static final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		return thread;
	});

	private final MessageChannelFactory channels = MessageChannelFactory.builder().executor(threads).build();

	@AfterAll
	static void stopThreads() {
		threads.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource
	void contextOfTheServiceClosesAndFailsTheCall(Kind kind) {
		try (AnnotationConfigApplicationContext context = start()) {
			Future<?> call = call(kind, Services.client(context, "slow", Slow.class));
			context.getBean(DefaultSlow.class).awaitCalls(1);
			DefaultSlow slow = context.getBean(DefaultSlow.class);
			context.close();
			assertThat(reason(call)).isEqualTo(CloseReason.OWNER_GONE);
			slow.awaitCancelled(kind);
		}
	}

	@ParameterizedTest
	@EnumSource
	void serviceIsDestroyedAndFailsTheCall(Kind kind) {
		try (AnnotationConfigApplicationContext context = start()) {
			Future<?> call = call(kind, Services.client(context, "slow", Slow.class));
			DefaultSlow slow = context.getBean(DefaultSlow.class);
			slow.awaitCalls(1);
			context.removeBeanDefinition(context.getBeanNamesForType(DefaultSlow.class)[0]);
			assertThat(reason(call)).isEqualTo(CloseReason.PEER);
			slow.awaitCancelled(kind);
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientClosesThePortAndFailsTheCall(Kind kind) {
		try (AnnotationConfigApplicationContext context = start()) {
			MessagePort port = Services.template(context).connect("slow");
			Slow client = PortServiceProxyFactory.builderFor(port)
				.timeout(Recorder.SOON)
				.build()
				.createClient(Slow.class);
			Future<?> call = call(kind, client);
			DefaultSlow slow = context.getBean(DefaultSlow.class);
			slow.awaitCalls(1);
			port.close();
			assertThat(reason(call)).isEqualTo(CloseReason.LOCAL);
			slow.awaitCancelled(kind);
			assertThat(reason(call(kind, client))).isEqualTo(CloseReason.LOCAL);
		}
	}

	@ParameterizedTest
	@EnumSource
	void otherEndReadsTheCallAndClosesWithoutAnAnswer(Kind kind) throws Exception {
		MessageChannel channel = this.channels.create();
		Future<?> call = call(kind, client(channel));
		MessageEvent event = channel.port2().receive(Recorder.SOON);
		assertThat(event.replyPort()).isNotNull();
		channel.port2().close();
		assertThat(reason(call)).isEqualTo(CloseReason.PEER);
		assertThat(event.replyPort().closed().toCompletableFuture()).succeedsWithin(Recorder.SOON);
	}

	@ParameterizedTest
	@EnumSource
	void otherEndClosesWithTheCallUnread(Kind kind) {
		MessageChannel channel = this.channels.create();
		Future<?> call = call(kind, client(channel));
		Awaitility.await().atMost(Recorder.SOON).until(() -> channel.port2().queued() == 1);
		channel.port2().close();
		assertThat(reason(call)).isEqualTo(CloseReason.UNDELIVERABLE);
	}

	@ParameterizedTest
	@EnumSource
	void callOverAClosedPortFails(Kind kind) {
		MessageChannel channel = this.channels.create();
		channel.port2().close();
		assertThat(reason(call(kind, client(channel)))).isEqualTo(CloseReason.PEER);
	}

	@Test
	void answerThatWasPostedBeforeTheCloseArrives() {
		for (int i = 0; i < 200; i++) {
			MessageChannel channel = this.channels.create();
			channel.port2().onMessage((event) -> {
				event.reply("answer");
				event.target().close();
			});
			assertThat(client(channel).value()).isEqualTo("answer");
		}
	}

	@Test
	void elementsThatWerePostedBeforeTheCloseArriveAtDemand() {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage((event) -> {
			event.replyPort().postMessage("1");
			event.replyPort().postMessage("2");
			event.replyPort().close();
			event.target().close();
		});
		Flux<String> elements = client(channel).flux().limitRate(1).concatMap((element) -> {
			Mono<Object> closed = Mono.fromFuture(channel.port1().closed().toCompletableFuture());
			return closed.thenReturn(element);
		}, 1);
		assertThat(elements.collectList().block(Recorder.SOON)).containsExactly("1", "2");
	}

	@Test
	@Tag("C1")
	void slowSubscriberStillGetsWhatWasPostedBeforeTheClose() {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage((event) -> {
			event.replyPort().postMessage("1");
			event.replyPort().postMessage("2");
			event.replyPort().close();
			event.target().close();
		});
		Executor later = CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS);
		Flux<String> elements = client(channel).flux().doOnNext((element) -> CompletableFuture.runAsync(() -> {
		}, later).join());
		assertThat(elements.collectList().block(Recorder.SOON)).containsExactly("1", "2");
	}

	@Test
	void errorOfAConverterFailsTheCall() {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage((event) -> event.reply(1));
		MessageConverter converter = new SimpleMessageConverter() {

			@Override
			public Object fromMessage(Message<?> message, Class<?> targetClass) {
				throw new NoClassDefFoundError("Price");
			}

		};
		Slow client = PortServiceProxyFactory.builderFor(channel.port1())
			.messageConverter(converter)
			.build()
			.createClient(Slow.class);
		assertThat(client.future()).failsWithin(Recorder.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoClassDefFoundError.class);
	}

	@Test
	void errorOfAServiceWhoseCallerHasGoneReachesTheErrorHandlerOfThePort() {
		try (AnnotationConfigApplicationContext context = TestContext.create(Recorder.class, Failing.class)) {
			context.refresh();
			MessagePort port = Services.template(context).connect("failing");
			Slow client = PortServiceProxyFactory.builderFor(port).build().createClient(Slow.class);
			Failing failing = context.getBean(Failing.class);
			Future<?> call = call(Kind.VALUE, client);
			failing.awaitCalls(1);
			port.close();
			assertThat(reason(call)).isEqualTo(CloseReason.LOCAL);
			failing.goOn.countDown();
			assertThat(context.getBean(Recorder.class).awaitError()).hasMessage("late");
		}
	}

	@Test
	void clientOfAnEndpointConnectsAnewOnceTheConnectionHasClosed() {
		TestContext.run((context) -> {
			StockService stock = Services.client(context, "stock", StockService.class);
			assertThat(stock.quote("apples")).isEqualTo("1 apples");
			context.getBean(PortEndpoints.class)
				.get("stock")
				.closeConnections(new EndpointGoneException("stock", "test", null));
			assertThat(stock.quote("apples")).isEqualTo("1 apples");
			assertThat(context.getBean(PortEndpoints.class).get("stock").connections()).isEqualTo(1);
		}, DefaultStockService.class);
	}

	@Test
	void closedFactoryHasClosedItsConnectionAndCallsNoMore() {
		TestContext.run((context) -> {
			PortServiceProxyFactory factory = Services.builder(context, "stock").build();
			StockService stock = factory.createClient(StockService.class);
			stock.quote("apples");
			factory.close();
			Awaitility.await()
				.atMost(Recorder.SOON)
				.until(() -> context.getBean(PortEndpoints.class).get("stock").connections() == 0);
			assertThatExceptionOfType(PortClosedException.class).isThrownBy(() -> stock.quote("apples"))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(CloseReason.LOCAL));
		}, DefaultStockService.class);
	}

	@Test
	void clientOfAnEndpointThatIsGoneNamesIt() {
		TestContext.run((context) -> {
			StockService stock = Services.client(context, "stok", StockService.class);
			assertThatExceptionOfType(UnknownEndpointException.class).isThrownBy(() -> stock.quote("apples"))
				.withMessageContaining("'stock'");
			assertThat(stock.flux("apples").materialize().blockFirst(Recorder.SOON).getThrowable())
				.isInstanceOf(UnknownEndpointException.class);
		}, DefaultStockService.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "FUTURE", "MONO", "FLUX", "STREAM" })
	void callThatIsCancelledCancelsWhatTheServiceHasReturned(Kind kind) {
		try (AnnotationConfigApplicationContext context = start()) {
			Slow client = Services.client(context, "slow", Slow.class);
			DefaultSlow slow = context.getBean(DefaultSlow.class);
			switch (kind) {
				case FUTURE -> {
					CompletableFuture<String> future = client.future();
					slow.awaitCalls(1);
					future.cancel(false);
				}
				case MONO -> {
					var subscription = client.mono().subscribe();
					slow.awaitCalls(1);
					subscription.dispose();
				}
				case FLUX -> {
					var subscription = client.flux().subscribe();
					slow.awaitCalls(1);
					subscription.dispose();
				}
				default -> {
					try (Stream<String> stream = client.stream()) {
						assertThat(stream.iterator().next()).isEqualTo("first");
					}
				}
			}
			slow.awaitCancelled(kind);
		}
	}

	@Test
	@Tag("V1")
	void interruptCancelsTheCall() throws Exception {
		try (AnnotationConfigApplicationContext context = start()) {
			Slow client = Services.client(context, "slow", Slow.class);
			assertThat(interrupted(context, client::value)).isInstanceOf(CancellationException.class)
				.hasMessageContaining("operation 'value' of Slow")
				.hasRootCauseInstanceOf(InterruptedException.class);
			context.getBean(DefaultSlow.class).goOn.countDown();
		}
	}

	@Test
	@Tag("V1")
	void interruptIsThrownWhereItIsDeclared() throws Exception {
		try (AnnotationConfigApplicationContext context = start()) {
			Slow client = Services.client(context, "slow", Slow.class);
			assertThat(interrupted(context, () -> {
				client.interruptibleValue();
				return null;
			})).isInstanceOf(InterruptedException.class);
			context.getBean(DefaultSlow.class).goOn.countDown();
		}
	}

	@Test
	@Tag("G1")
	void futureThatTheServiceForgetsFailsTheCall() {
		try (AnnotationConfigApplicationContext context = start()) {
			CompletableFuture<String> answer = Services.client(context, "slow", Slow.class).forgotten();
			context.getBean(DefaultSlow.class).awaitCalls(1);
			Garbage.collectUntil(answer::isCompletedExceptionally);
			assertThat(reason(answer)).isEqualTo(CloseReason.GARBAGE_COLLECTED);
		}
	}

	private static Throwable interrupted(ConfigurableApplicationContext context, Callable<?> call)
			throws InterruptedException {
		Throwable[] thrown = new Throwable[1];
		AtomicBoolean flag = new AtomicBoolean();
		Thread thread = new Thread(() -> {
			try {
				call.call();
			}
			catch (Throwable ex) {
				thrown[0] = ex;
				flag.set(Thread.currentThread().isInterrupted());
			}
		});
		thread.start();
		context.getBean(DefaultSlow.class).awaitCalls(1);
		thread.interrupt();
		thread.join(Recorder.SOON.toMillis());
		assertThat(flag.get()).isEqualTo(!(thrown[0] instanceof InterruptedException));
		return thrown[0];
	}

	private AnnotationConfigApplicationContext start() {
		AnnotationConfigApplicationContext context = TestContext.create(ThreadsConfiguration.class, DefaultSlow.class);
		context.refresh();
		return context;
	}

	private static Slow client(MessageChannel channel) {
		return PortServiceProxyFactory.builderFor(channel.port1())
			.timeout(Recorder.SOON)
			.build()
			.createClient(Slow.class);
	}

	private static Future<?> call(Kind kind, Slow client) {
		FutureTask<Object> task = new FutureTask<>(() -> kind.call.apply(client));
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.start();
		return task;
	}

	private static CloseReason reason(Future<?> call) {
		Awaitility.await().atMost(Recorder.SOON).until(call::isDone);
		Throwable[] failure = new Throwable[1];
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(call::get).satisfies((ex) -> failure[0] = ex);
		Throwable cause = failure[0];
		while (cause.getCause() != null && !(cause instanceof PortClosedException)) {
			cause = cause.getCause();
		}
		assertThat(cause).isInstanceOf(PortClosedException.class);
		return ((PortClosedException) cause).reason();
	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadsConfiguration {

		@Bean
		MessageChannelFactory channels(ChannelObserver observer) {
			return MessageChannelFactory.builder().observer(observer).executor(threads).build();
		}

	}

	enum Kind {

		VALUE(Slow::value), FUTURE((slow) -> slow.future().join()), MONO((slow) -> slow.mono().block(Recorder.SOON)),
		FLUX((slow) -> slow.flux().blockLast(Recorder.SOON)), STREAM((slow) -> slow.stream().toList());

		private final Function<Slow, Object> call;

		Kind(Function<Slow, Object> call) {
			this.call = call;
		}

	}

	interface Slow {

		@PortExchange
		String value();

		@PortExchange
		String interruptibleValue() throws InterruptedException;

		@PortExchange
		CompletableFuture<String> future();

		@PortExchange
		CompletableFuture<String> forgotten();

		@PortExchange
		Mono<String> mono();

		@PortExchange
		Flux<String> flux();

		@PortExchange
		Stream<String> stream();

	}

	@PortService("failing")
	static class Failing extends DefaultSlow {

		@Override
		public String value() {
			super.value();
			throw new IllegalStateException("late");
		}

	}

	@PortService("slow")
	static class DefaultSlow implements Slow {

		private final AtomicBoolean cancelled = new AtomicBoolean();

		final CountDownLatch goOn = new CountDownLatch(1);

		private volatile int calls;

		private volatile CompletableFuture<String> held;

		void awaitCalls(int count) {
			Awaitility.await().atMost(Recorder.SOON).until(() -> this.calls >= count);
		}

		void awaitCancelled(Kind kind) {
			this.goOn.countDown();
			if (kind != Kind.VALUE) {
				Awaitility.await()
					.atMost(Recorder.SOON)
					.until(() -> this.cancelled.get() || (this.held != null && this.held.isCancelled()));
			}
		}

		@Override
		public String value() {
			this.calls++;
			try {
				this.goOn.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return "late";
		}

		@Override
		public String interruptibleValue() {
			return value();
		}

		@Override
		public CompletableFuture<String> future() {
			this.held = new CompletableFuture<>();
			this.calls++;
			return this.held;
		}

		@Override
		public CompletableFuture<String> forgotten() {
			this.calls++;
			return new CompletableFuture<>();
		}

		@Override
		public Mono<String> mono() {
			this.calls++;
			return Mono.<String>never().doOnCancel(() -> this.cancelled.set(true));
		}

		@Override
		public Flux<String> flux() {
			this.calls++;
			return Flux.<String>never().doOnCancel(() -> this.cancelled.set(true));
		}

		@Override
		public Stream<String> stream() {
			this.calls++;
			return Stream.iterate("first", (previous) -> {
				try {
					this.goOn.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return "next";
			}).onClose(() -> this.cancelled.set(true));
		}

	}

}
