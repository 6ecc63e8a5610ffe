package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerExecutor}.
 */
class ListenerExecutorTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TaskExecutionAutoConfiguration.class, MessagePortAutoConfiguration.class));

	@Test
	void onlyExecutorIsUsed() {
		this.contextRunner.withUserConfiguration(OneExecutorConfiguration.class)
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith("only-"));
	}

	@Test
	void applicationTaskExecutorIsUsed() {
		this.contextRunner.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
			.startsWith("task-"));
	}

	@Test
	void applicationTaskExecutorIsChosenAmongSeveral() {
		this.contextRunner.withUserConfiguration(OneExecutorConfiguration.class)
			.withPropertyValues("spring.task.execution.mode=force")
			.run((context) -> {
				assertThat(context).getBeans(AsyncTaskExecutor.class).hasSize(2);
				assertThat(deliveryThread(context.getBean(MessageChannelFactory.class))).startsWith("task-");
			});
	}

	@Test
	void commonPoolIsUsedWithoutExecutor() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class))
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith("ForkJoinPool.commonPool-"));
	}

	@Test
	void virtualThreadsAreUsedWhereTheJavaVersionHasThem() {
		this.contextRunner.withUserConfiguration(OneExecutorConfiguration.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith(Threading.VIRTUAL.isActive(context.getEnvironment()) ? "port-" : "only-"));
	}

	@Test
	void noExecutorBeanIsAdded() {
		this.contextRunner.run((context) -> assertThat(context.getBeanNamesForType(Executor.class))
			.containsExactly("applicationTaskExecutor"));
	}

	@Test
	void schedulerIsNotUsed() {
		this.contextRunner.withUserConfiguration(SchedulerConfiguration.class)
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith("ForkJoinPool.commonPool-"));
	}

	@Test
	void onlyExecutorBesidesSchedulerIsUsed() {
		this.contextRunner.withUserConfiguration(SchedulerConfiguration.class, OneExecutorConfiguration.class)
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith("only-"));
	}

	@Test
	void primaryExecutorIsUsed() {
		this.contextRunner.withUserConfiguration(OneExecutorConfiguration.class, PrimaryConfiguration.class)
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith("primary-"));
	}

	@Test
	void commonPoolIsUsedWhenSeveralExecutorsAreEqual() {
		this.contextRunner.withUserConfiguration(OneExecutorConfiguration.class)
			.withBean("other", AsyncTaskExecutor.class, () -> new SimpleAsyncTaskExecutor("other-"))
			.run((context) -> assertThat(deliveryThread(context.getBean(MessageChannelFactory.class)))
				.startsWith("ForkJoinPool.commonPool-"));
	}

	private static String deliveryThread(MessageChannelFactory factory) {
		AtomicReference<String> thread = new AtomicReference<>();
		MessageChannel channel = factory.create();
		channel.port2().onMessage((event) -> thread.set(Thread.currentThread().getName()));
		channel.port1().postMessage("run");
		return Awaitility.await().atMost(Duration.ofSeconds(10)).until(thread::get, (name) -> name != null);
	}

	@Configuration(proxyBeanMethods = false)
	static class OneExecutorConfiguration {

		@Bean
		AsyncTaskExecutor only() {
			return new SimpleAsyncTaskExecutor("only-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryConfiguration {

		@Bean
		@Primary
		AsyncTaskExecutor primary() {
			return new SimpleAsyncTaskExecutor("primary-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SchedulerConfiguration {

		@Bean
		SimpleAsyncTaskScheduler taskScheduler() {
			SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
			scheduler.setThreadNamePrefix("scheduling-");
			return scheduler;
		}

	}

}
