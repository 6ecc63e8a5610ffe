package dev.messageport.autoconfigure.monitoring;

import java.util.concurrent.CompletableFuture;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.spring.DefaultPortListenerObservationConvention;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerObservationContext;
import dev.messageport.spring.PortListenerObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortObservationAutoConfiguration}.
 */
class MessagePortObservationAutoConfigurationTests {

	private static final String INTERCEPTORS = "config.factory.interceptors";

	private static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
				MessagePortObservationAutoConfiguration.class, ObservationAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		.withPropertyValues("messageport.channels.pricing.capacity=100")
		.withUserConfiguration(Listening.class);

	private final ApplicationContextRunner withMeters = this.contextRunner.withUserConfiguration(Meters.class);

	@Test
	void listenersAreObservedAndPostsAreNot() {
		this.withMeters.run((context) -> {
			ask(context);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("messageport.listener").tag("listener", "listening.on").timer().count()).isPositive();
			assertThat(meters.find("messageport.post").timer()).isNull();
		});
	}

	@Test
	void namesAreBoundedLikeThoseOfMeters() {
		this.withMeters
			.withPropertyValues("messageport.monitoring.max-names=1", "messageport.channels.stock=",
					"messageport.observation.post=true")
			.run((context) -> {
				context.getBean("stock.port1", MessagePort.class).postMessage("first");
				ask(context);
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.get("messageport.post").tag("port", "stock.port1").timer().count()).isOne();
				assertThat(meters.get("messageport.post").tag("port", "other").timer().count()).isPositive();
			});
	}

	@Test
	void postsAreObservedIfSoWanted() {
		this.withMeters.withPropertyValues("messageport.observation.post=true").run((context) -> {
			ask(context);
			assertThat(context.getBean(MeterRegistry.class)
				.get("messageport.post")
				.tag("port", "echo.port1")
				.timer()
				.count()).isPositive();
		});
	}

	@Test
	void listenersAreNotObservedIfSoWanted() {
		this.withMeters.withPropertyValues("messageport.observation.listener=false").run((context) -> {
			ask(context);
			assertThat(context.getBean(MeterRegistry.class).find("messageport.listener").timer()).isNull();
			assertThat(context.getBean(MessageChannelFactory.class)).extracting(INTERCEPTORS).isNull();
		});
	}

	@Test
	void observationsAreSwitchedOffByTheirName() {
		this.withMeters.withPropertyValues("management.observations.enable.messageport.listener=false")
			.run((context) -> {
				ask(context);
				assertThat(context.getBean(MeterRegistry.class).find("messageport.listener").timer()).isNull();
			});
	}

	@Test
	void conventionOfTheUserIsUsed() {
		this.withMeters.withUserConfiguration(Renaming.class).run((context) -> {
			ask(context);
			assertThat(context.getBean(MeterRegistry.class).get("my.listener").timer().count()).isPositive();
		});
	}

	@Test
	void nothingIsInstalledWithoutHandlers() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortObservationAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withUserConfiguration(Listening.class)
			.run((context) -> {
				assertThat(context).hasBean("messagePortListenerObservation");
				assertThat(context.getBean(ObservationRegistry.class).isNoop()).isTrue();
				assertThat(context.getBean(MessageChannelFactory.class)).extracting(INTERCEPTORS).isNull();
				ask(context);
			});
	}

	@Test
	void nothingIsInstalledWithoutARegistry() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortObservationAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(LateInterceptor.class);
				assertThat(context.getBean(MessageChannelFactory.class)).extracting(INTERCEPTORS).isNull();
			});
	}

	@Test
	void listenersOfLazyContextsAreObserved() {
		this.withMeters
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				ask(context);
				assertThat(context.getBean(MeterRegistry.class).get("messageport.listener").timer().count())
					.isPositive();
			});
	}

	@Test
	void factoryDoesNotBringAboutAnyRegistry() {
		this.withMeters.withUserConfiguration(LookingAround.class)
			.run((context) -> assertThat(context.getBean(LookingAround.class).early).isEqualTo("false false"));
	}

	@Test
	void registryOfMetersMayNeedAPort() {
		this.contextRunner.withUserConfiguration(MetersThatNeedAPort.class).run((context) -> {
			ask(context);
			assertThat(context.getBean(MeterRegistry.class).get("messageport.listener").timer().count()).isPositive();
		});
	}

	@Test
	void contextOfTheSenderIsRestoredIfSoWanted() {
		this.contextRunner.withUserConfiguration(Snapshots.class)
			.withPropertyValues("messageport.observation.propagate-context=true")
			.run((context) -> {
				MessagePortTemplate template = context.getBean(MessagePortTemplate.class);
				USER.set("ann");
				CompletableFuture<String> answer = template.request("echo", "user", String.class);
				CompletableFuture<@Nullable String> answered = answer.thenApply((user) -> USER.get());
				USER.remove();
				// Who waits for the answer itself may be the one who calls what depends
				// on it
				assertThat(answered.join()).isEqualTo("ann");
				assertThat(answer.join()).isEqualTo("ann");
				assertThat(template.request("echo", "user", String.class).join()).isEqualTo("null");
			});
	}

	@Test
	void contextOfTheSenderIsNotRestoredByDefault() {
		this.contextRunner.withUserConfiguration(Snapshots.class).run((context) -> {
			USER.set("ann");
			assertThat(context.getBean(MessagePortTemplate.class).request("echo", "user", String.class).join())
				.isEqualTo("null");
			USER.remove();
		});
	}

	@Test
	void whatPropagationOfTheContextNeedsIsNamed() {
		this.contextRunner.withPropertyValues("messageport.observation.propagate-context=true")
			.withClassLoader(new FilteredClassLoader("io.micrometer.context"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("messageport.observation.propagate-context")
				.hasMessageContaining("io.micrometer:context-propagation"));
	}

	@Test
	void worksWithoutTracingAndContextPropagation() {
		this.withMeters.withClassLoader(new FilteredClassLoader("io.micrometer.context", "io.micrometer.tracing"))
			.run((context) -> {
				ask(context);
				assertThat(context.getBean(MeterRegistry.class).get("messageport.listener").timer().count())
					.isPositive();
			});
	}

	// When the second answer is there, the observation of the first request has ended
	private static void ask(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		try (MessagePort port = context.getBean(MessagePortTemplate.class).connect("echo")) {
			for (int i = 0; i < 2; i++) {
				assertThat(port.request("hello", String.class).join()).isEqualTo("hello");
			}
		}
	}

	@Configuration(value = "listening", proxyBeanMethods = false)
	static class Listening {

		@PortListener("echo")
		String on(String text) {
			return text.equals("user") ? String.valueOf(USER.get()) : text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MetersThatNeedAPort {

		@Bean
		MeterRegistry meterRegistry(@Qualifier("pricing.port1") MessagePort port) {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Renaming {

		@Bean
		PortListenerObservationConvention convention() {
			return new DefaultPortListenerObservationConvention() {

				@Override
				public String getName() {
					return "my.listener";
				}

				@Override
				public String getContextualName(PortListenerObservationContext context) {
					return "mine";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LookingAround {

		private String early = "not asked";

		@Bean
		MessageChannelFactoryBuilderCustomizer lookingAroundCustomizer(ConfigurableListableBeanFactory beans) {
			return (builder) -> this.early = beans.containsSingleton("observationRegistry") + " "
					+ beans.containsSingleton("meterRegistry");
		}

		// Makes the factory as soon as any bean is made
		@Bean
		static BeanPostProcessor early(ObjectProvider<MessageChannelFactory> channels) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String beanName) {
					if (bean instanceof Listening) {
						channels.getObject();
					}
					return bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Snapshots {

		@Bean
		ContextSnapshotFactory snapshots() {
			ContextRegistry registry = new ContextRegistry();
			registry.registerThreadLocalAccessor("user", USER);
			return ContextSnapshotFactory.builder().contextRegistry(registry).build();
		}

	}

}
