package dev.messageport.autoconfigure.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.spring.PortListenerEndpointRegistry;
import dev.messageport.spring.PortWiring;
import dev.messageport.spring.RegisteredListener;
import dev.messageport.spring.UnknownListenerException;

/**
 * What there is in an application context and in its children: declared channels,
 * endpoints, listeners, and all sides. Thread-safe; nothing is kept.
 */
final class MonitoredPorts {

	private static final Pattern END = Pattern.compile("\\.port[12]$");

	private final PortWiring wiring;

	private final PortStatistics statistics;

	MonitoredPorts(PortWiring wiring, PortStatistics statistics) {
		this.wiring = wiring;
		this.statistics = statistics;
	}

	PortStatistics statistics() {
		return this.statistics;
	}

	/**
	 * Return the declared channels, by name, those of child contexts included.
	 * @return the channels
	 */
	List<DeclaredChannel> declared() {
		return wirings(this.wiring)
			.flatMap((each) -> each.channels().stream().map((channel) -> DeclaredChannel.of(each, channel)))
			.sorted(Comparator.comparing(DeclaredChannel::name))
			.toList();
	}

	/**
	 * Return the endpoints, by name, those of child contexts included.
	 * @return the endpoints
	 */
	List<MonitoredEndpoint> endpoints() {
		return wirings(this.wiring).flatMap(MonitoredPorts::endpoints)
			.sorted(Comparator.comparing((endpoint) -> endpoint.endpoint().name()))
			.toList();
	}

	@Nullable MonitoredEndpoint endpoint(String name) {
		return endpoints().stream()
			.filter((endpoint) -> endpoint.endpoint().name().equals(name))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the sides that have a name, or whose channel has it.
	 * @param name the name of a channel, or of a port
	 * @return what is counted for each of them
	 */
	List<SideStatistics> sides(String name) {
		Stream<SideStatistics> sides = Stream.of(name, END.matcher(name).replaceFirst(""))
			.map(this.statistics::channel)
			.filter(Objects::nonNull)
			.findFirst()
			.map(ChannelStatistics::sides)
			.orElseGet(this.statistics::sides);
		return sides.filter((side) -> hasName(side.side(), name)).toList();
	}

	/**
	 * Return the listeners of all contexts.
	 * @return the listeners, by the name of the declared end or endpoint that they are at
	 */
	Map<String, List<RegisteredListener>> listeners() {
		return byPort(wirings(this.wiring));
	}

	/**
	 * Return what knows the listeners, of all contexts.
	 * @return the registries
	 */
	List<PortListenerEndpointRegistry> registries() {
		return wirings(this.wiring).map(PortWiring::listeners).toList();
	}

	// Names of ports are made when asked for: only where the channel may be the right one
	private static boolean hasName(ChannelSide side, String name) {
		String channel = side.channel();
		return name.startsWith(channel) && (name.length() == channel.length() || name.equals(side.name()));
	}

	private static Stream<MonitoredEndpoint> endpoints(PortWiring wiring) {
		Map<String, List<RegisteredListener>> listeners = byPort(Stream.of(wiring));
		return wiring.endpoints()
			.stream()
			.map((endpoint) -> new MonitoredEndpoint(endpoint, listeners.getOrDefault(endpoint.name(), List.of())));
	}

	private static Map<String, List<RegisteredListener>> byPort(Stream<PortWiring> wirings) {
		return wirings.map(PortWiring::listeners)
			.flatMap((registry) -> registry.ids().stream().flatMap((id) -> find(registry, id)))
			.collect(Collectors.groupingBy(RegisteredListener::port));
	}

	// It may be removed meanwhile
	private static Stream<RegisteredListener> find(PortListenerEndpointRegistry registry, String id) {
		try {
			return Stream.of(registry.get(id));
		}
		catch (UnknownListenerException ex) {
			return Stream.empty();
		}
	}

	private static Stream<PortWiring> wirings(PortWiring wiring) {
		return Stream.concat(Stream.of(wiring), wiring.children().stream().flatMap(MonitoredPorts::wirings));
	}

	/**
	 * An endpoint with its listeners.
	 *
	 * @param endpoint the endpoint
	 * @param listeners the listeners
	 */
	record MonitoredEndpoint(PortWiring.Endpoint endpoint, List<RegisteredListener> listeners) {

	}

}
