package dev.messageport.autoconfigure.monitoring;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;
import dev.messageport.spring.PortListenerEndpointRegistry;
import dev.messageport.spring.UnknownListenerException;

/**
 * Starts, pauses and closes the ports of a name. The registry of listeners is told first,
 * so that it agrees with the ports. Thread-safe.
 */
final class PortActions {

	private static final Log logger = LogFactory.getLog(PortActions.class);

	private final MonitoredPorts ports;

	PortActions(MonitoredPorts ports) {
		this.ports = ports;
	}

	/**
	 * Apply an action to what has a name.
	 * @param action the action
	 * @param name the name of a channel, of an end, or of an endpoint, which exists
	 */
	void apply(PortAction action, String name) {
		boolean endpoint = this.ports.endpoint(name) != null;
		Set<ChannelSide> sides = sides(name, endpoint);
		Set<String> places = places(name);
		switch (action) {
			case START -> {
				forEachListener(places, PortListenerEndpointRegistry::resume);
				sides.forEach(ChannelSide::start);
			}
			case PAUSE -> {
				forEachListener(places, PortListenerEndpointRegistry::pause);
				if (!endpoint) {
					sides.forEach(ChannelSide::pause);
				}
			}
			case CLOSE -> sides.forEach((side) -> side.close(CloseReason.OWNER_GONE));
		}
		logger.info("Actuator endpoint 'messageports' was told to " + action + " '" + name + "': " + sides.size()
				+ ((sides.size() == 1) ? " port" : " ports"));
	}

	private Set<String> places(String name) {
		Set<String> places = new HashSet<>(List.of(name));
		this.ports.declared()
			.stream()
			.filter((declared) -> declared.name().equals(name))
			.flatMap((declared) -> declared.channel().ends().stream())
			.forEach((end) -> places.add(end.name()));
		return places;
	}

	/**
	 * Return the sides of a name that have not ended: those that its description shows,
	 * not those of other channels of the name of a declared one.
	 * @param name the name
	 * @param endpoint whether it is that of an endpoint, whose port of a connection is
	 * always the second one
	 * @return the sides
	 */
	private Set<ChannelSide> sides(String name, boolean endpoint) {
		Set<ChannelSide> sides = Collections.newSetFromMap(new IdentityHashMap<>());
		boolean known = false;
		for (DeclaredChannel declared : this.ports.declared()) {
			for (int index = 0; index < 2; index++) {
				if (declared.name().equals(name) || declared.channel().ends().get(index).name().equals(name)) {
					known = true;
					Stream.ofNullable(declared.side(index)).forEach(sides::add);
				}
			}
		}
		if (!known) {
			this.ports.sides(endpoint ? name + ".port2" : name).forEach((side) -> sides.add(side.side()));
		}
		sides.removeIf((side) -> side.state() == ChannelSide.State.ENDED);
		return sides;
	}

	private void forEachListener(Set<String> places, BiConsumer<PortListenerEndpointRegistry, String> action) {
		for (PortListenerEndpointRegistry registry : this.ports.registries()) {
			for (String id : registry.ids()) {
				try {
					if (places.contains(registry.get(id).port())) {
						action.accept(registry, id);
					}
				}
				catch (UnknownListenerException ex) {
					logger.debug("Listener '" + id + "' was removed meanwhile", ex);
				}
			}
		}
	}

}
