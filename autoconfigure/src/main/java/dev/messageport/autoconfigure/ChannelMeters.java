package dev.messageport.autoconfigure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.messageport.CloseReason;

/**
 * The counts of all channels of one name, and the meters that read them. The counts of
 * messages may be changed by any thread, everything else under the lock of the name.
 */
final class ChannelMeters {

	private static final String MESSAGES = "messages";

	private static final String PORTS = "ports";

	private final Tags tags;

	private final LongAdder posted = new LongAdder();

	private final LongAdder delivered = new LongAdder();

	private final LongAdder discarded = new LongAdder();

	private final Map<CloseReason, LongAdder> closed = new EnumMap<>(CloseReason.class);

	private final Map<MeterRegistry, List<Meter>> meters = new IdentityHashMap<>();

	private volatile int open;

	ChannelMeters(String channel) {
		this.tags = Tags.of("channel", channel);
	}

	void posted() {
		this.posted.increment();
	}

	void delivered() {
		this.delivered.increment();
	}

	void discarded() {
		this.discarded.increment();
	}

	void opened() {
		this.open = this.open + 1;
	}

	void closed(CloseReason reason) {
		this.open = this.open - 1;
		LongAdder count = this.closed.get(reason);
		if (count == null) {
			count = new LongAdder();
			this.closed.put(reason, count);
			for (Map.Entry<MeterRegistry, List<Meter>> entry : this.meters.entrySet()) {
				entry.getValue().add(closedCounter(reason, count, entry.getKey()));
			}
		}
		count.increment();
	}

	boolean isOpen() {
		return this.open > 0;
	}

	/**
	 * Return whether all ports are closed and nothing waits: then no event is to come,
	 * because whoever counts the last one sees all others. A message may be counted as
	 * delivered before it is as posted, so only a balance of zero is the end.
	 * @return whether the meters can be removed
	 */
	boolean isGone() {
		return !isOpen() && balance() == 0;
	}

	void bindTo(MeterRegistry registry) {
		this.meters.computeIfAbsent(registry, this::register);
	}

	void remove() {
		this.meters.forEach((registry, registered) -> registered.forEach(registry::remove));
		this.meters.clear();
	}

	private List<Meter> register(MeterRegistry registry) {
		List<Meter> registered = new ArrayList<>();
		registered.add(gauge("messageport.messages.queued", (counts) -> Math.max(0, counts.balance()),
				"Messages that wait to be delivered", MESSAGES, registry));
		registered.add(counter("messageport.messages.posted", (counts) -> counts.posted.sum(),
				"Messages that were posted", registry));
		registered.add(counter("messageport.messages.delivered", (counts) -> counts.delivered.sum(),
				"Messages that were delivered", registry));
		registered
			.add(gauge("messageport.ports.open", (counts) -> counts.open, "Ports that are open", PORTS, registry));
		this.closed.forEach((reason, count) -> registered.add(closedCounter(reason, count, registry)));
		return registered;
	}

	private Meter gauge(String name, ToDoubleFunction<ChannelMeters> value, String description, String unit,
			MeterRegistry registry) {
		return Gauge.builder(name, this, value)
			.tags(this.tags)
			.description(description)
			.baseUnit(unit)
			.register(registry);
	}

	private Meter counter(String name, ToDoubleFunction<ChannelMeters> value, String description,
			MeterRegistry registry) {
		return FunctionCounter.builder(name, this, value)
			.tags(this.tags)
			.description(description)
			.baseUnit(MESSAGES)
			.register(registry);
	}

	private Meter closedCounter(CloseReason reason, LongAdder count, MeterRegistry registry) {
		return FunctionCounter.builder("messageport.ports.closed", count, LongAdder::sum)
			.tags(this.tags.and("reason", reason.name()))
			.description("Ports that were closed")
			.baseUnit(PORTS)
			.register(registry);
	}

	private long balance() {
		return this.posted.sum() - this.delivered.sum() - this.discarded.sum();
	}

}
