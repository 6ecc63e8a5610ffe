package dev.messageport.autoconfigure.monitoring;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import dev.messageport.ChannelSide;
import dev.messageport.spring.PortListenerEndpointRegistry;
import dev.messageport.spring.RegisteredListener;
import dev.messageport.spring.UnknownListenerException;

/**
 * Tells which listeners of an application context may be called at a side.
 *
 * @param registry the listeners of the context
 */
record ListenersAt(ObjectProvider<PortListenerEndpointRegistry> registry) {

	/**
	 * Find the listeners at a side: those at a declared end, or those at the endpoint
	 * that this is a connection to.
	 * @param side the side
	 * @return the listeners, for people
	 */
	List<String> find(ChannelSide side) {
		PortListenerEndpointRegistry present = this.registry.getIfAvailable();
		if (present == null) {
			return List.of();
		}
		return present.ids()
			.stream()
			.map((id) -> get(present, id))
			.filter(Objects::nonNull)
			.filter((listener) -> isAt(listener, side))
			.map(RegisteredListener::toString)
			.toList();
	}

	// The first end of a connection is that of whoever has connected
	private static boolean isAt(RegisteredListener listener, ChannelSide side) {
		return listener.isEndpoint()
				? listener.port().equals(side.channel()) && side.name().equals(side.channel() + ".port2")
				: listener.port().equals(side.name());
	}

	private static @Nullable RegisteredListener get(PortListenerEndpointRegistry registry, String id) {
		try {
			return registry.get(id);
		}
		catch (UnknownListenerException ex) {
			// Removed meanwhile
			return null;
		}
	}

}
