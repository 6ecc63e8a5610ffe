package dev.messageport.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;
import dev.messageport.PortOverflowException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessagePortProperties}.
 */
class MessagePortPropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class));

	@Test
	void defaultsAreThoseOfTheFactory() {
		MessagePortProperties properties = new MessagePortProperties();
		assertThat(properties.getCapacity()).isEqualTo(65_536);
		assertThat(properties.getOverflow()).isEqualTo(OverflowPolicy.FAIL);
		assertThat(properties.getBlockTimeout()).isEqualTo(Duration.ofSeconds(5));
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

	private static MessagePort port(ApplicationContext context) {
		return context.getBean(MessageChannelFactory.class).create().port1();
	}

	private static void fill(MessagePort port, int messages) {
		for (int i = 0; i < messages; i++) {
			assertThat(port.postMessage(i)).isTrue();
		}
	}

}
