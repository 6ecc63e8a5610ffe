package dev.messageport.autoconfigure.monitoring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Description of a declared channel.
 *
 * @param kind {@link NamedDescriptor.Kind#CHANNEL}
 * @param name the name of its bean
 * @param channel its logical name, by which it is counted, absent if that is the name of
 * the bean or the channel has not been created yet
 * @param origin where it is declared
 * @param ports what was counted of the ports of its logical name, absent if none is left
 * @param messages what was counted of the messages of its logical name, absent if no port
 * is left
 * @param ends both ends
 */
public record ChannelDescriptor(Kind kind, String name, @Nullable String channel, String origin,
		@Nullable PortsDescriptor ports, @Nullable MessagesDescriptor messages,
		List<EndDescriptor> ends) implements NamedDescriptor {

}
