package guide;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.OverflowPolicy;
import dev.messageport.PayloadStrategy;
import dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/performance.md}.
 */
@SpringBootTest
class PerformanceGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Autowired
	private MessageChannelFactory channels;

	@Autowired
	private MessagePortTemplate ports;

	@Autowired
	private Prices prices;

	@Test
	void listenersOfAllSignaturesRunOnTheExecutorOfTheCustomizer() {
		for (String endpoint : List.of("payloads", "events", "messages")) {
			this.ports.connect(endpoint).postMessage("apples");
		}
		Awaitility.await().atMost(SOON).until(() -> this.prices.handled.size() == 3);
		assertThat(this.prices.handled).containsOnly("apples on port-thread");
	}

	@Test
	void channelHasBoundOfItsOwn() throws InterruptedException {
		// tag::options[]
		MessageChannel ticks = this.channels.create(ChannelOptions.builder()
			.name("ticks")
			.capacity(1_000)
			.overflow(OverflowPolicy.DROP_OLDEST)
			.payloads(PayloadStrategy.COPY)
			.build());
		// end::options[]
		for (int i = 0; i <= 1_000; i++) {
			ticks.port1().postMessage(i);
		}
		assertThat(ticks.port2().queued()).isEqualTo(1_000);
		assertThat(ticks.port2().receive(SOON).data()).isEqualTo(1);
		ticks.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Prices {

		private final List<String> handled = new CopyOnWriteArrayList<>();

		// tag::signatures[]
		@PortListener("payloads")
		void payload(String item) {
			handle(item);
		}

		@PortListener("events")
		void event(MessageEvent event) {
			handle(event.data(String.class));
		}

		@PortListener("messages")
		void message(Message<String> message) {
			handle(message.getPayload());
		}
		// end::signatures[]

		private void handle(String item) {
			this.handled.add(item + " on " + Thread.currentThread().getName());
		}

		// tag::executor[]
		@Bean(defaultCandidate = false)
		ExecutorService portThreads() {
			return Executors.newFixedThreadPool(2, (task) -> new Thread(task, "port-thread"));
		}

		@Bean
		MessageChannelFactoryBuilderCustomizer portThreadsCustomizer(
				@Qualifier("portThreads") ExecutorService portThreads) {
			return (builder) -> builder.executor(portThreads);
		}
		// end::executor[]

	}

}
