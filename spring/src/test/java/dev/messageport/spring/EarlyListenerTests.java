package dev.messageport.spring;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners that are created before the JSON mapper and the validator of their
 * application context can be.
 */
class EarlyListenerTests {

	@Test
	void mapperMayComeFromTheBeanThatListens() {
		try (AnnotationConfigApplicationContext context = TestContext.create(ListenerWorld.Channels.class,
				ListeningConfiguration.class)) {
			context.setAllowCircularReferences(false);
			context.refresh();
			assertThat(ListenerWorld.ask(ListenerWorld.port1(context), "{\"item\": \"apples\"}")).isEqualTo("apples");
		}
	}

	@Test
	void validatorMayComeFromTheBeanThatListens() {
		try (AnnotationConfigApplicationContext context = TestContext.create(ListenerWorld.Channels.class,
				ListeningConfiguration.class, ValidatorConfiguration.class)) {
			context.setAllowCircularReferences(false);
			context.refresh();
			assertThat(context.getBean(Validator.class)).isNotNull();
			assertThat(ListenerWorld.ask(ListenerWorld.port1(context), "{\"item\": \"apples\"}")).isEqualTo("apples");
		}
	}

	record Quote(String item) {
	}

	@Configuration(proxyBeanMethods = false)
	static class ListeningConfiguration {

		@PortListener("pricing.port2")
		String quote(Quote quote) {
			return quote.item();
		}

		@Bean
		JsonMapper mapper() {
			return JsonMapper.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ValidatorConfiguration {

		@PortListener("stock")
		void stock(String item) {
		}

		@Bean
		Validator validator() {
			return new LocalValidatorFactoryBean();
		}

	}

}
