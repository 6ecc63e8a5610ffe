package dev.messageport.spring;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.MapPropertySource;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for where {@link PortListener} methods may listen.
 */
class PortListenerRegistrationTests {

	@Test
	void undeclaredEndFailsNamingPlaceAndNearestNames() {
		assertThat(TestContext.failure(ChannelConfiguration.class, UndeclaredEnd.class))
			.hasStackTraceContaining("UndeclaredEnd.on()")
			.hasStackTraceContaining("of bean 'portListenerRegistrationTests.UndeclaredEnd'")
			.hasStackTraceContaining("'pricing.port2', 'pricing.port1'")
			.hasStackTraceContaining("'prizing.port2'");
	}

	@Test
	void channelWithoutEndFailsSuggestingBothEnds() {
		assertThat(TestContext.failure(ChannelConfiguration.class, WithoutEnd.class))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("WithoutEnd.on()")
			.hasMessageContaining("'pricing.port1' or 'pricing.port2'");
	}

	@Test
	void missingNameFails() {
		assertThat(TestContext.failure(WithoutName.class)).hasStackTraceContaining("WithoutName.on()")
			.hasStackTraceContaining("is blank. Set it to a declared end");
	}

	@Test
	void twoMessageListenersFailNamingBoth() {
		assertThat(TestContext.failure(Ambiguous.class)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("'java.lang.String' at 'stock'")
			.hasMessageContaining("Ambiguous.first(String)")
			.hasMessageContaining("Ambiguous.second(MessageEvent, Optional)");
	}

	@Test
	void twoMessageListenersAtDeclaredEndFailNamingBoth() {
		assertThat(TestContext.failure(ChannelConfiguration.class, AmbiguousEnd.class))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("AmbiguousEnd.first()")
			.hasMessageContaining("AmbiguousEnd.second(MessageEvent)");
	}

	@Test
	void duplicateIdFailsNamingBoth() {
		assertThat(TestContext.failure(DuplicateId.class)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("id 'same'")
			.hasMessageContaining("DuplicateId.first()")
			.hasMessageContaining("DuplicateId.second()");
	}

	@Test
	void connectListenerAtDeclaredEndFails() {
		assertThat(TestContext.failure(ChannelConfiguration.class, ConnectAtEnd.class))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("ConnectAtEnd.on(ConnectEvent)")
			.hasMessageContaining("'pricing.port2'");
	}

	@Test
	void invalidAutoStartupFails() {
		assertThat(TestContext.failure(InvalidAutoStartup.class)).hasStackTraceContaining("InvalidAutoStartup.on()")
			.hasStackTraceContaining("'maybe'. Let it be 'true' or 'false'");
	}

	@Test
	void expressionThatIsNoNameFails() {
		assertThat(TestContext.failure(NumberName.class)).hasStackTraceContaining("NumberName.on()")
			.hasStackTraceContaining("'value' of the @PortListener");
	}

	@Test
	void placeholdersAndExpressionsAreResolved() {
		try (AnnotationConfigApplicationContext context = TestContext.create(Placeholders.class)) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("name", "resolved", "start", "false")));
			context.refresh();
			PortEndpoints endpoints = context.getBean(PortEndpoints.class);
			assertThat(endpoints.names()).containsExactly("RESOLVED", "resolved");
		}
	}

	@Test
	void listenersOfLazyBeanAreRegisteredWhenItIsCreated() {
		TestContext.run((context) -> {
			PortEndpoints endpoints = context.getBean(PortEndpoints.class);
			assertThat(endpoints.names()).isEmpty();
			context.getBean(LazyListener.class);
			assertThat(endpoints.names()).containsExactly("lazy");
			MessagePort port = new MessagePortTemplate(endpoints).connect("lazy");
			port.postMessage("hello");
			assertThat(Recorder.receive(port)).isEqualTo("hello");
		}, LazyListener.class);
	}

	@Test
	void secondInstanceOfPrototypeFails() {
		TestContext.run((context) -> {
			context.getBean(PrototypeListener.class);
			assertThatExceptionOfType(BeanCreationException.class)
				.isThrownBy(() -> context.getBean(PrototypeListener.class))
				.withMessageContaining("make its bean a singleton");
		}, PrototypeListener.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	static class UndeclaredEnd {

		@PortListener("prizing.port2")
		void on() {
		}

	}

	static class WithoutEnd {

		@PortListener("pricing")
		void on() {
		}

	}

	static class WithoutName {

		@PortListener
		void on() {
		}

	}

	static class Ambiguous {

		@PortListener("stock")
		void first(String payload) {
		}

		@PortListener("stock")
		void second(MessageEvent event, Optional<String> payload) {
		}

	}

	static class AmbiguousEnd {

		@PortListener("pricing.port2")
		void first() {
		}

		@PortListener("pricing.port2")
		void second(MessageEvent event) {
		}

	}

	static class DuplicateId {

		@PortListener(value = "one", id = "same")
		void first() {
		}

		@PortListener(value = "two", id = "same")
		void second() {
		}

	}

	static class ConnectAtEnd {

		@PortListener("pricing.port2")
		void on(ConnectEvent event) {
		}

	}

	static class InvalidAutoStartup {

		@PortListener(value = "stock", autoStartup = "maybe")
		void on() {
		}

	}

	static class NumberName {

		@PortListener("#{1 + 1}")
		void on() {
		}

	}

	static class Placeholders {

		@PortListener(value = "${name}", id = "${name}", autoStartup = "${start}")
		void placeholder() {
		}

		@PortListener(value = "#{'${name}'.toUpperCase()}", autoStartup = "#{false}")
		void expression() {
		}

	}

	@Lazy
	static class LazyListener {

		@PortListener("lazy")
		String on(String payload) {
			return payload;
		}

	}

	@Scope("prototype")
	static class PrototypeListener {

		@PortListener("prototype")
		void on() {
		}

	}

}
