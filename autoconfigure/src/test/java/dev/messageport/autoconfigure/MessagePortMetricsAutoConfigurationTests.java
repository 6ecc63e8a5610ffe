package dev.messageport.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortMetricsAutoConfiguration}.
 */
class MessagePortMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(MessagePortAutoConfiguration.class, MessagePortMetricsAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void metersAreInTheRegistryOfTheApplication() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(SimpleMetricsExportAutoConfiguration.class))
			.withPropertyValues("messageport.channels.pricing=")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class)
				.get("messageport.ports.open")
				.tag("channel", "pricing")
				.gauge()
				.value()).isEqualTo(2));
	}

	@Test
	void metersAreInTheRegistryOfTheUser() {
		this.contextRunner.withUserConfiguration(RegistryConfiguration.class).run((context) -> {
			context.getBean(MessageChannelFactory.class).create();
			assertThat(context.getBean(MeterRegistry.class)
				.get("messageport.ports.open")
				.tag("channel", "anonymous")
				.gauge()
				.value()).isEqualTo(2);
		});
	}

	@Test
	void metersVanishWithTheContext() {
		this.contextRunner.withUserConfiguration(RegistryConfiguration.class)
			.withPropertyValues("messageport.channels.pricing=")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.find("messageport.ports.open").gauges()).hasSize(1);
				context.close();
				assertThat(registry.getMeters()).isEmpty();
			});
	}

	@Test
	void withoutRegistryNothingIsCounted() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MessagePortMetrics.class));
	}

	@Test
	void withoutMicrometerThePortsWork() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MessageChannelFactory.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class RegistryConfiguration {

		@Bean
		MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

}
