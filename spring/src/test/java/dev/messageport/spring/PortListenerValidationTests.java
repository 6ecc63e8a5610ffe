package dev.messageport.spring;

import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import dev.messageport.spring.ListenerWorld.Telling;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the validation of payloads.
 */
class PortListenerValidationTests {

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Wrapped.class, InMessage.class })
	void payloadIsValidated(Class<?> listener) {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(new Order("apples", 2));
			assertThat(recorder.awaitEvents(1)).containsExactly("[apples]");
			port.postMessage(new Order(" ", 0));
			assertThat(recorder.awaitError()).isInstanceOfSatisfying(MethodArgumentNotValidException.class,
					(ex) -> assertThat(ex.getBindingResult().getFieldErrors()).extracting((error) -> error.getField())
						.containsExactlyInAnyOrder("item", "amount"));
		}, listener, LocalValidatorFactoryBean.class);
	}

	@Test
	void askerIsToldWhatIsNotValid() {
		ListenerWorld.run((port, recorder) -> assertThat(ListenerWorld.failure(port, new Order("", 1)))
			.isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("item"), Plain.class, LocalValidatorFactoryBean.class);
	}

	@Test
	void payloadIsValidatedAfterItsConversion() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("{\"item\":\"\",\"amount\":1}");
			assertThat(recorder.awaitError()).isInstanceOf(MethodArgumentNotValidException.class);
		}, Plain.class, LocalValidatorFactoryBean.class);
	}

	@Test
	void groupsDecideWhatIsValidated() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(new Order("", 0));
			assertThat(recorder.awaitError()).isInstanceOfSatisfying(MethodArgumentNotValidException.class,
					(ex) -> assertThat(ex.getBindingResult().getErrorCount()).isOne());
		}, InGroup.class, LocalValidatorFactoryBean.class);
	}

	@Test
	void missingValidatorFailsTheStartNamingParameterAndRemedy() {
		assertThat(TestContext.failure(ListenerWorld.Channels.class, Recorder.class, Plain.class))
			.hasStackTraceContaining("Plain.on(Order)")
			.hasStackTraceContaining("'Order payload'")
			.hasStackTraceContaining("spring-boot-starter-validation");
	}

	interface Small {

	}

	record Order(@NotBlank String item, @Min(1) @Min(value = 1, groups = Small.class) int amount) {
	}

	static class Plain extends Telling {

		@PortListener("pricing.port2")
		void on(@Valid Order payload) {
			tell(payload.item());
		}

	}

	static class Wrapped extends Telling {

		@PortListener("pricing.port2")
		void on(@Validated Optional<Order> payload) {
			tell(payload.orElseThrow().item());
		}

	}

	static class InMessage extends Telling {

		@PortListener("pricing.port2")
		void on(@Valid Message<Order> message) {
			tell(message.getPayload().item());
		}

	}

	static class InGroup extends Telling {

		@PortListener("pricing.port2")
		void on(@Validated(Small.class) Order payload) {
			tell(payload.item());
		}

	}

}
