package dev.messageport.autoconfigure.monitoring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Description of an endpoint that anyone can connect to.
 *
 * @param kind {@link NamedDescriptor.Kind#ENDPOINT}
 * @param name its name
 * @param owners the beans whose listeners are called
 * @param listeners the listeners
 * @param paused whether it is paused
 * @param connections how many connections are open
 * @param ports what was counted of the ports of its connections, absent if there are none
 * @param messages what was counted of the messages of its connections, absent if there
 * are none
 * @param channels some of its connections, those with the longest queues first
 * @param omitted how many connections there was no room for
 */
public record EndpointDescriptor(Kind kind, String name, List<OwnerDescriptor> owners,
		List<ListenerDescriptor> listeners, boolean paused, int connections, @Nullable PortsDescriptor ports,
		@Nullable MessagesDescriptor messages, List<EndsDescriptor> channels, int omitted) implements NamedDescriptor {

}
