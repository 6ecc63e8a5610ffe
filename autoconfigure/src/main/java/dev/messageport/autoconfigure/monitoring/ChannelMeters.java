package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;

/**
 * The meters of one name of channels in one registry. Changed under the lock of the name
 * only.
 */
final class ChannelMeters {

	private final ChannelStatistics channel;

	private final MeterRegistry registry;

	private final List<Meter> meters = new ArrayList<>();

	private final Set<Tags> known = new HashSet<>();

	private final @Nullable Timer latency;

	ChannelMeters(ChannelStatistics channel, MeterRegistry registry) {
		this.channel = channel;
		this.registry = registry;
		gauge(MessagePortMeters.MESSAGES_QUEUED, ChannelStatistics::queued);
		counter(MessagePortMeters.MESSAGES_POSTED, ChannelStatistics::posted);
		counter(MessagePortMeters.MESSAGES_DELIVERED, ChannelStatistics::delivered);
		gauge(MessagePortMeters.PORTS_OPEN, ChannelStatistics::open);
		counter(MessagePortMeters.PORTS_LEAKED, ChannelStatistics::leaked);
		this.latency = channel.sampling().isOn() ? timer() : null;
		grow();
	}

	/**
	 * Register the meters of reasons and exceptions that are new.
	 */
	void grow() {
		for (CloseReason reason : this.channel.discardedByReason().keySet()) {
			counter(MessagePortMeters.MESSAGES_DISCARDED, (channel) -> channel.discarded(reason), reason.name());
		}
		for (CloseReason reason : this.channel.closedByReason().keySet()) {
			counter(MessagePortMeters.PORTS_CLOSED, (channel) -> channel.closed(reason), reason.name());
		}
		for (String exception : this.channel.failedByException().keySet()) {
			counter(MessagePortMeters.MESSAGES_FAILED, (channel) -> channel.failed(exception), exception);
		}
	}

	void waited(long nanos) {
		if (this.latency != null) {
			this.latency.record(Duration.ofNanos(nanos));
		}
	}

	void remove() {
		this.meters.forEach(this.registry::remove);
		this.meters.clear();
	}

	private void gauge(MessagePortMeters meter, ToDoubleFunction<ChannelStatistics> value) {
		this.meters.add(Gauge.builder(meter.getName(), this.channel, value)
			.tags(tags(meter))
			.baseUnit(meter.getBaseUnit())
			.description(meter.getDescription())
			.register(this.registry));
	}

	private void counter(MessagePortMeters meter, ToDoubleFunction<ChannelStatistics> value, String... furtherTags) {
		Tags tags = tags(meter, furtherTags);
		if (this.known.add(tags.and("meter", meter.getName()))) {
			this.meters.add(FunctionCounter.builder(meter.getName(), this.channel, value)
				.tags(tags)
				.baseUnit(meter.getBaseUnit())
				.description(meter.getDescription())
				.register(this.registry));
		}
	}

	private Timer timer() {
		MessagePortMeters meter = MessagePortMeters.DELIVERY_LATENCY;
		Timer timer = Timer.builder(meter.getName())
			.tags(tags(meter))
			.description(meter.getDescription())
			.register(this.registry);
		this.meters.add(timer);
		return timer;
	}

	private Tags tags(MessagePortMeters meter, String... furtherTags) {
		Tags tags = Tags.of(meter.getKeyNames()[0].asString(), this.channel.name());
		for (int i = 0; i < furtherTags.length; i++) {
			tags = tags.and(meter.getKeyNames()[i + 1].asString(), furtherTags[i]);
		}
		return tags;
	}

}
