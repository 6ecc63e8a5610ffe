package dev.messageport.autoconfigure;

import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortEndpoints;
import dev.messageport.spring.PortListener;

import static dev.messageport.test.PortAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortAutoConfiguration} in a parent and its child.
 */
class ContextHierarchyTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class))
		.withPropertyValues("messageport.channels.pricing=");

	@Test
	void eachContextHasItsOwnFactoryAndEndpoints() {
		run((parent, child) -> {
			assertThat(child.getBean(MessageChannelFactory.class))
				.isNotSameAs(parent.getBean(MessageChannelFactory.class));
			MessagePort port = child.getBean(MessagePortTemplate.class).connect("child");
			port.postMessage("a");
			assertThat(port).receives("child a");
			assertThat(parent.getBean(PortEndpoints.class).names()).isEmpty();
		});
	}

	@Test
	void channelsOfChildCloseWithItAlone() {
		MessagePort[] created = new MessagePort[2];
		this.contextRunner.run((parent) -> {
			this.contextRunner.withParent(parent)
				.run((child) -> created[0] = child.getBean(MessageChannelFactory.class).create().port1());
			created[1] = parent.getBean(MessageChannelFactory.class).create().port1();
			assertThat(created[0].isClosed()).isTrue();
			assertThat(created[1].isClosed()).isFalse();
		});
	}

	@Test
	void childUsesTheDeclaredChannelOfItsParent() {
		run((parent, child) -> {
			assertThat(child.getBean("pricing")).isSameAs(parent.getBean("pricing"));
			MessagePort port = parent.getBean("pricing.port1", MessagePort.class);
			port.postMessage("a");
			assertThat(port).receives("priced a");
		});
	}

	@Test
	void childOfParentWithFactoryOfAnotherNameUsesItsOwn() {
		this.contextRunner.withUserConfiguration(OwnFactoryConfiguration.class)
			.run((parent) -> this.contextRunner.withParent(parent)
				.withPropertyValues("messageport.channels.local=")
				.withUserConfiguration(ListenerConfiguration.class)
				.run((child) -> {
					assertThat(child).hasNotFailed();
					MessagePort port = child.getBean(MessagePortTemplate.class).connect("child");
					port.postMessage("a");
					assertThat(port).receives("child a");
				}));
	}

	private void run(BiConsumer<AssertableApplicationContext, AssertableApplicationContext> test) {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.withUserConfiguration(ListenerConfiguration.class)
			.run((child) -> test.accept(parent, child)));
	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		@PortListener("child")
		String child(String payload) {
			return "child " + payload;
		}

		@PortListener("pricing.port2")
		String price(String payload) {
			return "priced " + payload;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactoryConfiguration {

		@Bean
		MessageChannelFactory ownFactory(MessageChannelFactory.Builder builder) {
			return builder.build();
		}

	}

}
