package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortMetrics}.
 */
class MessagePortMetricsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final MessagePortMetrics metrics = new MessagePortMetrics();

	private final MessageChannelFactory factory = MessageChannelFactory.builder().observer(this.metrics).build();

	@Test
	void messagesAndPortsAreCountedByChannel() {
		this.metrics.bindTo(this.registry);
		MessageChannel pricing = this.factory.create("pricing");
		this.factory.create();
		pricing.port1().postMessage(1);
		pricing.port1().postMessage(2);
		pricing.port2().postMessage(3);
		assertThat(count("messageport.messages.posted", "pricing")).isEqualTo(3);
		assertThat(gauge("messageport.messages.queued", "pricing")).isEqualTo(3);
		assertThat(gauge("messageport.ports.open", "pricing")).isEqualTo(2);
		assertThat(gauge("messageport.ports.open", "anonymous")).isEqualTo(2);
		pricing.port2().onMessage((event) -> {
		});
		Awaitility.await().atMost(SOON).until(() -> count("messageport.messages.delivered", "pricing") == 2);
		assertThat(gauge("messageport.messages.queued", "pricing")).isEqualTo(1);
		assertThat(count("messageport.messages.posted", "anonymous")).isZero();
	}

	@Test
	void closedPortsAreCountedByReason() {
		this.metrics.bindTo(this.registry);
		this.factory.create("pricing");
		MessageChannel closing = this.factory.create("pricing");
		closing.port1().close();
		assertThat(closed("pricing", "LOCAL")).isEqualTo(1);
		assertThat(closed("pricing", "PEER")).isEqualTo(1);
		assertThat(gauge("messageport.ports.open", "pricing")).isEqualTo(2);
		assertThat(this.registry.find("messageport.ports.closed").tag("reason", "OVERFLOW").counter()).isNull();
	}

	@Test
	void discardedMessagesAreNoLongerQueued() {
		this.metrics.bindTo(this.registry);
		this.factory.create("pricing");
		MessageChannel closing = this.factory.create("pricing");
		closing.port1().postMessage(1);
		closing.port2().close();
		assertThat(gauge("messageport.messages.queued", "pricing")).isZero();
		assertThat(count("messageport.messages.posted", "pricing")).isEqualTo(1);
		assertThat(count("messageport.messages.delivered", "pricing")).isZero();
	}

	@Test
	@Tag("G1")
	void portsThatAreForgottenAreCountedWithWhatWaitsThere() throws Exception {
		this.metrics.bindTo(this.registry);
		MessageChannel other = this.factory.create("pricing");
		MessagePort kept = postAndForget();
		Awaitility.await().atMost(SOON).until(() -> {
			System.gc();
			return gauge("messageport.messages.queued", "pricing") == 1;
		});
		assertThat(closed("pricing", "GARBAGE_COLLECTED")).isEqualTo(2);
		assertThat(gauge("messageport.ports.open", "pricing")).isEqualTo(2);
		assertThat(count("messageport.messages.posted", "pricing")).isEqualTo(3);
		assertThat(kept.receive(SOON)).isNotNull();
		assertThat(count("messageport.messages.delivered", "pricing")).isEqualTo(1);
		assertThat(gauge("messageport.messages.queued", "pricing")).isZero();
		other.close();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	@Tag("V1")
	void requestsAndTheirAnswersLeaveNothingBehind() {
		this.metrics.bindTo(this.registry);
		MessageChannel channel = this.factory.create("pricing");
		channel.port2().onMessage((event) -> event.reply("answer"));
		for (int i = 0; i < 100; i++) {
			assertThat(channel.port1().request(i, String.class)).succeedsWithin(SOON);
		}
		Awaitility.await().atMost(SOON).until(() -> gauge("messageport.ports.open", "pricing") == 2);
		Awaitility.await().atMost(SOON).until(() -> count("messageport.messages.delivered", "pricing") == 200);
		assertThat(count("messageport.messages.posted", "pricing")).isEqualTo(200);
		channel.close();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void countsFromBeforeTheRegistryWasBoundAreKept() {
		MessageChannel channel = this.factory.create("early");
		channel.port1().postMessage(1);
		this.factory.create("early").close();
		this.metrics.bindTo(this.registry);
		assertThat(count("messageport.messages.posted", "early")).isEqualTo(1);
		assertThat(closed("early", "LOCAL")).isPositive();
	}

	@Test
	void everyBoundRegistryHasTheMeters() {
		MeterRegistry second = new SimpleMeterRegistry();
		this.metrics.bindTo(this.registry);
		MessageChannel channel = this.factory.create("pricing");
		this.metrics.bindTo(second);
		assertThat(second.getMeters()).hasSameSizeAs(this.registry.getMeters());
		channel.close();
		assertThat(this.registry.getMeters()).isEmpty();
		assertThat(second.getMeters()).isEmpty();
	}

	@Test
	void metersVanishWithTheLastPortAndStartAnew() {
		this.metrics.bindTo(this.registry);
		MessageChannel first = this.factory.create("pricing");
		MessageChannel second = this.factory.create("pricing");
		first.port1().postMessage(1);
		first.close();
		assertThat(this.registry.getMeters()).isNotEmpty();
		second.close();
		assertThat(this.registry.getMeters()).isEmpty();
		this.factory.create("pricing");
		assertThat(count("messageport.messages.posted", "pricing")).isZero();
		assertThat(this.registry.find("messageport.ports.closed").meters()).isEmpty();
	}

	@Test
	void metersStayWhileMessagesWaitAtAClosedPort() throws Exception {
		this.metrics.bindTo(this.registry);
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("waiting");
		channel.port1().close();
		assertThat(gauge("messageport.messages.queued", "pricing")).isEqualTo(1);
		assertThat(gauge("messageport.ports.open", "pricing")).isZero();
		assertThat(channel.port2().receive(SOON)).isNotNull();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void manyShortLivedAnonymousChannelsLeaveTheRegistryAsItWas() {
		this.metrics.bindTo(this.registry);
		this.registry.counter("other");
		for (int i = 0; i < 100_000; i++) {
			MessageChannel channel = this.factory.create();
			channel.port1().postMessage(i);
			channel.close();
		}
		assertThat(this.registry.getMeters()).hasSize(1);
	}

	@Test
	void concurrentChannelsOfOneNameLeaveNothingBehind() throws Exception {
		this.metrics.bindTo(this.registry);
		int threads = 4;
		int rounds = 2_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch received = new CountDownLatch(threads * rounds);
		for (int i = 0; i < threads; i++) {
			executor.execute(() -> openPostAndClose(rounds, received));
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(received.await(60, TimeUnit.SECONDS)).isTrue();
		Awaitility.await().atMost(SOON).until(() -> this.registry.getMeters().isEmpty());
	}

	@Test
	void metersHaveDescriptionAndUnit() {
		this.metrics.bindTo(this.registry);
		this.factory.create("pricing");
		this.factory.create("pricing").close();
		assertThat(this.registry.getMeters()).isNotEmpty().allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			assertThat(meter.getId().getBaseUnit()).isIn("messages", "ports");
		});
		assertThat(this.registry.getMeters().stream().map((meter) -> meter.getId().getName()).distinct())
			.containsExactlyInAnyOrderElementsOf(List.of("messageport.messages.queued", "messageport.messages.posted",
					"messageport.messages.delivered", "messageport.ports.open", "messageport.ports.closed"));
	}

	private MessagePort postAndForget() {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("unread");
		channel.port1().postMessage("unread");
		channel.port2().postMessage("read");
		return channel.port1();
	}

	private void openPostAndClose(int rounds, CountDownLatch received) {
		for (int i = 0; i < rounds; i++) {
			MessageChannel channel = this.factory.create("busy");
			MessagePort port = channel.port2();
			port.onMessage((event) -> received.countDown());
			channel.port1().postMessage(i);
			channel.port1().close();
		}
	}

	private double count(String meter, String channel) {
		return this.registry.get(meter).tag("channel", channel).functionCounter().count();
	}

	private double gauge(String meter, String channel) {
		return this.registry.get(meter).tag("channel", channel).gauge().value();
	}

	private double closed(String channel, String reason) {
		return this.registry.get("messageport.ports.closed")
			.tags("channel", channel, "reason", reason)
			.functionCounter()
			.count();
	}

}
