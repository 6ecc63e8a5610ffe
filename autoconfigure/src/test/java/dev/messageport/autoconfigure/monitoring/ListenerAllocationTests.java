package dev.messageport.autoconfigure.monitoring;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a message to a {@link PortListener} allocates from its post to the end
 * of the method, apart from what the executor does. What is compared with was measured in
 * the interpreter, on Java 17 and 25, because the JIT only leaves allocations out: it may
 * be lowered at any time, and raised for a reason.
 */
class ListenerAllocationTests {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int ROUNDS = 20;

	/**
	 * Fewer messages than a turn has.
	 */
	private static final int BURST = 100;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class))
		.withUserConfiguration(Listening.class)
		.withPropertyValues("messageport.channels.payload=", "messageport.channels.event=",
				"messageport.channels.message=");

	private final ApplicationContextRunner withMeters = this.contextRunner
		.withConfiguration(AutoConfigurations.of(MessagePortMonitoringAutoConfiguration.class,
				MessagePortMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@ParameterizedTest
	@CsvSource({ "payload, 25", "event, 25", "message, 49" })
	void messageWithoutMeters(String channel, long bound) {
		this.contextRunner.run((context) -> assertThat(bytesOfMessage(context, channel)).isLessThanOrEqualTo(bound));
	}

	@ParameterizedTest
	@CsvSource({ "payload, 25", "event, 25", "message, 49" })
	void messageWithMeters(String channel, long bound) {
		this.withMeters.run((context) -> {
			assertThat(bytesOfMessage(context, channel)).isLessThanOrEqualTo(bound);
			assertThat(context.getBean(SimpleMeterRegistry.class)
				.get("messageport.messages.delivered")
				.tag("channel", channel)
				.functionCounter()
				.count()).isEqualTo(ROUNDS * BURST);
		});
	}

	// In the cheapest of several bursts: classes that are loaded and arrays that grow are
	// no costs of a message
	private static long bytesOfMessage(AssertableApplicationContext context, String channel) {
		MessagePort port = context.getBean(channel + ".port1", MessagePort.class);
		Turns turns = context.getBean(Turns.class);
		long bytes = LongStream.range(0, ROUNDS).map((round) -> burst(port, turns)).min().orElseThrow();
		assertThat(context.getBean(Listening.class).handled).isEqualTo(ROUNDS * BURST);
		return bytes / BURST;
	}

	private static long burst(MessagePort port, Turns turns) {
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < BURST; i++) {
			port.postMessage("payload");
		}
		turns.runAll();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	/**
	 * Runs turns on the thread of the test.
	 */
	static final class Turns implements Executor {

		private final Queue<Runnable> tasks = new ArrayDeque<>(64);

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		void runAll() {
			while (!this.tasks.isEmpty()) {
				this.tasks.remove().run();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private int handled;

		@Bean
		Turns turns() {
			return new Turns();
		}

		@Bean
		MessageChannelFactoryBuilderCustomizer turnsCustomizer(Turns turns) {
			return (builder) -> builder.executor(turns);
		}

		@PortListener(port = "payload.port2")
		void payload(String payload) {
			this.handled++;
		}

		@PortListener(port = "event.port2")
		void event(MessageEvent event) {
			this.handled++;
		}

		@PortListener(port = "message.port2")
		void message(Message<String> message) {
			this.handled++;
		}

	}

}
