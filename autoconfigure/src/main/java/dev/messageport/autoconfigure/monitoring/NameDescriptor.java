package dev.messageport.autoconfigure.monitoring;

import java.util.List;

/**
 * Description of all channels of one name that were made by program, or of one end of
 * each of them.
 *
 * @param kind {@link NamedDescriptor.Kind#UNDECLARED}
 * @param name the logical name, such as {@code anonymous}, or that of the end
 * @param ports what was counted of the ports
 * @param messages what was counted of the messages
 * @param channels some of the channels, those with the longest queues first
 * @param omitted how many channels there was no room for
 */
public record NameDescriptor(Kind kind, String name, PortsDescriptor ports, MessagesDescriptor messages,
		List<EndsDescriptor> channels, int omitted) implements NamedDescriptor {

	/**
	 * Describe a name that had channels and has none any more.
	 * @param name the name
	 * @return the description
	 */
	static NameDescriptor gone(String name) {
		return new NameDescriptor(Kind.UNDECLARED, name, PortsDescriptor.ofSides(List.of()),
				MessagesDescriptor.ofSides(List.of()), List.of(), 0);
	}

}
