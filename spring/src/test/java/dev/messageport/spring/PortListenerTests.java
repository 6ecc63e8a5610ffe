package dev.messageport.spring;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConversionException;

import dev.messageport.CloseEvent;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link PortListener} methods get and return.
 */
class PortListenerTests {

	@Test
	void payloadIsPassedAndAnswerIsPostedBack() {
		TestContext.run((context) -> {
			MessagePort port = port1(context);
			port.postMessage(20);
			assertThat(Recorder.receive(port)).isEqualTo("got 20");
		}, ChannelConfiguration.class, Answering.class);
	}

	@Test
	void eventPortAndPortsArePassedInAnyOrder() {
		TestContext.run((context) -> {
			MessagePort port = port1(context);
			MessageChannel carried = context.getBean(MessageChannelFactory.class).create("carried");
			port.postMessage("data",
					PostOptions.builder().transfer(List.of(carried.port2())).header("user", "eve").build());
			assertThat(recorder(context).awaitEvents(1))
				.containsExactly("[carried.port2] data pricing.port2 {user=eve} true");
		}, ChannelConfiguration.class, AllArguments.class);
	}

	@Test
	void methodWithoutParametersIsCalled() {
		TestContext.run((context) -> {
			port1(context).postMessage("ignored");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("called");
		}, ChannelConfiguration.class, NoArguments.class);
	}

	@Test
	void nullBlankAndEmptyPayloadsArePassed() {
		TestContext.run((context) -> {
			port1(context).postMessage(null);
			port1(context).postMessage("");
			port1(context).postMessage(" ");
			assertThat(recorder(context).awaitEvents(3)).containsExactly("null", "", " ");
		}, ChannelConfiguration.class, TextPayload.class);
	}

	@Test
	void payloadOfOtherTypeFailsNamingMethodAndTypes() {
		TestContext.run((context) -> {
			port1(context).postMessage(new Object());
			assertThat(recorder(context).awaitError()).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("TextPayload.text(String)")
				.hasMessageContaining("'payload'")
				.hasMessageContaining("java.lang.Object")
				.hasMessageContaining("java.lang.String")
				.hasMessageContaining("pricing.port2");
			port1(context).postMessage("next");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("next");
		}, ChannelConfiguration.class, TextPayload.class);
	}

	@Test
	void nullForPrimitiveParameterFailsNamingMethod() {
		TestContext.run((context) -> {
			port1(context).postMessage(null);
			assertThat(recorder(context).awaitError()).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("is null")
				.hasMessageContaining("Answering.answer(int)");
		}, ChannelConfiguration.class, Answering.class);
	}

	@Test
	void listOfOtherElementsIsPayload() {
		TestContext.run((context) -> {
			port1(context).postMessage(List.of("a", "b"));
			assertThat(recorder(context).awaitEvents(1)).containsExactly("[a, b]");
		}, ChannelConfiguration.class, ListPayload.class);
	}

	@Test
	void genericPayloadIsResolvedInSubclass() {
		TestContext.run((context) -> {
			port1(context).postMessage(new Object());
			assertThat(recorder(context).awaitError()).hasMessageContaining("java.lang.String");
			port1(context).postMessage("text");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("text");
		}, ChannelConfiguration.class, GenericPayload.class);
	}

	@Test
	void staticAndPrivateMethodsAreCalled() {
		TestContext.run((context) -> {
			port1(context).postMessage("a");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("private static a");
		}, ChannelConfiguration.class, StaticAndPrivate.class);
	}

	@Test
	void errorOfMethodIsHandedOnAsItIs() {
		TestContext.run((context) -> {
			port1(context).postMessage("bad");
			assertThat(recorder(context).awaitError()).isInstanceOf(IOException.class).hasMessage("bad");
		}, ChannelConfiguration.class, Failing.class);
	}

	@Test
	void closeListenerIsCalledWithPort() {
		TestContext.run((context) -> {
			port1(context).close();
			assertThat(recorder(context).awaitEvents(1)).containsExactly("PEER true");
		}, ChannelConfiguration.class, Closing.class);
	}

	@Test
	void repeatedAndComposedAnnotationsListenAtEachName() {
		TestContext.run((context) -> {
			MessagePortTemplate template = new MessagePortTemplate(context.getBean(PortEndpoints.class));
			port1(context).postMessage("a");
			recorder(context).awaitEvents(1);
			template.post("second", "b");
			recorder(context).awaitEvents(2);
			template.post("composed", "c");
			assertThat(recorder(context).awaitEvents(3)).containsExactly("a", "b", "c");
		}, ChannelConfiguration.class, Repeated.class);
	}

	private static MessagePort port1(AnnotationConfigApplicationContext context) {
		return context.getBean("pricing.port1", MessagePort.class);
	}

	private static Recorder recorder(AnnotationConfigApplicationContext context) {
		return context.getBean(Recorder.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	abstract static class Recording {

		@Autowired
		Recorder recorder;

	}

	static class Answering {

		@PortListener("pricing.port2")
		String answer(int amount) {
			return "got " + amount;
		}

	}

	static class AllArguments extends Recording {

		@PortListener("pricing.port2")
		void all(List<MessagePort> ports, Object payload, MessagePort port, MessageEvent event) {
			this.recorder.record(ports.stream().map(MessagePort::name).toList() + " " + payload + " " + port.name()
					+ " " + event.headers() + " " + (event.target() == port));
		}

	}

	static class NoArguments extends Recording {

		@PortListener("pricing.port2")
		void none() {
			this.recorder.record("called");
		}

	}

	static class TextPayload extends Recording {

		@PortListener("pricing.port2")
		void text(String payload) {
			this.recorder.record(payload);
		}

	}

	static class ListPayload extends Recording {

		@PortListener("pricing.port2")
		void list(List<String> payload) {
			this.recorder.record(payload);
		}

	}

	abstract static class GenericListener<T> extends Recording {

		@PortListener("pricing.port2")
		void on(T payload) {
			this.recorder.record(payload);
		}

	}

	static class GenericPayload extends GenericListener<String> {

	}

	static class StaticAndPrivate extends Recording {

		@PortListener("pricing.port2")
		static String first(String payload) {
			return "static " + payload;
		}

		@PortListener("pricing.port1")
		private void second(String payload) {
			this.recorder.record("private " + payload);
		}

	}

	static class Failing {

		@PortListener("pricing.port2")
		void fail(String payload) throws IOException {
			throw new IOException(payload);
		}

	}

	static class Closing extends Recording {

		@PortListener("pricing.port2")
		void close(MessagePort port, CloseEvent event) {
			this.recorder.record(event.reason() + " " + (event.target() == port));
		}

	}

	static class Repeated extends Recording {

		@PortListener("pricing.port2")
		@PortListener(port = "second")
		@Composed
		void on(String payload) {
			this.recorder.record(payload);
		}

	}

	@PortListener("composed")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Composed {

	}

}
