package dev.messageport.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;

/**
 * Counts what happens on channels, for each logical name of a channel.
 * <p>
 * The meters of a name appear with its first port and vanish when its last port is closed
 * and nothing waits any more; both under the lock that the map has for the name. A
 * message only increments a counter: meters read those.
 */
final class MessagePortMetrics implements MeterBinder, ChannelObserver {

	private final Map<String, ChannelMeters> channels = new ConcurrentHashMap<>();

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		for (String name : this.channels.keySet()) {
			this.channels.computeIfPresent(name, (key, meters) -> {
				meters.bindTo(registry);
				return meters;
			});
		}
	}

	@Override
	public void opened(ChannelSide side) {
		this.channels.compute(side.channel(), (name, meters) -> {
			ChannelMeters opened = (meters != null) ? meters : create(name);
			opened.opened();
			return opened;
		});
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		this.channels.computeIfPresent(side.channel(), (name, meters) -> {
			meters.closed(reason);
			return keepOrRemove(meters);
		});
	}

	@Override
	public void posted(ChannelSide side) {
		ChannelMeters meters = this.channels.get(side.channel());
		if (meters != null) {
			meters.posted();
			removeWhenGone(side, meters);
		}
	}

	@Override
	public void delivered(ChannelSide side) {
		ChannelMeters meters = this.channels.get(side.channel());
		if (meters != null) {
			meters.delivered();
			removeWhenGone(side, meters);
		}
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		ChannelMeters meters = this.channels.get(side.channel());
		if (meters != null) {
			meters.discarded();
			removeWhenGone(side, meters);
		}
	}

	private ChannelMeters create(String name) {
		ChannelMeters meters = new ChannelMeters(name);
		this.registries.forEach(meters::bindTo);
		return meters;
	}

	/**
	 * Remove the meters of a name when an event was the last one: what was posted before
	 * a close may be counted after it.
	 * @param side the side that the event is about
	 * @param meters the meters that have counted it
	 */
	private void removeWhenGone(ChannelSide side, ChannelMeters meters) {
		if (!meters.isOpen()) {
			this.channels.computeIfPresent(side.channel(), (name, current) -> keepOrRemove(current));
		}
	}

	private @Nullable ChannelMeters keepOrRemove(ChannelMeters meters) {
		if (!meters.isGone()) {
			return meters;
		}
		meters.remove();
		return null;
	}

}
