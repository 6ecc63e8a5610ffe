package dev.messageport.spring;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortBeanDefinitions}.
 */
class PortBeanDefinitionsTests {

	@Test
	void bothEndsOfChannelBeanAreBeans() {
		TestContext.run((context) -> {
			MessageChannel channel = context.getBean("pricing", MessageChannel.class);
			assertThat(context.getBean("pricing.port1")).isSameAs(channel.port1());
			assertThat(context.getBean("pricing.port2")).isSameAs(channel.port2());
			assertThat(context.getBeanNamesForType(MessagePort.class)).containsExactlyInAnyOrder("pricing.port1",
					"pricing.port2");
		}, PricingConfiguration.class);
	}

	@Test
	void endIsInjectedByQualifier() {
		TestContext.run((context) -> assertThat(context.getBean(Client.class).port)
			.isSameAs(context.getBean(MessageChannel.class).port1()), PricingConfiguration.class, Client.class);
	}

	@Test
	void definitionsUseFactoryMethodOfChannelBean() {
		TestContext.run((context) -> {
			BeanDefinition definition = context.getBeanDefinition("pricing.port2");
			assertThat(definition.getFactoryBeanName()).isEqualTo("pricing");
			assertThat(definition.getFactoryMethodName()).isEqualTo("port2");
			assertThat(definition.getResolvableType().toClass()).isEqualTo(MessagePort.class);
		}, PricingConfiguration.class);
	}

	@Test
	void beanOfTheUserWithTheNameOfAnEndIsKept() {
		TestContext.run((context) -> assertThat(context.getBean("pricing.port1", MessagePort.class).name())
			.isEqualTo("other.port1"), PricingConfiguration.class, OwnEndConfiguration.class);
	}

	@Test
	void lazyChannelHasLazyEnds() {
		TestContext.run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("pricing")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("pricing.port1")).isFalse();
			assertThat(context.getBean("pricing.port1", MessagePort.class).name()).isEqualTo("pricing.port1");
		}, LazyConfiguration.class);
	}

	@Test
	void endsOfOtherChannelLeaveLazinessToTheApplication() {
		TestContext.run(
				(context) -> assertThat(
						((AbstractBeanDefinition) context.getBeanDefinition("pricing.port1")).getLazyInit())
					.isNull(),
				PricingConfiguration.class);
	}

	@Test
	void prototypeChannelHasNoEndBeans() {
		TestContext.run((context) -> assertThat(context.containsBeanDefinition("pricing.port1")).isFalse(),
				PrototypeConfiguration.class);
	}

	@Test
	void channelThatWasRegisteredAsSingletonHasEnds() {
		try (AnnotationConfigApplicationContext context = TestContext.create()) {
			MessageChannel channel = MessageChannelFactory.builder().build().create("manual");
			context.getBeanFactory().registerSingleton("manual", channel);
			context.refresh();
			assertThat(context.getBean("manual.port2")).isSameAs(channel.port2());
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class PricingConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndConfiguration {

		@Bean("pricing.port1")
		MessagePort own(MessageChannelFactory channels) {
			return channels.create("other").port1();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeConfiguration {

		@Bean
		@Scope("prototype")
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	static class Client {

		private final MessagePort port;

		Client(@Qualifier("pricing.port1") MessagePort port) {
			this.port = port;
		}

	}

}
