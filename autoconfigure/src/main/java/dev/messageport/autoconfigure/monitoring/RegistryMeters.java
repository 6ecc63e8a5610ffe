package dev.messageport.autoconfigure.monitoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The meters of all names of channels in one registry.
 */
final class RegistryMeters implements ChannelStatisticsListener {

	private final MeterRegistry registry;

	private final Map<ChannelStatistics, ChannelMeters> channels = new ConcurrentHashMap<>();

	private volatile boolean closed;

	RegistryMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void appeared(ChannelStatistics channel) {
		if (!this.closed && !this.channels.containsKey(channel)) {
			channel.startMeasuring();
			this.channels.put(channel, new ChannelMeters(channel, this.registry));
		}
	}

	@Override
	public void grew(ChannelStatistics channel) {
		ChannelMeters meters = this.channels.get(channel);
		if (meters != null) {
			meters.grow();
		}
	}

	@Override
	public void vanished(ChannelStatistics channel) {
		ChannelMeters meters = this.channels.remove(channel);
		if (meters != null) {
			meters.remove();
		}
	}

	@Override
	public void waited(ChannelStatistics channel, long nanos) {
		ChannelMeters meters = this.channels.get(channel);
		if (meters != null) {
			meters.waited(nanos);
		}
	}

	/**
	 * Remember no name any more, and have no meters.
	 * @param statistics what these were about
	 */
	void close(PortStatistics statistics) {
		this.closed = true;
		statistics.removeListener(this);
		this.channels.keySet().forEach((channel) -> statistics.exclusively(channel, () -> vanished(channel)));
		this.channels.keySet().forEach(this::vanished);
	}

}
