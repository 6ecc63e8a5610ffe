package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortMetrics} and {@link MessagePortMeters}.
 */
class PortMetricsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final PortStatistics statistics = new PortStatistics(1_000, new LatencySampling(1));

	private final PortMetrics metrics = new PortMetrics(this.statistics);

	private final MessageChannelFactory factory = MessageChannelFactory.builder()
		.observer(this.statistics)
		.errorHandler((error, port, event) -> {
		})
		.build();

	@Test
	void metersTellWhatIsCounted() {
		this.metrics.bindTo(this.registry);
		MessageChannel pricing = this.factory.create("pricing");
		this.factory.create();
		pricing.port1().postMessage(1);
		pricing.port1().postMessage(2);
		pricing.port2().postMessage(3);
		assertThat(count("messageport.messages.posted")).isEqualTo(3);
		assertThat(gauge("messageport.messages.queued")).isEqualTo(3);
		assertThat(gauge("messageport.ports.open")).isEqualTo(2);
		assertThat(count("messageport.ports.leaked")).isZero();
		pricing.port2().onMessage((event) -> {
			throw new IllegalStateException("expected");
		});
		Awaitility.await().atMost(SOON).until(() -> this.statistics.channel("pricing").failed() == 2);
		assertThat(count("messageport.messages.delivered")).isEqualTo(2);
		assertThat(gauge("messageport.messages.queued")).isEqualTo(1);
		assertThat(count("messageport.messages.failed", "exception", "IllegalStateException")).isEqualTo(2);
		assertThat(this.registry.get("messageport.messages.posted").tag("channel", "anonymous").functionCounter())
			.extracting((counter) -> counter.count())
			.isEqualTo(0.0);
	}

	@Test
	void whatWasClosedOrDiscardedIsToldByReason() {
		this.metrics.bindTo(this.registry);
		this.factory.create("pricing");
		MessageChannel closing = this.factory.create("pricing");
		closing.port1().postMessage(1);
		assertThat(this.registry.find("messageport.ports.closed").meters()).isEmpty();
		assertThat(this.registry.find("messageport.messages.discarded").meters()).isEmpty();
		closing.port2().close();
		assertThat(count("messageport.ports.closed", "reason", "LOCAL")).isEqualTo(1);
		assertThat(count("messageport.ports.closed", "reason", "PEER")).isEqualTo(1);
		assertThat(this.registry.find("messageport.ports.closed").meters()).hasSize(2);
		assertThat(count("messageport.messages.discarded", "reason", "LOCAL")).isEqualTo(1);
	}

	@Test
	void timeInTheQueueIsMeasured() throws Exception {
		this.metrics.bindTo(this.registry);
		MessageChannel channel = this.factory.create("pricing");
		long posted = System.nanoTime();
		channel.port1().postMessage("a");
		long between = System.nanoTime();
		Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
		long waited = System.nanoTime() - between;
		channel.port2().receive(SOON);
		assertThat(this.registry.get("messageport.delivery.latency").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("messageport.delivery.latency").timer().totalTime(TimeUnit.NANOSECONDS))
			.isBetween((double) waited, (double) (System.nanoTime() - posted));
	}

	@Test
	void oneMessageAtATimeIsMeasuredAtEachPort() throws Exception {
		this.metrics.bindTo(this.registry);
		MessageChannel channel = this.factory.create("pricing");
		for (int i = 0; i < 10; i++) {
			channel.port1().postMessage(i);
		}
		for (int i = 0; i < 10; i++) {
			channel.port2().receive(SOON);
		}
		assertThat(this.registry.get("messageport.delivery.latency").timer().count()).isEqualTo(1);
		for (int i = 0; i < 10; i++) {
			channel.port1().postMessage(i);
			channel.port2().receive(SOON);
		}
		assertThat(this.registry.get("messageport.delivery.latency").timer().count()).isEqualTo(11);
	}

	@Test
	void shortLivedChannelsHaveTheirShareOfMeasurements() throws Exception {
		PortStatistics sampled = new PortStatistics(10, new LatencySampling(10));
		new PortMetrics(sampled).bindTo(this.registry);
		MessageChannelFactory sampledFactory = MessageChannelFactory.builder().observer(sampled).build();
		sampledFactory.create("pricing");
		for (int i = 0; i < 5_000; i++) {
			MessageChannel channel = sampledFactory.create("pricing");
			channel.port1().postMessage(1);
			channel.port2().receive(SOON);
			channel.close();
		}
		assertThat(this.registry.get("messageport.delivery.latency").timer().count()).isBetween(100L, 1_000L);
	}

	@Test
	void withoutSamplingThereIsNoTimer() {
		PortStatistics unsampled = new PortStatistics(10, new LatencySampling(0));
		new PortMetrics(unsampled).bindTo(this.registry);
		MessageChannelFactory.builder().observer(unsampled).build().create("pricing");
		assertThat(this.registry.find("messageport.ports.open").gauge()).isNotNull();
		assertThat(this.registry.find("messageport.delivery.latency").timer()).isNull();
	}

	@Test
	void countsFromBeforeTheRegistryWasBoundAreKept() {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage(1);
		this.factory.create("pricing").close();
		this.metrics.bindTo(this.registry);
		assertThat(count("messageport.messages.posted")).isEqualTo(1);
		assertThat(count("messageport.ports.closed", "reason", "LOCAL")).isEqualTo(1);
	}

	@Test
	void everyBoundRegistryHasTheMeters() {
		MeterRegistry second = new SimpleMeterRegistry();
		this.metrics.bindTo(this.registry);
		MessageChannel channel = this.factory.create("pricing");
		this.metrics.bindTo(second);
		this.factory.create("pricing").close();
		this.factory.create("stock").close();
		assertThat(second.getMeters()).hasSameSizeAs(this.registry.getMeters()).isNotEmpty();
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
		assertThat(count("messageport.messages.posted")).isZero();
		assertThat(this.registry.find("messageport.ports.closed").meters()).isEmpty();
	}

	@Test
	void metersVanishWhenTheBinderIsDestroyed() {
		this.metrics.bindTo(this.registry);
		this.registry.counter("other");
		this.factory.create("pricing");
		this.metrics.destroy();
		this.factory.create("stock");
		this.factory.create("pricing").close();
		assertThat(this.registry.getMeters()).hasSize(1);
	}

	@Test
	void manyShortLivedChannelsLeaveTheRegistriesAsTheyWere() {
		MeterRegistry second = new SimpleMeterRegistry();
		this.metrics.bindTo(this.registry);
		this.metrics.bindTo(second);
		this.registry.counter("other");
		for (int i = 0; i < 100_000; i++) {
			MessageChannel channel = (i % 100 == 0) ? this.factory.create("name-" + i) : this.factory.create();
			channel.port1().postMessage(i);
			channel.close();
		}
		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(second.getMeters()).isEmpty();
	}

	@Test
	void metersAreThoseThatAreDocumented() {
		this.metrics.bindTo(this.registry);
		MessageChannel pricing = this.factory.create("pricing");
		MessageChannel closing = this.factory.create("pricing");
		closing.port1().postMessage(1);
		closing.close();
		pricing.port1().postMessage(1);
		pricing.port2().onMessage((event) -> {
			throw new IllegalStateException("expected");
		});
		Awaitility.await().atMost(SOON).until(() -> this.statistics.channel("pricing").failed() == 1);
		Set<String> registered = new TreeSet<>();
		this.registry.getMeters().forEach((meter) -> registered.add(describe(meter.getId())));
		assertThat(registered).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(MessagePortMeters.values()).map(PortMetricsTests::describe).toList());
	}

	private static String describe(Meter.Id id) {
		return describe(id.getName(), id.getType(),
				(id.getType() != Meter.Type.TIMER) ? String.valueOf(id.getBaseUnit()) : "", id.getDescription(),
				id.getTags().stream().map(Tag::getKey).toList());
	}

	private static String describe(MessagePortMeters meter) {
		return describe(meter.getName(), meter.getType(), meter.getBaseUnit(), meter.getDescription(),
				Arrays.stream(meter.getKeyNames()).map(KeyName::asString).toList());
	}

	private static String describe(String name, Meter.Type type, String unit, String description, List<String> tags) {
		return tags.stream().sorted().collect(Collectors.joining(",", name + " " + type + " " + unit + " {", "} "))
				+ description;
	}

	private double count(String meter, String... tags) {
		return this.registry.get(meter).tag("channel", "pricing").tags(tags).functionCounter().count();
	}

	private double gauge(String meter) {
		return this.registry.get(meter).tag("channel", "pricing").gauge().value();
	}

}
