package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortEndpoints;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortAutoConfiguration}.
 */
class MessagePortAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TaskExecutionAutoConfiguration.class, MessagePortAutoConfiguration.class));

	@Test
	void listenerAnswersOverEndpoint() {
		this.contextRunner.withUserConfiguration(EchoConfiguration.class).run((context) -> {
			MessagePort port = context.getBean(MessagePortTemplate.class).connect("echo");
			port.postMessage("hello");
			assertThat(receive(port)).isEqualTo("hello");
		});
	}

	@Test
	void factoryBacksOffForTheUsersOwn() {
		this.contextRunner.withUserConfiguration(OwnFactoryConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(MessageChannelFactory.class).hasBean("ownFactory"));
	}

	@Test
	void templateBacksOffForTheUsersOwn() {
		this.contextRunner.withUserConfiguration(OwnTemplateConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(MessagePortTemplate.class).hasBean("ownTemplate"));
	}

	@Test
	void customizersAreAppliedInOrderAfterProperties() {
		this.contextRunner.withUserConfiguration(CustomizerConfiguration.class)
			.withPropertyValues("messageport.capacity=1", "messageport.overflow=drop-latest")
			.run((context) -> {
				MessagePort port = context.getBean(MessageChannelFactory.class).create().port1();
				assertThat(List.of(port.postMessage(1), port.postMessage(2), port.postMessage(3), port.postMessage(4)))
					.containsExactly(true, true, true, false);
			});
	}

	@Test
	void allObserversOfTheUserAreTold() {
		this.contextRunner.withUserConfiguration(ObserverConfiguration.class).run((context) -> {
			context.getBean(MessageChannelFactory.class).create("watched");
			assertThat(context.getBean(ObserverConfiguration.class).opened).containsExactly("first watched.port1",
					"second watched.port1", "first watched.port2", "second watched.port2");
		});
	}

	@Test
	void allInterceptorsOfTheUserStandAroundPosts() {
		this.contextRunner.withUserConfiguration(InterceptorConfiguration.class)
			.withBean(MessageChannelFactoryBuilderCustomizer.class,
					() -> (builder) -> builder.interceptor(new Tagging("customizer")))
			.run((context) -> {
				MessageChannel channel = context.getBean(MessageChannelFactory.class).create();
				channel.port1().postMessage("a");
				assertThat(channel.port2().receive(Duration.ZERO).headers()).containsEntry("passed",
						"first second customizer");
			});
	}

	@Test
	void listenersOfLazyApplicationAreRegistered() {
		this.contextRunner.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("messageport.channels.pricing=")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBean(PortEndpoints.class).names()).containsExactly("echo");
				assertThat(context.getBeanFactory().containsSingleton("pricing")).isFalse();
			});
	}

	@Test
	void channelsOfFactoryFromBuilderCloseWithTheContext() {
		AtomicReference<MessagePort> port = new AtomicReference<>();
		this.contextRunner.withUserConfiguration(BuiltFactoryConfiguration.class)
			.withPropertyValues("messageport.overflow=drop-latest")
			.run((context) -> {
				assertThat(context).hasSingleBean(MessageChannelFactory.class);
				port.set(context.getBean(MessageChannelFactory.class).create().port1());
				assertThat(port.get().postMessage(1)).isTrue();
				assertThat(port.get().postMessage(2)).isFalse();
			});
		assertThat(port.get().isClosed()).isTrue();
	}

	@Test
	void eachBuilderIsNew() {
		this.contextRunner.run((context) -> assertThat(context.getBean(MessageChannelFactory.Builder.class))
			.isNotSameAs(context.getBean(MessageChannelFactory.Builder.class)));
	}

	@Test
	void observerOfCustomizerIsToldToo() {
		List<String> opened = new CopyOnWriteArrayList<>();
		AtomicReference<MessagePort> port = new AtomicReference<>();
		this.contextRunner.withBean(MessageChannelFactoryBuilderCustomizer.class,
				() -> (builder) -> builder.observer(new ChannelObserver() {

					@Override
					public void opened(ChannelSide side) {
						opened.add(side.name());
					}

				}))
			.run((context) -> port.set(context.getBean(MessageChannelFactory.class).create("a").port1()));
		assertThat(opened).containsExactly("a.port1", "a.port2");
		assertThat(port.get().isClosed()).isTrue();
	}

	@Test
	void severalFactoriesOfTheUserStart() {
		this.contextRunner.withBean("one", MessageChannelFactory.class, () -> MessageChannelFactory.builder().build())
			.withBean("two", MessageChannelFactory.class, () -> MessageChannelFactory.builder().build())
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static Object receive(MessagePort port) throws InterruptedException {
		MessageEvent event = port.receive(Duration.ofSeconds(10));
		assertThat(event).isNotNull();
		return event.data();
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@PortListener("echo")
		Object echo(Object payload) {
			return payload;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactoryConfiguration {

		@Bean
		MessageChannelFactory ownFactory() {
			return MessageChannelFactory.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTemplateConfiguration {

		@Bean
		MessagePortTemplate ownTemplate(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerConfiguration {

		@Bean
		@Order(2)
		MessageChannelFactoryBuilderCustomizer second() {
			return (builder) -> builder.capacity(3);
		}

		@Bean
		@Order(1)
		MessageChannelFactoryBuilderCustomizer first() {
			return (builder) -> builder.capacity(2);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ObserverConfiguration {

		private final List<String> opened = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		ChannelObserver second() {
			return observer("second ");
		}

		@Bean
		@Order(1)
		ChannelObserver first() {
			return observer("first ");
		}

		private ChannelObserver observer(String prefix) {
			return new ChannelObserver() {

				@Override
				public void opened(ChannelSide side) {
					ObserverConfiguration.this.opened.add(prefix + side.name());
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BuiltFactoryConfiguration {

		@Bean
		MessageChannelFactory built(MessageChannelFactory.Builder builder) {
			return builder.capacity(1).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterceptorConfiguration {

		@Bean
		@Order(2)
		PortInterceptor second() {
			return new Tagging("second");
		}

		@Bean
		@Order(1)
		PortInterceptor first() {
			return new Tagging("first");
		}

	}

	record Tagging(String name) implements PortInterceptor {

		@Override
		public void beforePost(OutgoingMessage message) {
			Object passed = message.headers().get("passed");
			message.setHeader("passed", (passed != null) ? passed + " " + this.name : this.name);
		}

	}

}
