package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code messageport.delivery=event-loop}.
 */
class EventLoopDeliveryTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TaskExecutionAutoConfiguration.class, MessagePortAutoConfiguration.class))
		.withPropertyValues("messageport.delivery=event-loop");

	@Test
	void listenersRunOnAnEventLoop() {
		this.contextRunner
			.run((context) -> assertThat(deliveryThreads(context, Runtime.getRuntime().availableProcessors() + 1))
				.hasSize(Runtime.getRuntime().availableProcessors())
				.allMatch((thread) -> thread.getName().startsWith("port-loop-")));
	}

	@Test
	void numberOfThreadsIsThatOfTheProperty() {
		this.contextRunner.withPropertyValues("messageport.event-loop.threads=3")
			.run((context) -> assertThat(deliveryThreads(context, 7)).hasSize(3));
	}

	@Test
	void wrongNumberOfThreadsNamesTheProperty() {
		this.contextRunner.withPropertyValues("messageport.event-loop.threads=0")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("messageport.event-loop.threads"));
	}

	@Test
	void listenerThatBlocksIsReported() {
		this.contextRunner.withPropertyValues("messageport.event-loop.blocked-after=250ms").run((context) -> {
			MessageChannel channel = context.getBean(MessageChannelFactory.class).create("stuck");
			try (LibraryLog log = new LibraryLog("port stuck.port2 has kept it")) {
				channel.port2().onMessage((event) -> until(() -> !log.records().isEmpty()));
				channel.port1().postMessage("go");
				until(() -> !log.records().isEmpty());
			}
		});
	}

	@Test
	void virtualThreadsGiveWay() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)).getName())
				.startsWith("port-loop-"));
	}

	@Test
	void noExecutorBeanIsAdded() {
		this.contextRunner.run((context) -> assertThat(context.getBeanNamesForType(Executor.class))
			.containsExactly("applicationTaskExecutor"));
	}

	@Test
	void customizerOfTheUserWins() {
		this.contextRunner
			.withBean(MessageChannelFactoryBuilderCustomizer.class,
					() -> (builder) -> builder.executor((task) -> new Thread(task, "mine").start()))
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)).getName())
				.isEqualTo("mine"));
	}

	@Test
	void listenerWithAnExecutorOfItsOwnLeavesTheEventLoop() {
		this.contextRunner.withUserConfiguration(SlowConfiguration.class)
			.withPropertyValues("messageport.channels.reports.capacity=10", "messageport.channels.prices.capacity=10")
			.run((context) -> {
				MessagePort reports = context.getBean("reports.port1", MessagePort.class);
				MessagePort prices = context.getBean("prices.port1", MessagePort.class);
				assertThat(reports.request("q", String.class).get(10, TimeUnit.SECONDS)).startsWith("slow-");
				assertThat(prices.request("q", String.class).get(10, TimeUnit.SECONDS)).startsWith("port-loop-");
			});
	}

	@Test
	void eventLoopEndsWithTheContextAfterTheChannels() {
		ClosingObserver observer = new ClosingObserver();
		LibraryLog log = new LibraryLog("rejected a task");
		try (log) {
			this.contextRunner.withBean(ChannelObserver.class, () -> observer).run((context) -> {
				ListenerExecutor executor = context.getBean(ListenerExecutor.class);
				observer.loops = executor.owned();
				MessageChannel channel = context.getBean(MessageChannelFactory.class).create();
				Thread thread = deliveryThread(channel);
				context.getSourceApplicationContext().close();
				assertThat(observer.shutdown).isNotEmpty().containsOnly(false);
				until(() -> !thread.isAlive() && executor.owned().isTerminated());
			});
		}
		assertThat(log.records()).isEmpty();
	}

	private static Set<Thread> deliveryThreads(ApplicationContext context, int channels) throws Exception {
		Set<Thread> threads = new HashSet<>();
		for (int i = 0; i < channels; i++) {
			threads.add(deliveryThread(context.getBean(MessageChannelFactory.class)));
		}
		return threads;
	}

	private static Thread deliveryThread(MessageChannelFactory factory) throws Exception {
		return deliveryThread(factory.create());
	}

	private static Thread deliveryThread(MessageChannel channel) throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		channel.port2().onMessage((event) -> thread.complete(Thread.currentThread()));
		channel.port1().postMessage("run");
		return thread.get(10, TimeUnit.SECONDS);
	}

	private static void until(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5)).until(condition);
	}

	/**
	 * Notes whether the event loop is still there when sides end.
	 */
	static class ClosingObserver implements ChannelObserver {

		final List<Boolean> shutdown = new CopyOnWriteArrayList<>();

		volatile ExecutorService loops;

		@Override
		public void ended(ChannelSide side) {
			this.shutdown.add(this.loops.isShutdown());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SlowConfiguration {

		@PortListener(port = "reports.port2", executor = "slowWork")
		String report(String name) {
			return Thread.currentThread().getName();
		}

		@PortListener(port = "prices.port2")
		String price(String name) {
			return Thread.currentThread().getName();
		}

		@Bean(defaultCandidate = false)
		ThreadPoolTaskExecutor slowWork() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("slow-");
			return executor;
		}

	}

}
