package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnableMessagePorts}.
 */
class EnableMessagePortsTests {

	@Test
	void contextHasAllThatPortsNeed() {
		MessagePort[] left = new MessagePort[1];
		run((context) -> {
			MessagePortTemplate template = context.getBean(MessagePortTemplate.class);
			assertThat(template.request("thread", "a", String.class).join()).isNotEmpty();
			left[0] = context.getBean("pricing.port1", MessagePort.class);
			assertThat(context.getBean(PortListenerEndpointRegistry.class).ids()).hasSize(1);
		}, Application.class);
		assertThat(left[0].closed().toCompletableFuture().join().reason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void onlyExecutorRunsListeners() {
		run((context) -> assertThat(thread(context)).startsWith("only-"), Application.class, Executor.class);
	}

	@Test
	void schedulerRunsNoListeners() {
		run((context) -> assertThat(thread(context)).doesNotStartWith("scheduler-"), Application.class,
				Scheduler.class);
	}

	@Test
	void executorOfTheDefaultNameRunsListenersWhenThereAreSeveral() {
		run((context) -> assertThat(thread(context)).startsWith("named-"), Application.class, Executor.class,
				NamedExecutor.class);
	}

	@Test
	void beansOfTheUserTakeTheirPlaces() {
		run((context) -> {
			assertThat(context.getBeansOfType(MessageChannelFactory.class)).containsOnlyKeys("own");
			assertThat(context.getBeansOfType(MessagePortTemplate.class)).containsOnlyKeys("ownTemplate");
			assertThat(thread(context)).isNotEmpty();
		}, Application.class, Own.class);
	}

	@Test
	void nameOfAnotherBeanIsLeftAlone() {
		run((context) -> {
			assertThat(context.getBean("messagePortTemplate")).isEqualTo("taken");
			assertThat(context.getBeansOfType(MessagePortTemplate.class)).hasSize(1);
		}, Application.class, Taken.class);
	}

	@Test
	void observersAndInterceptorsAreBeans() {
		run((context) -> {
			context.getBean(MessageChannelFactory.class).create();
			assertThat(context.getBean(Observing.class).opened).isGreaterThanOrEqualTo(2);
		}, Application.class, Observing.class);
	}

	private static String thread(AnnotationConfigApplicationContext context) {
		CompletableFuture<String> thread = context.getBean(MessagePortTemplate.class)
			.request("thread", "a", String.class);
		return thread.join();
	}

	private static void run(Consumer<AnnotationConfigApplicationContext> test, Class<?>... components) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(components)) {
			test.accept(context);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMessagePorts
	static class Application {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@PortListener("thread")
		String thread() {
			return Thread.currentThread().getName();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Executor {

		@Bean
		AsyncTaskExecutor only() {
			return new SimpleAsyncTaskExecutor("only-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NamedExecutor {

		@Bean
		AsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("named-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scheduler {

		@Bean
		ThreadPoolTaskScheduler scheduler() {
			return new ThreadPoolTaskScheduler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		MessageChannelFactory own(MessageChannelFactory.Builder builder) {
			return builder.build();
		}

		@Bean
		MessagePortTemplate ownTemplate(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Taken {

		@Bean
		String messagePortTemplate() {
			return "taken";
		}

	}

	static class Observing implements ChannelObserver {

		private volatile int opened;

		@Override
		public void opened(ChannelSide side) {
			this.opened++;
		}

	}

}
