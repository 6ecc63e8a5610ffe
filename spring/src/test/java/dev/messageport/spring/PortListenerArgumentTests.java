package dev.messageport.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;
import dev.messageport.spring.ListenerWorld.Telling;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the arguments of {@link PortListener} methods.
 */
class PortListenerArgumentTests {

	@Test
	void headersArePassed() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("text", PostOptions.builder().header("user", "ada").header("level", "3").build());
			assertThat(recorder.awaitEvents(1)).containsExactly("[text, ada, 3, true, ada, true]");
		}, AllHeaders.class);
	}

	@Test
	void headerThatIsMissingFailsNamingIt() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("text");
			assertThat(recorder.awaitError()).isInstanceOf(MessageHandlingException.class).hasMessageContaining("user");
		}, AllHeaders.class);
	}

	@Test
	void optionalAndDefaultHeadersMayBeMissing() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("text");
			assertThat(recorder.awaitEvents(1)).containsExactly("[null, 7, Optional.empty]");
		}, OptionalHeaders.class);
	}

	@Test
	void nameOfHeaderMayBeAPlaceholder() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("text", PostOptions.builder().header("os", "x").header("line", "y").build());
			assertThat(recorder.awaitEvents(1)).containsExactly("[y]");
		}, PlaceholderHeader.class);
	}

	@Test
	void messageHasPayloadAndHeaders() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("3", PostOptions.builder().header("user", "ada").build());
			assertThat(recorder.awaitEvents(1)).containsExactly("[3, Integer, ada, true]");
		}, WholeMessage.class);
	}

	@Test
	@Tag("P6")
	void nullIsAMessageWithoutPayload() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(null);
			assertThat(recorder.awaitEvents(1)).containsExactly("[null]");
		}, MessageOfAnything.class);
	}

	@Test
	@Tag("P6")
	void nullIsAnEmptyOptionalPayload() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(null);
			port.postMessage("4");
			assertThat(recorder.awaitEvents(2)).containsExactly("[Optional.empty]", "[Optional[4]]");
		}, OptionalPayload.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "\n" })
	@Tag("P6")
	void blankTextIsAPayloadAlsoWhenItIsMarked(String blank) {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(blank);
			port.postMessage(null);
			assertThat(recorder.awaitEvents(2)).containsExactly("[" + blank + "]", "[null]");
		}, MarkedPayload.class);
	}

	@Test
	void everythingAtOnce() {
		ListenerWorld.run((port, recorder) -> {
			MessagePort carried = MessageChannelFactory.builder().build().create().port1();
			port.postMessage("5", PostOptions.builder().transfer(List.of(carried)).header("user", "ada").build());
			assertThat(recorder.awaitEvents(1)).containsExactly("[5, ada, pricing.port2, 1, true]");
		}, Everything.class);
	}

	@Test
	void payloadExpressionIsRefusedAtTheStart() {
		assertThat(TestContext.failure(ListenerWorld.Channels.class, PayloadExpression.class))
			.hasStackTraceContaining("PayloadExpression.on(String)")
			.hasStackTraceContaining("'name'");
	}

	static class AllHeaders extends Telling {

		@PortListener("pricing.port2")
		void on(String payload, @Header String user, @Header("level") int number, @Headers Map<String, Object> headers,
				MessageHeaders all) {
			tell(payload, user, number, headers.containsKey("user"), all.get("user"), all.getId() instanceof UUID);
		}

	}

	static class OptionalHeaders extends Telling {

		@PortListener("pricing.port2")
		void on(@Header(required = false) @Nullable String user, @Header(defaultValue = "7") int level,
				@Header("x") Optional<String> other) {
			tell(user, level, other);
		}

	}

	static class PlaceholderHeader extends Telling {

		@PortListener("pricing.port2")
		void on(@Header("${no.such.property:line}") String value) {
			tell(value);
		}

	}

	static class WholeMessage extends Telling {

		@PortListener("pricing.port2")
		void on(Message<Integer> message) {
			Object payload = message.getPayload();
			tell(payload, payload.getClass().getSimpleName(), message.getHeaders().get("user"),
					message.getHeaders().containsKey(MessagePortHeaders.EVENT));
		}

	}

	static class MessageOfAnything extends Telling {

		@PortListener("pricing.port2")
		void on(Message<?> message) {
			tell(message.getPayload());
		}

	}

	static class OptionalPayload extends Telling {

		@PortListener("pricing.port2")
		void on(Optional<Integer> payload) {
			tell(payload);
		}

	}

	static class MarkedPayload extends Telling {

		@PortListener("pricing.port2")
		void on(@Payload String payload) {
			tell(payload);
		}

	}

	static class Everything extends Telling {

		@PortListener("pricing.port2")
		void on(List<MessagePort> ports, @Header String user, MessageEvent event, @Payload Integer payload,
				MessagePort port) {
			tell(payload, user, port.name(), ports.size(), event.target() == port);
		}

	}

	static class PayloadExpression {

		@PortListener("pricing.port2")
		void on(@Payload("name") String payload) {
		}

	}

}
