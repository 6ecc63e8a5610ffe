package dev.messageport.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortEndpoints;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.ReactiveMessagePortTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactiveMessagePortAutoConfiguration}.
 */
class ReactiveMessagePortAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MessagePortAutoConfiguration.class, ReactiveMessagePortAutoConfiguration.class))
		.withUserConfiguration(EchoConfiguration.class);

	@Test
	void templateAsksEndpoints() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ReactiveMessagePortTemplate.class)
			.request("echo", "hello", String.class)
			.block(Duration.ofSeconds(10))).isEqualTo("hello"));
	}

	@Test
	void templateBacksOffForTheUsersOwn() {
		this.contextRunner.withUserConfiguration(OwnTemplateConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(ReactiveMessagePortTemplate.class).hasBean("own"));
	}

	@Test
	void startsWithoutReactor() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MessagePortTemplate.class)
				.doesNotHaveBean(ReactiveMessagePortTemplate.class));
	}

	@Test
	void hasNoTemplateWhenTheOneToAskWithIsAmbiguous() {
		this.contextRunner.withUserConfiguration(TwoTemplatesConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveMessagePortTemplate.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@PortListener("echo")
		Object echo(Object payload) {
			return payload;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTemplateConfiguration {

		@Bean
		ReactiveMessagePortTemplate own(MessagePortTemplate template) {
			return new ReactiveMessagePortTemplate(template);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoTemplatesConfiguration {

		@Bean
		MessagePortTemplate one(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

		@Bean
		MessagePortTemplate two(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

	}

}
