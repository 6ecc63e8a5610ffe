package guide;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortDecodingException;
import dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerErrorHandler;
import dev.messageport.spring.PortListenerException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/errors.md}.
 */
class ErrorsGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class))
		.withUserConfiguration(Pricing.class)
		.withPropertyValues("messageport.channels.pricing.capacity=10");

	@BeforeEach
	void clear() {
		seen.clear();
	}

	@Test
	void errorHandlerMayAnswer() {
		this.contextRunner.run((context) -> {
			MessagePort port = pricing(context);
			assertThat(port.request("melons", String.class)).succeedsWithin(SOON).isEqualTo("sorry, no melons");
			assertThat(port.request("apples", String.class)).failsWithin(SOON)
				.withThrowableThat()
				.withCauseInstanceOf(PortListenerException.class)
				.withMessageNotContaining("10.0.0.7");
			Awaitility.await()
				.atMost(SOON)
				.untilAsserted(
						() -> assertThat(seen).containsExactly("pricing.port2: the database is down at 10.0.0.7"));
		});
	}

	@Test
	void messageErrorHasAListener() {
		this.contextRunner.run((context) -> {
			context.getBean(Sides.class).port2.fail(new PortDecodingException("no JSON", new java.io.IOException()));
			Awaitility.await()
				.atMost(SOON)
				.untilAsserted(() -> assertThat(seen).containsExactly("unreadable at pricing.port2"));
		});
	}

	private static MessagePort pricing(ApplicationContext context) {
		return context.getBean("pricing.port1", MessagePort.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Pricing {

		@Bean
		Sides sides() {
			return new Sides();
		}

		// tag::port-error-handler[]
		@Bean
		MessageChannelFactoryBuilderCustomizer errors() {
			return (builder) -> builder
				.errorHandler((error, port, event) -> seen.add(port.name() + ": " + error.getMessage()));
		}
		// end::port-error-handler[]

		// tag::message-error[]
		@PortListener("pricing.port2")
		void unreadable(MessageErrorEvent event) {
			seen.add("unreadable at " + event.target().name());
		}
		// end::message-error[]

		// tag::error-handler[]
		@PortListener(port = "pricing.port2", errorHandler = "sorry", returnExceptions = "false")
		String quote(String item) {
			if (item.equals("melons")) {
				throw new IllegalArgumentException("no melons");
			}
			throw new IllegalStateException("the database is down at 10.0.0.7");
		}

		@Bean
		PortListenerErrorHandler sorry() {
			return (error, event) -> {
				if (error instanceof IllegalArgumentException) {
					return "sorry, " + error.getMessage();
				}
				throw (Exception) error;
			};
		}
		// end::error-handler[]

	}

	static class Sides implements ChannelObserver {

		volatile ChannelSide port2;

		@Override
		public void opened(ChannelSide side) {
			if (side.name().equals("pricing.port2")) {
				this.port2 = side;
			}
		}

	}

}
