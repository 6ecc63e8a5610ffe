package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.autoconfigure.MessagePortProperties;
import dev.messageport.autoconfigure.MessagePortProperties.Health.ThresholdStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortHealthIndicator} and
 * {@link MessagePortHealthAutoConfiguration}.
 */
class MessagePortHealthTests {

	/**
	 * Ports that nobody keeps are closed.
	 */
	private final List<Object> kept = new ArrayList<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(MessagePortAutoConfiguration.class, MessagePortMonitoringAutoConfiguration.class,
					MessagePortHealthAutoConfiguration.class, HealthContributorAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class));

	@Test
	void contributorHasItsName() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("messagePorts"))
				.isInstanceOf(MessagePortHealthIndicator.class);
			assertThat(context.getBean(HealthEndpoint.class).healthForPath("messagePorts").getStatus())
				.isEqualTo(Status.UP);
		});
	}

	@Test
	void withoutChannelsThereAreOnlyZeros() {
		this.contextRunner.run((context) -> assertThat(health(context).getDetails())
			.isEqualTo(Map.of("openPorts", 0, "queuedMessages", 0L)));
	}

	@Test
	void manyMessagesAreDetailsAndNoTroubleByDefault() {
		this.contextRunner.run((context) -> {
			fill(context, "jobs", 3_000);
			fill(context, "orders", 2);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("openPorts", 4)
				.containsEntry("queuedMessages", 3_002L)
				.containsEntry("deepestQueue", Map.of("port", "jobs.port2", "queued", 3_000L));
		});
	}

	@Test
	void portThatHasClosedIsNotOpenAndItsMessagesStillWait() {
		this.contextRunner.run((context) -> {
			fill(context, "jobs", 3).port1().close();
			assertThat(health(context).getDetails()).containsEntry("openPorts", 0).containsEntry("queuedMessages", 3L);
		});
	}

	@Test
	void queueIsMeasuredWithTheThresholdOfTheUser() {
		this.contextRunner.withPropertyValues("messageport.health.max-queued=2").run((context) -> {
			fill(context, "jobs", 2);
			fill(context, "orders", 2);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			fill(context, "tasks", 3);
			assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void ageIsMeasuredWithTheThresholdOfTheUser() {
		this.contextRunner.withPropertyValues("messageport.health.max-age=1ms").run((context) -> {
			fill(context, "jobs", 1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> health(context).getStatus() == Status.OUT_OF_SERVICE);
			assertThat(health(context).getDetails()).extractingByKey("oldestMessage")
				.asString()
				.contains("jobs.port2", "waiting=PT");
		});
	}

	@Test
	void ageIsMeasuredAlsoWhenNothingIsReported() {
		this.contextRunner
			.withPropertyValues("messageport.health.max-age=0s", "messageport.monitoring.slow-handler=0s",
					"messageport.monitoring.old-queue=0s")
			.run((context) -> {
				fill(context, "jobs", 1);
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> health(context).getStatus() == Status.OUT_OF_SERVICE);
			});
	}

	@Test
	void statusIsTheChoiceOfTheUser() {
		this.contextRunner
			.withPropertyValues("messageport.health.max-queued=0", "messageport.health.max-queued-status=down")
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				fill(context, "jobs", 1);
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			});
	}

	@ParameterizedTest
	@CsvSource({ "10,5s,UP", "11,5s,OUT_OF_SERVICE", "10,6s,DOWN", "11,6s,DOWN" })
	void worseStatusWins(int deepest, String oldest, String expected) {
		HealthThresholds thresholds = new HealthThresholds(10, ThresholdStatus.OUT_OF_SERVICE, Duration.ofSeconds(5),
				ThresholdStatus.DOWN);
		assertThat(thresholds.status(deepest, Duration.parse("PT" + oldest))).isEqualTo(new Status(expected));
	}

	@Test
	void nothingIsTroubleWithoutThresholds() {
		assertThat(
				HealthThresholds.of(new MessagePortProperties.Health()).status(Long.MAX_VALUE, Duration.ofDays(1_000)))
			.isEqualTo(Status.UP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "messageport.health.max-queued=-1", "messageport.health.max-age=-1s" })
	void negativeThresholdFailsNamingTheProperty(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo(property.substring(0, property.indexOf('=')))));
	}

	@Test
	void contributorCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.messageports.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MessagePortHealthIndicator.class));
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MessagePortHealthIndicator.class));
	}

	@Test
	void contributorBacksOffForTheOneOfTheUser() {
		this.contextRunner.withUserConfiguration(OwnIndicatorConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MessagePortHealthIndicator.class));
	}

	@Test
	void withoutHealthThePortsWork() {
		new ApplicationContextRunner().withUserConfiguration(ByNameConfiguration.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MessageChannelFactory.class));
	}

	private static Health health(ApplicationContext context) {
		return context.getBean(MessagePortHealthIndicator.class).health();
	}

	private MessageChannel fill(ApplicationContext context, String name, int messages) {
		MessageChannel channel = context.getBean(MessageChannelFactory.class).create(name);
		this.kept.add(channel);
		for (int i = 0; i < messages; i++) {
			channel.port1().postMessage(i);
		}
		return channel;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MessagePortAutoConfiguration.class, MessagePortHealthAutoConfiguration.class })
	static class ByNameConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnIndicatorConfiguration {

		@Bean
		HealthIndicator messagePortsHealthIndicator() {
			return () -> Health.up().build();
		}

	}

}
