package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelOptions;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in which everything happens that there is a meter for, and what
 * Prometheus reads of it.
 */
final class MonitoredApplication {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String CHANNEL = "orders";

	private static final String[] PROPERTIES = { "messageport.channels.orders=",
			"messageport.monitoring.latency-sampling=1", "management.metrics.tags.application=shop",
			"management.metrics.distribution.percentiles-histogram.messageport=true" };

	private final MessageChannelFactory channels;

	private final MessagePort orders;

	private final PrometheusMeterRegistry registry;

	private final Queue<ChannelSide> sides;

	private MonitoredApplication(ApplicationContext context) {
		this.channels = context.getBean(MessageChannelFactory.class);
		this.orders = context.getBean("orders.port1", MessagePort.class);
		this.registry = context.getBean(PrometheusMeterRegistry.class);
		this.sides = context.getBean(Shop.class).sides;
	}

	/**
	 * Run the application and read its metrics once everything has happened.
	 * @return what was read
	 */
	static PrometheusScrape scrape() {
		return Scraped.scrape;
	}

	private static PrometheusScrape run() {
		AtomicReference<PrometheusScrape> scrape = new AtomicReference<>();
		new ApplicationContextRunner().withUserConfiguration(Shop.class)
			.withPropertyValues(PROPERTIES)
			.run((context) -> scrape.set(new MonitoredApplication(context).scrapeOfAll()));
		return scrape.get();
	}

	private PrometheusScrape scrapeOfAll() {
		this.orders.postMessage("good");
		this.orders.postMessage("bad");
		drop();
		Stream.of(CloseReason.OWNER_GONE, CloseReason.UNDELIVERABLE, CloseReason.CONNECTION_LOST).forEach(this::close);
		overflow();
		this.channels.create(CHANNEL).close();
		MessagePort abandoned = forget();
		Awaitility.await().atMost(SOON).untilAsserted(() -> {
			System.gc();
			assertThat(abandoned.isClosed()).isTrue();
			assertThat(this.registry.scrape()).contains("exception=\"IllegalStateException\"")
				.containsPattern("messageport_ports_leaked\\S+ [1-9]")
				.containsPattern("messageport_delivery_latency_seconds_count\\S+ [1-9]");
		});
		return new PrometheusScrape(this.registry.scrape());
	}

	private void drop() {
		MessageChannel full = full(OverflowPolicy.DROP_LATEST);
		full.port1().postMessage(1);
		full.port1().postMessage(2);
	}

	private void overflow() {
		MessageChannel full = full(OverflowPolicy.CLOSE);
		full.port1().postMessage(1);
		full.port1().postMessage(2);
	}

	private MessageChannel full(OverflowPolicy policy) {
		return this.channels.create(ChannelOptions.builder().name(CHANNEL).capacity(1).overflow(policy).build());
	}

	private void close(CloseReason reason) {
		this.sides.clear();
		MessageChannel channel = this.channels.create(CHANNEL);
		channel.port1().postMessage(1);
		this.sides.forEach((side) -> side.close(reason));
	}

	private MessagePort forget() {
		return this.channels.create(CHANNEL).port1();
	}

	/**
	 * Runs the application when somebody asks, once.
	 */
	private static final class Scraped {

		static final PrometheusScrape scrape = run();

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		private final Queue<ChannelSide> sides = new ConcurrentLinkedQueue<>();

		@Bean
		ChannelObserver observer() {
			return new ChannelObserver() {

				@Override
				public void opened(ChannelSide side) {
					Shop.this.sides.add(side);
				}

			};
		}

		@PortListener("orders.port2")
		void order(String order) {
			if (order.equals("bad")) {
				throw new IllegalStateException("bad order");
			}
		}

	}

}
