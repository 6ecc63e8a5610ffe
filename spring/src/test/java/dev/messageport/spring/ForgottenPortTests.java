package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.CloseEvent;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for ports that nobody but the application context holds: while it is open, none
 * of them is closed by the garbage collector; and for ports that the application forgets.
 */
@Tag("G1")
class ForgottenPortTests {

	@Test
	void endpointAnswersWhoeverHoldsAConnection() {
		run((context) -> {
			MessagePort port = connect(context, "desk");
			for (int i = 0; i < 3; i++) {
				Garbage.collectAll();
				assertThat(ask(port)).isEqualTo("answer");
			}
		});
	}

	@Test
	void endpointKeepsAConnectionThatWasNotStarted() {
		run((context) -> {
			MessagePort port = connect(context, "later");
			port.postMessage("kept");
			Garbage.collectAll();
			assertThat(port.isClosed()).isFalse();
			assertThat(context.getBean(PortEndpoints.class).get("later").connections()).isEqualTo(1);
		});
	}

	@Test
	void declaredEndListensThoughOnlyTheOtherOneIsUsed() {
		run((context) -> {
			Garbage.collectAll();
			assertThat(ask(context.getBean(Client.class).port)).isEqualTo("price");
		});
	}

	@Test
	void declaredEndsThatNobodyUsesStayOpen() {
		run((context) -> {
			Garbage.collectAll();
			assertThat(context.getBean("idle.port1", MessagePort.class).isClosed()).isFalse();
			assertThat(context.getBean("idle.port2", MessagePort.class).isClosed()).isFalse();
		});
	}

	@Test
	void messageToAStoppedContextWaitsThoughItsConnectionHasClosed() {
		run((context) -> {
			context.stop();
			new MessagePortTemplate(context.getBean(PortEndpoints.class)).post("desk", "posted");
			Garbage.collectAll();
			context.start();
			assertThat(context.getBean(Recorder.class).awaitEvents(2)).containsExactly("posted", "closed PEER");
		});
	}

	@Test
	void requestOfTheTemplateIsAnsweredThoughItsFutureIsForgotten() {
		run((context) -> {
			List<String> answers = new CopyOnWriteArrayList<>();
			askAndForget(context, answers);
			Garbage.collectAll();
			context.getBean(Listeners.class).held.get(0).postMessage("held back");
			Awaitility.await().atMost(Recorder.SOON).until(() -> answers.contains("held back"));
		});
	}

	@Test
	@Tag("G2")
	void connectionThatTheApplicationForgetsIsClosedAndReported() {
		run((context) -> {
			try (Warnings warnings = new Warnings()) {
				connectAndForget(context);
				Garbage.collectUntil(() -> !context.getBean(Recorder.class).events().isEmpty());
				assertThat(context.getBean(Recorder.class).events()).containsExactly("closed GARBAGE_COLLECTED");
				assertThat(warnings.messages).filteredOn((message) -> message.contains("desk"))
					.singleElement(InstanceOfAssertFactories.STRING)
					.contains("desk.port1")
					.contains("without having been closed");
			}
		});
	}

	private static void connectAndForget(AnnotationConfigApplicationContext context) {
		connect(context, "desk");
	}

	private static void askAndForget(AnnotationConfigApplicationContext context, List<String> answers) {
		new MessagePortTemplate(context.getBean(PortEndpoints.class)).request("holding", "a", String.class)
			.thenAccept(answers::add);
		Awaitility.await().atMost(Recorder.SOON).until(() -> !context.getBean(Listeners.class).held.isEmpty());
	}

	private static void run(Consumer<AnnotationConfigApplicationContext> test) {
		TestContext.run(test, Channels.class, Listeners.class, Client.class);
	}

	private static MessagePort connect(AnnotationConfigApplicationContext context, String endpoint) {
		return new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect(endpoint);
	}

	private static String ask(MessagePort port) {
		return port.request("question", String.class).orTimeout(Recorder.SOON.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Configuration(proxyBeanMethods = false)
	static class Channels {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		MessageChannel idle(MessageChannelFactory channels) {
			return channels.create("idle");
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Client {

		private final MessagePort port;

		Client(@Qualifier("pricing.port1") MessagePort port) {
			this.port = port;
		}

	}

	static class Listeners {

		private final List<MessagePort> held = new CopyOnWriteArrayList<>();

		@Autowired
		Recorder recorder;

		@PortListener("pricing.port2")
		String price(String question) {
			return "price";
		}

		@PortListener("desk")
		String answer(String question) {
			this.recorder.record(question);
			return "answer";
		}

		@PortListener("desk")
		void close(CloseEvent event) {
			this.recorder.record("closed " + event.reason());
		}

		@PortListener(port = "later", autoStartup = "false")
		void later(String payload) {
			this.recorder.record(payload);
		}

		@PortListener("holding")
		void hold(MessageEvent event) {
			this.held.add(event.replyPort());
		}

	}

	/**
	 * The warnings of this library while it is open.
	 */
	static class Warnings extends Handler implements AutoCloseable {

		private final Logger logger = Logger.getLogger("dev.messageport");

		private final List<String> messages = new CopyOnWriteArrayList<>();

		Warnings() {
			this.logger.addHandler(this);
			this.logger.setUseParentHandlers(false);
		}

		@Override
		public void publish(LogRecord logged) {
			this.messages.add(logged.getMessage());
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
			this.logger.removeHandler(this);
			this.logger.setUseParentHandlers(true);
		}

	}

}
