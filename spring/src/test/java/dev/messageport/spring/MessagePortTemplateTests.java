package dev.messageport.spring;

import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.CloseEvent;
import dev.messageport.DataCloneException;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MessagePortTemplate} and the endpoints it connects to.
 */
class MessagePortTemplateTests {

	@Test
	void eachConnectionHasAPortOfItsOwn() {
		TestContext.run((context) -> {
			MessagePort first = template(context).connect("echo");
			MessagePort second = template(context).connect("echo");
			first.postMessage(1);
			second.postMessage(2);
			assertThat(Recorder.receive(first)).isEqualTo(1);
			assertThat(Recorder.receive(second)).isEqualTo(2);
			assertThat(first.name()).isEqualTo("echo.port1");
			assertThat(first.isStarted()).isFalse();
		}, TemplateConfiguration.class, Echo.class);
	}

	@Test
	void postDeliversMessageWithPortsThenClose() {
		TestContext.run((context) -> {
			MessageChannel carried = context.getBean(MessageChannelFactory.class).create("carried");
			assertThat(template(context).post("recording", "a", carried.port2())).isTrue();
			assertThat(carried.port2().isDetached()).isTrue();
			assertThat(recorder(context).awaitEvents(2)).containsExactly("a [carried.port2]", "close PEER");
		}, TemplateConfiguration.class, Recording.class);
	}

	@Test
	void postThatIsRefusedClosesConnection() {
		TestContext.run((context) -> {
			MessagePort closed = context.getBean(MessageChannelFactory.class).create().port1();
			closed.close();
			assertThatExceptionOfType(DataCloneException.class)
				.isThrownBy(() -> template(context).post("recording", "a", closed));
			assertThat(recorder(context).awaitEvents(1)).containsExactly("close PEER");
		}, TemplateConfiguration.class, Recording.class);
	}

	@Test
	void unknownEndpointFailsNamingNearest() {
		TestContext.run(
				(context) -> assertThatExceptionOfType(UnknownEndpointException.class)
					.isThrownBy(() -> template(context).connect("ekko"))
					.withMessageContaining("'ekko'")
					.withMessageContaining("'echo', 'recording'")
					.satisfies((ex) -> assertThat(ex.getEndpoint()).isEqualTo("ekko")),
				TemplateConfiguration.class, Echo.class, Recording.class);
	}

	@Test
	void connectBeforeSingletonsExistSaysSo() {
		assertThat(TestContext.failure(TemplateConfiguration.class, EarlyClient.class, Echo.class))
			.hasStackTraceContaining("connect once the application context has created all singletons");
	}

	@Test
	void nullNameIsRefused() {
		TestContext
			.run((context) -> assertThatIllegalArgumentException().isThrownBy(() -> template(context).connect(null))
				.withMessage("'endpoint' must not be null"), TemplateConfiguration.class);
	}

	@Test
	void connectListenerIsCalledBeforeFirstMessageAndGreets() {
		TestContext.run((context) -> {
			MessagePort port = template(context).connect("greeting");
			port.postMessage("a");
			assertThat(Recorder.receive(port)).isEqualTo("welcome to greeting");
			assertThat(recorder(context).awaitEvents(2)).containsExactly("connect greeting.port2", "a");
		}, TemplateConfiguration.class, Greeting.class);
	}

	@Test
	void connectListenerAloneMayListenAtPortByHand() {
		TestContext.run((context) -> {
			MessagePort port = template(context).connect("byHand");
			port.postMessage(1);
			port.postMessage(2);
			assertThat(recorder(context).awaitEvents(2)).containsExactly("1", "2");
		}, TemplateConfiguration.class, ByHand.class);
	}

	@Test
	void endpointWithoutMessageListenerKeepsMessages() {
		TestContext.run((context) -> {
			MessagePort port = template(context).connect("keeping");
			port.postMessage("kept");
			recorder(context).awaitEvents(1);
			MessagePort accepted = context.getBean(Keeping.class).accepted;
			Awaitility.await().during(Recorder.QUIET).until(() -> accepted.queued() == 1);
			assertThat(Recorder.receive(accepted)).isEqualTo("kept");
		}, TemplateConfiguration.class, Keeping.class);
	}

	@Test
	void closedConnectionsAreForgotten() {
		TestContext.run((context) -> {
			for (int i = 0; i < 100; i++) {
				template(context).post("echo", i);
			}
			MessagePort open = template(context).connect("echo");
			PortEndpoint endpoint = context.getBean(PortEndpoints.class).get("echo");
			Awaitility.await().atMost(Recorder.SOON).until(() -> endpoint.connections() == 1);
			open.close();
			Awaitility.await().atMost(Recorder.SOON).until(() -> endpoint.connections() == 0);
		}, TemplateConfiguration.class, Echo.class);
	}

	@Test
	void connectionsWhosePortWasTransferredAreForgotten() {
		TestContext.run((context) -> {
			MessageChannel sink = context.getBean(MessageChannelFactory.class).create("sink");
			context.getBean(Forwarding.class).target = sink.port1();
			for (int i = 1; i <= 1000; i++) {
				template(context).connect("forwarding");
				if (i % 200 == 0) {
					recorder(context).awaitEvents(i);
				}
			}
			assertThat(context.getBean(PortEndpoints.class).get("forwarding").connections()).isLessThan(500);
			assertThat(sink.port2().queued()).isEqualTo(1000);
		}, TemplateConfiguration.class, Forwarding.class);
	}

	private static MessagePortTemplate template(AnnotationConfigApplicationContext context) {
		return context.getBean(MessagePortTemplate.class);
	}

	private static Recorder recorder(AnnotationConfigApplicationContext context) {
		return context.getBean(Recorder.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateConfiguration {

		@Bean
		MessagePortTemplate template(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Echo {

		@PortListener("echo")
		Object echo(Object payload) {
			return payload;
		}

	}

	static class Recording {

		@Autowired
		Recorder recorder;

		@PortListener("recording")
		void message(Object payload, List<MessagePort> ports) {
			this.recorder.record(payload + " " + ports.stream().map(MessagePort::name).toList());
		}

		@PortListener("recording")
		void close(CloseEvent event) {
			this.recorder.record("close " + event.reason());
		}

	}

	static class Greeting {

		@Autowired
		Recorder recorder;

		@PortListener("greeting")
		String connect(ConnectEvent event, MessagePort port) {
			this.recorder.record("connect " + port.name());
			return "welcome to " + event.endpoint();
		}

		@PortListener("greeting")
		void message(MessageEvent event) {
			this.recorder.record(event.data());
		}

	}

	static class ByHand {

		@Autowired
		Recorder recorder;

		@PortListener("byHand")
		void connect(ConnectEvent event) {
			event.port().onMessage((message) -> this.recorder.record(message.data()));
		}

	}

	static class Keeping {

		@Autowired
		Recorder recorder;

		volatile MessagePort accepted;

		@PortListener("keeping")
		void connect(ConnectEvent event) {
			this.accepted = event.port();
			this.recorder.record("connected");
		}

	}

	static class Forwarding {

		@Autowired
		Recorder recorder;

		volatile MessagePort target;

		@PortListener("forwarding")
		void connect(MessagePort port, ConnectEvent event) {
			this.target.postMessage(port, port);
			this.recorder.record("forwarded");
		}

	}

	static class EarlyClient {

		EarlyClient(MessagePortTemplate template) {
			template.connect("echo");
		}

	}

}
