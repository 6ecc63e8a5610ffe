package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.MessageConversionException;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for mistakes that are easily made, and for what they look like.
 */
class NewcomerMistakeTests {

	@Test
	void misspeltEndOfADeclaredChannelIsNoEndpoint() {
		assertThat(TestContext.failure(ListenerWorld.Channels.class, Misspelt.class))
			.hasStackTraceContaining("'pricing.prot2'")
			.hasStackTraceContaining("'pricing.port2'")
			.hasStackTraceContaining("Misspelt.on(String)");
	}

	@Test
	void declaredChannelIsNotConnectedTo() {
		TestContext.run((context) -> {
			MessagePortTemplate ports = new MessagePortTemplate(context.getBean(PortEndpoints.class));
			for (String name : List.of("pricing", "pricing.port2")) {
				assertThatExceptionOfType(UnknownEndpointException.class).isThrownBy(() -> ports.connect(name))
					.withMessageContaining("is a declared channel")
					.withMessageContaining("@Qualifier");
			}
		}, ListenerWorld.Channels.class);
	}

	@Test
	void collectionIsNotMadeOfTheFirstElementOfAStream() {
		TestContext.run((context) -> {
			MessagePortTemplate ports = new MessagePortTemplate(context.getBean(PortEndpoints.class));
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> ListenerWorld.within(ports.request("names", "x", List.class)).join())
				.withCauseInstanceOf(MessageConversionException.class)
				.withMessageContaining("'stream'");
			assertThat(ListenerWorld.within(ports.request("names", "x", String.class)).join()).isEqualTo("ada");
		}, Names.class);
	}

	@Test
	void interceptorThatRefusesMessagesDoesNotRefuseConnections() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Guarded.class)) {
			MessagePortTemplate ports = new MessagePortTemplate(context.getBean(PortEndpoints.class));
			MessagePort port = ports.connect("desk");
			assertThat(Recorder.receive(port)).isEqualTo("welcome");
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> port.postMessage("x"))
				.withMessage("refused");
		}
	}

	static class Misspelt {

		@PortListener("pricing.prot2")
		void on(String payload) {
		}

	}

	static class Names {

		@PortListener("names")
		List<String> names(String question) {
			return List.of("ada", "bob");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(MessagePortConfiguration.class)
	static class Guarded {

		@Bean
		MessageChannelFactory channels(ChannelObserver observer) {
			return MessageChannelFactory.builder().observer(observer).interceptor(new PortInterceptor() {

				@Override
				public void beforePost(OutgoingMessage message) {
					if (!"welcome".equals(message.data())) {
						throw new IllegalStateException("refused");
					}
				}

			}).build();
		}

		@PortListener("desk")
		String connected(ConnectEvent event) {
			return "welcome";
		}

	}

}
