package dev.messageport.spring;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.CloseEvent;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static dev.messageport.test.PortAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is done with the results of {@link PortListener} methods.
 */
class PortListenerAnswerTests {

	@Test
	void nullAnswerPostsNothing() {
		TestContext.run((context) -> {
			MessagePort port = port1(context);
			port.postMessage("null");
			port.postMessage("other");
			assertThat(port).receives("other");
		}, ChannelConfiguration.class, NullAnswer.class);
	}

	@Test
	void portAnswerIsTransferred() {
		TestContext.run((context) -> {
			MessagePort port = port1(context);
			port.postMessage("open");
			MessageEvent answer = assertThat(port).receivesMessage().withPorts(1).actual();
			assertThat(answer.data()).isSameAs(answer.ports().get(0));
			assertThat(answer.ports().get(0)).receives("welcome");
		}, ChannelConfiguration.class, PortAnswer.class);
	}

	@Test
	void answerToClosedPortIsDropped() {
		TestContext.run((context) -> {
			MessagePort port = port1(context);
			port.postMessage("one");
			port.postMessage("two");
			port.close();
			assertThat(recorder(context).awaitEvents(3)).containsExactly("one", "two", "closed PEER");
		}, ChannelConfiguration.class, AnswerAndClose.class);
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

	static class NullAnswer {

		@PortListener("pricing.port2")
		String answer(String payload) {
			return "null".equals(payload) ? null : payload;
		}

	}

	static class PortAnswer {

		@Autowired
		MessageChannelFactory channels;

		@PortListener("pricing.port2")
		MessagePort answer() {
			MessageChannel channel = this.channels.create();
			channel.port1().postMessage("welcome");
			return channel.port2();
		}

	}

	static class AnswerAndClose extends Recording {

		@PortListener("pricing.port2")
		String answer(String payload) {
			this.recorder.record(payload);
			return payload;
		}

		@PortListener("pricing.port2")
		void close(CloseEvent event) {
			this.recorder.record("closed " + event.reason());
		}

	}

}
