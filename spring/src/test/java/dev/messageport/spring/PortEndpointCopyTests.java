package dev.messageport.spring;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PayloadStrategy;
import dev.messageport.spring.ListenerWorld.Telling;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for endpoints whose channels copy their payloads.
 */
class PortEndpointCopyTests {

	@Test
	void listenerIsToldOfConnectionsBeforeTheFirstMessage() {
		TestContext.run((context) -> {
			MessagePort port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect("desk");
			port.postMessage("hello");
			Recorder recorder = context.getBean(Recorder.class);
			assertThat(recorder.awaitEvents(2)).isEqualTo(List.of("[desk]", "[hello]"));
			assertThat(recorder.errors()).isEmpty();
		}, Copying.class, Recorder.class, Desk.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Copying {

		@Bean
		MessageChannelFactory channels(ChannelObserver observer, Recorder recorder) {
			return MessageChannelFactory.builder()
				.observer(observer)
				.errorHandler(recorder)
				.payloads(PayloadStrategy.COPY)
				.build();
		}

	}

	static class Desk extends Telling {

		@PortListener("desk")
		void connected(ConnectEvent event) {
			tell(event.endpoint());
		}

		@PortListener("desk")
		void on(Object message) {
			tell(message);
		}

	}

}
