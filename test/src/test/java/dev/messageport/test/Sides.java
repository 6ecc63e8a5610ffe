package dev.messageport.test;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.MessagePort;

/**
 * The sides of all channels of a factory.
 */
final class Sides implements ChannelObserver {

	private final Map<String, ChannelSide> byName = new ConcurrentHashMap<>();

	private final Map<String, ChannelSide> byId = new ConcurrentHashMap<>();

	@Override
	public void opened(ChannelSide side) {
		this.byName.put(side.name(), side);
		this.byId.put(side.id(), side);
	}

	ChannelSide side(String portName) {
		return Objects.requireNonNull(this.byName.get(portName));
	}

	ChannelSide side(MessagePort port) {
		return Objects.requireNonNull(this.byId.get(port.id()));
	}

}
