package dev.messageport.spring;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.PostOptions;
import dev.messageport.spring.ListenerWorld.Telling;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the conversion of payloads.
 */
class PortListenerConversionTests {

	private static final String QUOTE = "{\"item\":\"apples\",\"amount\":2,\"day\":\"2026-01-31\"}";

	@ParameterizedTest
	@MethodSource("quotes")
	void recordIsMadeOf(Object payload) {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(payload);
			assertThat(recorder.awaitEvents(1)).containsExactly("[Quote[item=apples, amount=2, day=2026-01-31]]");
		}, OfQuote.class);
	}

	static Stream<Object> quotes() {
		return Stream.of(QUOTE, "\n " + QUOTE, QUOTE.getBytes(StandardCharsets.UTF_8),
				Map.of("item", "apples", "amount", 2, "day", "2026-01-31"), JsonMapper.shared().readTree(QUOTE),
				new Quote("apples", 2, LocalDate.of(2026, 1, 31)));
	}

	@ParameterizedTest
	@MethodSource("simpleValues")
	void simpleValueIsMade(Class<?> listener, Object payload, String expected) {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(payload);
			assertThat(recorder.awaitEvents(1)).containsExactly(expected);
		}, listener);
	}

	static Stream<Arguments> simpleValues() {
		return Stream.of(Arguments.of(OfInt.class, "12", "[12]"), Arguments.of(OfInt.class, 12L, "[12]"),
				Arguments.of(OfColour.class, "RED", "[RED]"), Arguments.of(OfDate.class, "2026-01-31", "[2026-01-31]"),
				Arguments.of(OfText.class, 12, "[12]"),
				Arguments.of(OfText.class, "grün".getBytes(StandardCharsets.UTF_8), "[grün]"),
				Arguments.of(OfFile.class, "apples", "[apples]"),
				Arguments.of(OfList.class, "[\"1\", 2]", "[[1, 2] of Integer]"),
				Arguments.of(OfList.class, new int[] { 1, 2 }, "[[1, 2] of Integer]"));
	}

	@Test
	void textInAnotherCharsetIsReadAsItsHeaderSays() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("grün".getBytes(StandardCharsets.ISO_8859_1),
					PostOptions.builder().header(MessageHeaders.CONTENT_TYPE, "text/plain;charset=ISO-8859-1").build());
			assertThat(recorder.awaitEvents(1)).containsExactly("[grün]");
		}, OfText.class);
	}

	@Test
	void jsonIsNotReadWhereTextOrBytesAreWanted() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(QUOTE.getBytes(StandardCharsets.UTF_8));
			assertThat(recorder.awaitEvents(1)).containsExactly("[" + QUOTE + "]");
		}, OfText.class);
	}

	@Test
	void bytesAreNotMadeOfText() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("1,2");
			assertThat(recorder.awaitError()).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("'[B'")
				.hasMessageContaining("cannot be converted");
		}, OfBytes.class);
	}

	@Test
	void errorNamesTypesAndPlaceButNotThePayload() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("{\"item\": \"secret\", \"amount\": [\"secret\"]}");
			assertThat(recorder.awaitError()).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("'pricing.port2'")
				.hasMessageContaining("java.lang.String")
				.hasMessageContaining("OfQuote.on(Quote)")
				.hasMessageNotContaining("secret");
		}, OfQuote.class);
	}

	@Test
	void listenerHasAConverterOfItsOwn() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("apples");
			assertThat(recorder.awaitEvents(1)).containsExactly("[Quote[item=apples, amount=1, day=null]]");
		}, WithConverter.class, Converters.class);
	}

	@Test
	void unknownConverterFailsNamingTheNearest() {
		assertThat(TestContext.failure(ListenerWorld.Channels.class, Recorder.class, Converters.class,
				WithUnknownConverter.class))
			.hasStackTraceContaining("WithUnknownConverter.on(Quote)")
			.hasStackTraceContaining("'quoteConvertor'")
			.hasStackTraceContaining("nearest beans of that type: 'quoteConverter'");
	}

	record Quote(String item, int amount, LocalDate day) {
	}

	enum Colour {

		RED, GREEN

	}

	static class OfQuote extends Telling {

		@PortListener("pricing.port2")
		void on(Quote payload) {
			tell(payload);
		}

	}

	static class OfInt extends Telling {

		@PortListener("pricing.port2")
		void on(int payload) {
			tell(payload);
		}

	}

	static class OfColour extends Telling {

		@PortListener("pricing.port2")
		void on(Colour payload) {
			tell(payload);
		}

	}

	static class OfDate extends Telling {

		@PortListener("pricing.port2")
		void on(LocalDate payload) {
			tell(payload);
		}

	}

	static class OfText extends Telling {

		@PortListener("pricing.port2")
		void on(String payload) {
			tell(payload);
		}

	}

	static class OfBytes extends Telling {

		@PortListener("pricing.port2")
		void on(byte[] payload) {
			tell(payload.length);
		}

	}

	static class OfFile extends Telling {

		@PortListener("pricing.port2")
		void on(File payload) {
			tell(payload);
		}

	}

	static class OfList extends Telling {

		@PortListener("pricing.port2")
		void on(List<Integer> payload) {
			tell(payload + " of " + ((Object) payload.get(0)).getClass().getSimpleName());
		}

	}

	static class WithConverter extends Telling {

		@PortListener(port = "pricing.port2", messageConverter = "quoteConverter")
		void on(Quote payload) {
			tell(payload);
		}

	}

	static class WithUnknownConverter {

		@PortListener(port = "pricing.port2", messageConverter = "quoteConvertor")
		void on(Quote payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Converters {

		@Bean
		MessageConverter quoteConverter() {
			return new MessageConverter() {

				@Override
				public Object fromMessage(Message<?> message, Class<?> targetClass) {
					return new Quote((String) message.getPayload(), 1, null);
				}

				@Override
				public Message<?> toMessage(Object payload, MessageHeaders headers) {
					throw new UnsupportedOperationException();
				}

			};
		}

	}

}
