package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.messageport.LeakDetection;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;
import dev.messageport.PayloadStrategy;
import dev.messageport.PortOverflowException;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessagePortProperties}.
 */
class MessagePortPropertiesTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class));

	@Test
	void defaultsAreThoseOfTheFactory() {
		MessagePortProperties properties = new MessagePortProperties();
		assertThat(properties.getCapacity()).isEqualTo(65_536);
		assertThat(properties.getOverflow()).isEqualTo(OverflowPolicy.FAIL);
		assertThat(properties.getBlockTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.getPayloads()).isEqualTo(PayloadStrategy.REFERENCE);
		assertThat(properties.getLeakDetection()).isEqualTo(LeakDetection.SIMPLE);
		assertThat(properties.getTemplate().getRequestTimeout()).isEqualTo(Duration.ofSeconds(30));
		MessagePort plain = MessageChannelFactory.builder().build().create().port1();
		fill(plain, properties.getCapacity());
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> plain.postMessage("over"));
	}

	@Test
	void capacityLimitsTheQueue() {
		this.contextRunner.withPropertyValues("messageport.capacity=2").run((context) -> {
			MessagePort port = port(context);
			fill(port, 2);
			assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> port.postMessage("over"));
		});
	}

	@Test
	void zeroCapacityIsNoLimit() {
		this.contextRunner.withPropertyValues("messageport.capacity=0").run((context) -> fill(port(context), 70_000));
	}

	@Test
	void overflowSelectsThePolicy() {
		this.contextRunner.withPropertyValues("messageport.capacity=2", "messageport.overflow=drop-oldest")
			.run((context) -> {
				MessagePort port = port(context);
				fill(port, 3);
				assertThat(port.postMessage("over")).isTrue();
			});
	}

	@Test
	void blockTimeoutLimitsTheWait() {
		this.contextRunner
			.withPropertyValues("messageport.capacity=1", "messageport.overflow=block",
					"messageport.block-timeout=50ms")
			.run((context) -> {
				MessagePort port = port(context);
				fill(port, 1);
				long start = System.nanoTime();
				assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> port.postMessage("over"));
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(50),
						Duration.ofSeconds(4));
			});
	}

	@Test
	void payloadsSelectsTheStrategy() {
		this.contextRunner.withPropertyValues("messageport.payloads=copy").run((context) -> {
			MessageChannel channel = context.getBean(MessageChannelFactory.class).create();
			List<String> payload = new ArrayList<>(List.of("a"));
			channel.port1().postMessage(payload);
			assertThat(channel.port2().receive(Duration.ZERO).data()).isEqualTo(payload).isNotSameAs(payload);
		});
	}

	@ParameterizedTest
	@CsvSource({ "off,0", "simple,1", "advanced,1" })
	void leakDetectionSelectsTheLevel(String level, int reports) {
		this.contextRunner.withPropertyValues("messageport.leak-detection=" + level).run((context) -> {
			try (LibraryLog log = new LibraryLog("leak-" + level)) {
				MessagePort kept = createAndForget(context.getBean(MessageChannelFactory.class), "leak-" + level);
				Awaitility.await().atMost(SOON).until(() -> {
					System.gc();
					return kept.isClosed();
				});
				assertThat(log.records()).hasSize(reports)
					.allMatch((report) -> (report.getThrown() != null) == "advanced".equals(level));
			}
		});
	}

	@Test
	void requestTimeoutLimitsTheWaitForAnAnswer() {
		this.contextRunner.withPropertyValues("messageport.template.request-timeout=20ms")
			.withUserConfiguration(SilentConfiguration.class)
			.run((context) -> assertThat(
					context.getBean(MessagePortTemplate.class).request("silent", "a", String.class))
				.failsWithin(SOON)
				.withThrowableThat()
				.withCauseInstanceOf(TimeoutException.class));
	}

	@Test
	void invalidRequestTimeoutFailsNamingTheProperty() {
		assertInvalid("messageport.template.request-timeout", "0s");
	}

	@Test
	void invalidCapacityFailsNamingTheProperty() {
		assertInvalid("messageport.capacity", "-1");
	}

	@Test
	void invalidBlockTimeoutFailsNamingTheProperty() {
		assertInvalid("messageport.block-timeout", "0s");
	}

	@Test
	void invalidCapacityOfChannelFailsNamingTheProperty() {
		assertInvalid("messageport.channels.orders-to-stock.capacity", "-2");
	}

	@Test
	void invalidBlockTimeoutOfChannelFailsNamingTheProperty() {
		assertInvalid("messageport.channels.pricing.block-timeout", "-5s");
	}

	private void assertInvalid(String property, String value) {
		this.contextRunner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.satisfies((cause) -> assertThat(context.getStartupFailure())
					.hasStackTraceContaining(InvalidConfigurationPropertyValueException.class.getName())
					.hasStackTraceContaining("Property " + property + " with value")));
	}

	private static MessagePort createAndForget(MessageChannelFactory factory, String name) {
		return factory.create(name).port1();
	}

	private static MessagePort port(ApplicationContext context) {
		return context.getBean(MessageChannelFactory.class).create().port1();
	}

	private static void fill(MessagePort port, int messages) {
		for (int i = 0; i < messages; i++) {
			assertThat(port.postMessage(i)).isTrue();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class SilentConfiguration {

		@SuppressWarnings("unused")
		private volatile MessageEvent asked;

		// Keeps the reply port, and never answers
		@PortListener("silent")
		void ask(MessageEvent event) {
			this.asked = event;
		}

	}

}
