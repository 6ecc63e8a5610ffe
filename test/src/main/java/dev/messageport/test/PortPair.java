package dev.messageport.test;

import java.util.Objects;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * Two entangled ports, neither started, as {@link MessagePortContract} wants them. What
 * lies between them is of no matter to it.
 *
 * @param first one of the ports
 * @param second the other one
 */
public record PortPair(MessagePort first, MessagePort second) {

	public PortPair {
		Objects.requireNonNull(first, "'first' must not be null");
		Objects.requireNonNull(second, "'second' must not be null");
	}

	/**
	 * Return the ports of a channel.
	 * @param channel the channel
	 * @return its first and its second port
	 */
	public static PortPair of(MessageChannel channel) {
		return new PortPair(channel.port1(), channel.port2());
	}

}
