package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortMonitoringAutoConfiguration} and
 * {@link MessagePortMetricsAutoConfiguration}.
 */
class MonitoringAutoConfigurationTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
				MessagePortMonitoringAutoConfiguration.class, MessagePortMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	private final ApplicationContextRunner registryRunner = this.contextRunner
		.withUserConfiguration(RegistryConfiguration.class);

	@Test
	void metersAreInTheRegistryOfTheApplication() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(SimpleMetricsExportAutoConfiguration.class))
			.withPropertyValues("messageport.channels.pricing=")
			.run((context) -> assertThat(open(context, "pricing")).isEqualTo(2));
	}

	@Test
	void metersAreInTheRegistryOfTheUser() {
		this.registryRunner.run((context) -> {
			context.getBean(MessageChannelFactory.class).create();
			assertThat(open(context, "anonymous")).isEqualTo(2);
		});
	}

	@Test
	void registryIsNotMadeBeforeOtherBeansAskForIt() {
		this.registryRunner.withPropertyValues("messageport.channels.pricing=")
			.withInitializer((context) -> context.addBeanFactoryPostProcessor((beanFactory) -> beanFactory
				.addBeanPostProcessor(new EarlyRegistryDetector((DefaultListableBeanFactory) beanFactory))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanFactory().getDependenciesForBean("messagePortMetrics"))
					.contains("messagePortStatistics")
					.doesNotContain("registry");
				assertThat(open(context, "pricing")).isEqualTo(2);
			});
	}

	@Test
	void metersVanishWithTheContext() {
		this.registryRunner.withPropertyValues("messageport.channels.pricing=").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("messageport.ports.open").gauges()).hasSize(1);
			context.close();
			assertThat(registry.getMeters()).isEmpty();
		});
	}

	@Test
	void childCountsInItsParentOnceAndIsForgottenWhenItCloses() {
		inChild((parent, child) -> {
			assertThat(child.getBeansOfType(PortStatistics.class)).isEmpty();
			assertThat(child.getBeansOfType(PortWatch.class)).isEmpty();
			assertThat(child.getBeansOfType(PortMetrics.class)).isEmpty();
			MessageChannel channel = child.getBean(MessageChannelFactory.class).create("shared");
			parent.getBean(MessageChannelFactory.class).create("shared");
			channel.port1().postMessage("a");
			ChannelStatistics shared = statistics(parent).channel("shared");
			assertThat(shared.posted()).isEqualTo(1);
			assertThat(open(parent, "shared")).isEqualTo(4);
			MessagePort kept = child.getBean(MessageChannelFactory.class).create("child").port1();
			assertThat(open(parent, "child")).isEqualTo(2);
			child.close();
			assertThat(kept.isClosed()).isTrue();
			assertThat(open(parent, "shared")).isEqualTo(2);
			assertThat(shared.discarded()).isEqualTo(1);
			assertThat(statistics(parent).channel("child")).isNull();
			assertThat(statistics(parent).sides()).hasSize(2);
		});
	}

	@Test
	void portOfChildThatOutlivesItIsForgottenAsWell() {
		inChild((parent, child) -> {
			MessageChannel channel = child.getBean(MessageChannelFactory.class).create("child");
			MessageChannel carrier = parent.getBean(MessageChannelFactory.class).create("carrier");
			carrier.port1().postMessage("take this", channel.port2());
			MessagePort moved = receive(carrier);
			channel.port1().postMessage("waits");
			child.close();
			assertThat(statistics(parent).channel("child")).isNull();
			assertThat(statistics(parent).sides()).hasSize(2);
			assertThat(parent.getBean(MeterRegistry.class).find("messageport.ports.open").gauges()).hasSize(1);
			moved.close();
		});
	}

	@Test
	void registryOfTheChildAloneHasNoMetersOnceItHasClosed() {
		ApplicationContextRunner without = new ApplicationContextRunner().withConfiguration(AutoConfigurations
			.of(MessagePortAutoConfiguration.class, MessagePortMonitoringAutoConfiguration.class));
		without.run((parent) -> this.registryRunner.withParent(parent).run((child) -> {
			MeterRegistry registry = child.getBean(MeterRegistry.class);
			parent.getBean(MessageChannelFactory.class).create("parents");
			assertThat(open(child, "parents")).isEqualTo(2);
			child.close();
			assertThat(registry.getMeters()).isEmpty();
			parent.getBean(MessageChannelFactory.class).create("parents");
			assertThat(statistics(parent).channel("parents").open()).isEqualTo(4);
		}));
	}

	@Test
	void withoutRegistryActuatorMayAsk() {
		this.contextRunner
			.run((context) -> assertThat(context).hasSingleBean(PortStatistics.class).hasSingleBean(PortWatch.class));
	}

	@Test
	void withNobodyToTellNothingIsCounted() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortMonitoringAutoConfiguration.class, MessagePortMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PortStatistics.class)
				.doesNotHaveBean(PortMetrics.class)
				.doesNotHaveBean(PortWatch.class));
	}

	@Test
	void withRegistryAloneMetersAreThere() {
		this.registryRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasSingleBean(PortMetrics.class));
	}

	@Test
	void withoutMicrometerPortsAreWatched() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortMonitoringAutoConfiguration.class, MessagePortMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MessageChannelFactory.class)
				.hasSingleBean(PortWatch.class)
				.doesNotHaveBean(PortMetrics.class));
	}

	@Test
	void monitoringCanBeSwitchedOff() {
		this.registryRunner.withPropertyValues("messageport.monitoring.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PortStatistics.class)
				.doesNotHaveBean(PortMetrics.class)
				.doesNotHaveBean(PortWatch.class));
	}

	@Test
	void propertiesAreHeeded() {
		this.registryRunner
			.withPropertyValues("messageport.monitoring.max-names=1", "messageport.monitoring.slow-handler=2s",
					"messageport.monitoring.old-queue=0", "messageport.monitoring.latency-sampling=0")
			.run((context) -> {
				context.getBean(MessageChannelFactory.class).create("a");
				context.getBean(MessageChannelFactory.class).create("b");
				assertThat(statistics(context).channels().map(ChannelStatistics::name)).containsExactly("a", "other");
				assertThat(context.getBean(PortWatch.class).interval()).isEqualTo(Duration.ofMillis(500));
				assertThat(context.getBean(MeterRegistry.class).find("messageport.delivery.latency").timer()).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-names=0", "latency-sampling=-1", "latency-sampling=2000000000", "slow-handler=-1s",
			"old-queue=-1s" })
	void valueThatMakesNoSenseIsRefusedByName(String property) {
		this.registryRunner.withPropertyValues("messageport.monitoring." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("messageport.monitoring." + property.substring(0, property.indexOf('='))));
	}

	@Test
	void watchRunsWithTheContext() {
		this.contextRunner.run((context) -> {
			PortWatch watch = context.getBean(PortWatch.class);
			assertThat(watch.isRunning()).isTrue();
			context.stop();
			assertThat(watch.isRunning()).isFalse();
			context.start();
			assertThat(watch.isRunning()).isTrue();
			context.close();
			assertThat(watch.isRunning()).isFalse();
		});
	}

	@Test
	void watchNamesTheListenersThatMayHang() {
		this.contextRunner.withUserConfiguration(HangingConfiguration.class)
			.withPropertyValues("messageport.channels.pricing=")
			.run((context) -> {
				RecordedLog log = context.getBean(RecordedLog.class);
				context.getBean("pricing.port1", MessagePort.class).postMessage("a");
				context.getBean(MessagePortTemplate.class).connect("endpoint").postMessage("a");
				Awaitility.await().atMost(SOON).until(() -> log.text().split("WARN", -1).length == 3);
				context.getBean(CountDownLatch.class).countDown();
				assertThat(log.text()).contains("port 'pricing.port2' has been handling one message")
					.contains("port 'endpoint.port2' has been handling one message")
					.contains("'declared' at 'pricing.port2': ")
					.contains("'connected' at 'endpoint': ")
					.contains("HangingConfiguration.declared");
			});
	}

	private void inChild(BiConsumer<AssertableApplicationContext, AssertableApplicationContext> test) {
		this.registryRunner.run((parent) -> this.contextRunner.withParent(parent).run((child) -> {
			assertThat(child).hasNotFailed();
			test.accept(parent, child);
		}));
	}

	private static MessagePort receive(MessageChannel carrier) {
		try {
			return carrier.port2().receive(SOON).ports().get(0);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PortStatistics statistics(AssertableApplicationContext context) {
		return context.getBean(PortStatistics.class);
	}

	private static double open(AssertableApplicationContext context, String channel) {
		return context.getBean(MeterRegistry.class)
			.get("messageport.ports.open")
			.tag("channel", channel)
			.gauge()
			.value();
	}

	@Configuration(proxyBeanMethods = false)
	static class RegistryConfiguration {

		@Bean
		MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingConfiguration {

		private final CountDownLatch gate = new CountDownLatch(1);

		@Bean
		CountDownLatch gate() {
			return this.gate;
		}

		@Bean
		SimpleAsyncTaskExecutor executor() {
			return new SimpleAsyncTaskExecutor("port-");
		}

		@Bean
		RecordedLog log() {
			return new RecordedLog();
		}

		@Bean
		PortWatch watch(PortStatistics statistics, RecordedLog log,
				ObjectProvider<PortListenerEndpointRegistry> listeners) {
			return new PortWatch(statistics, 1, 0, 0, new WatchLog(log.log(), new ListenersAt(listeners)));
		}

		@PortListener(value = "pricing.port2", id = "declared")
		void declared(String payload) throws InterruptedException {
			this.gate.await();
		}

		@PortListener(value = "endpoint", id = "connected")
		void connected(String payload) throws InterruptedException {
			this.gate.await();
		}

	}

}
