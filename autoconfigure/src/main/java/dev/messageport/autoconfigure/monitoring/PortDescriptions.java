package dev.messageport.autoconfigure.monitoring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.OmittedDescriptor;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.TotalsDescriptor;
import dev.messageport.autoconfigure.monitoring.MonitoredPorts.MonitoredEndpoint;
import dev.messageport.spring.RegisteredListener;

/**
 * Describes message ports: all of them, or those of one name. Thread-safe.
 */
final class PortDescriptions {

	private final MonitoredPorts ports;

	private final EndDescriptions ends;

	PortDescriptions(MonitoredPorts ports, Clock clock) {
		this.ports = ports;
		this.ends = new EndDescriptions(ports, clock);
	}

	/**
	 * Describe all ports.
	 * @param limit how many declared channels, endpoints, names and undeclared channels
	 * to describe at most
	 * @return the description
	 */
	MessagePortsDescriptor all(int limit) {
		List<DeclaredChannel> declared = this.ports.declared();
		List<MonitoredEndpoint> endpoints = this.ports.endpoints();
		Set<ChannelSide> known = sides(declared);
		List<ChannelStatistics> names = undeclared(known, endpoints);
		List<DeclaredChannel> shown = deepest(declared, DeclaredChannel::queued, DeclaredChannel::name, limit);
		List<MonitoredEndpoint> shownEndpoints = deepest(endpoints, this::queued, PortDescriptions::name, limit);
		Room room = new Room(limit);
		Map<String, List<RegisteredListener>> listeners = this.ports.listeners();
		PortGraph graph = PortGraph.of(shown, shownEndpoints);
		return new MessagePortsDescriptor(totals(),
				shown.stream().map((channel) -> describe(channel, listeners)).toList(),
				shownEndpoints.stream().map((endpoint) -> describe(endpoint, room)).toList(),
				names.stream().limit(limit).map((name) -> describe(name, known, room)).toList(), graph.nodes(),
				graph.links(), new OmittedDescriptor(declared.size() - shown.size(),
						endpoints.size() - shownEndpoints.size(), Math.max(0, names.size() - limit)));
	}

	/**
	 * Describe what has a name.
	 * @param name the name of a channel, of an end, or of an endpoint
	 * @param limit how many channels to describe at most
	 * @return the description, or {@code null} if nothing has that name
	 */
	@Nullable NamedDescriptor named(String name, int limit) {
		for (DeclaredChannel declared : this.ports.declared()) {
			if (declared.name().equals(name)) {
				return describe(declared, this.ports.listeners());
			}
			for (int index = 0; index < 2; index++) {
				if (declared.channel().ends().get(index).name().equals(name)) {
					return this.ends.of(declared, index, this.ports.listeners());
				}
			}
		}
		MonitoredEndpoint endpoint = this.ports.endpoint(name);
		if (endpoint != null) {
			return describe(endpoint, new Room(limit));
		}
		ChannelStatistics channel = this.ports.statistics().channel(name);
		if (channel != null) {
			return describe(channel, channel.sides().toList(), new Room(limit));
		}
		List<SideStatistics> sides = this.ports.sides(name);
		return sides.isEmpty() ? null : describeSides(name, sides, new Room(limit));
	}

	private TotalsDescriptor totals() {
		List<ChannelStatistics> all = this.ports.statistics().channels().toList();
		// Each channel twice: by both sides, or by the only one that is open
		int sides = this.ports.statistics()
			.sides()
			.filter((side) -> side.side().closeReason() == null)
			.mapToInt((side) -> (side.side().peer().closeReason() != null) ? 2 : 1)
			.sum();
		return new TotalsDescriptor((sides + 1) / 2, PortsDescriptor.of(all), MessagesDescriptor.of(all));
	}

	private static Set<ChannelSide> sides(List<DeclaredChannel> declared) {
		Set<ChannelSide> sides = Collections.newSetFromMap(new IdentityHashMap<>());
		declared.forEach((channel) -> sides.addAll(channel.sides()));
		return sides;
	}

	private List<ChannelStatistics> undeclared(Set<ChannelSide> known, List<MonitoredEndpoint> endpoints) {
		Set<String> names = endpoints.stream().map(PortDescriptions::name).collect(Collectors.toSet());
		Predicate<ChannelStatistics> unknown = (channel) -> !names.contains(channel.name())
				&& channel.sides().anyMatch((side) -> !known.contains(side.side()));
		return ranked(this.ports.statistics().channels().filter(unknown), ChannelStatistics::queued).toList();
	}

	private static <T> List<T> deepest(List<T> all, ToLongFunction<T> queued, Function<T, String> name, int limit) {
		if (all.size() <= limit) {
			return all;
		}
		return ranked(all.stream(), queued).limit(limit).sorted(Comparator.comparing(name)).toList();
	}

	private static <T> Stream<T> ranked(Stream<T> all, ToLongFunction<T> queued) {
		return all.map((one) -> new Ranked<>(one, queued.applyAsLong(one)))
			.sorted(Comparator.<Ranked<T>>comparingLong(Ranked::queued).reversed())
			.map(Ranked::one);
	}

	private long queued(MonitoredEndpoint endpoint) {
		ChannelStatistics counts = this.ports.statistics().channel(name(endpoint));
		return (counts != null) ? counts.queued() : 0;
	}

	private static String name(MonitoredEndpoint endpoint) {
		return endpoint.endpoint().name();
	}

	private ChannelDescriptor describe(DeclaredChannel declared, Map<String, List<RegisteredListener>> listeners) {
		String logicalName = declared.logicalName();
		List<ChannelStatistics> counts = counts(logicalName);
		return new ChannelDescriptor(NamedDescriptor.Kind.CHANNEL, declared.name(),
				logicalName.equals(declared.name()) ? null : logicalName, declared.channel().origin(),
				counts.isEmpty() ? null : PortsDescriptor.of(counts),
				counts.isEmpty() ? null : MessagesDescriptor.of(counts), this.ends.of(declared, listeners));
	}

	private EndpointDescriptor describe(MonitoredEndpoint endpoint, Room room) {
		String name = name(endpoint);
		List<ListenerDescriptor> listeners = endpoint.listeners().stream().map(ListenerDescriptor::of).toList();
		List<ChannelStatistics> counts = counts(name);
		List<SideStatistics> sides = this.ports.sides(name);
		List<EndsDescriptor> channels = channels(sides, room);
		return new EndpointDescriptor(NamedDescriptor.Kind.ENDPOINT, name,
				OwnerDescriptor.of(endpoint.endpoint().owners()), listeners,
				listeners.stream().anyMatch(ListenerDescriptor::paused),
				listeners.stream().mapToInt(ListenerDescriptor::connections).max().orElse(0),
				counts.isEmpty() ? null : PortsDescriptor.of(counts),
				counts.isEmpty() ? null : MessagesDescriptor.of(counts), channels, omitted(sides, channels));
	}

	/**
	 * Describe a name, without the declared channels that are counted under it as well,
	 * as requests on a declared channel are.
	 * @param channel the name
	 * @param known the sides of declared channels
	 * @param room for how many channels there is room
	 * @return the description
	 */
	private NameDescriptor describe(ChannelStatistics channel, Set<ChannelSide> known, Room room) {
		List<SideStatistics> all = channel.sides().toList();
		List<SideStatistics> sides = all.stream().filter((side) -> !known.contains(side.side())).toList();
		return (sides.size() == all.size()) ? describe(channel, sides, room)
				: describeSides(channel.name(), sides, room);
	}

	private NameDescriptor describe(ChannelStatistics channel, List<SideStatistics> sides, Room room) {
		List<EndsDescriptor> channels = channels(sides, room);
		return new NameDescriptor(NamedDescriptor.Kind.UNDECLARED, channel.name(), PortsDescriptor.of(List.of(channel)),
				MessagesDescriptor.of(List.of(channel)), channels, omitted(sides, channels));
	}

	private NameDescriptor describeSides(String name, List<SideStatistics> sides, Room room) {
		List<EndsDescriptor> channels = channels(sides, room);
		return new NameDescriptor(NamedDescriptor.Kind.UNDECLARED, name, PortsDescriptor.ofSides(sides),
				MessagesDescriptor.ofSides(sides), channels, omitted(sides, channels));
	}

	private List<EndsDescriptor> channels(List<SideStatistics> sides, Room room) {
		List<EndsDescriptor> channels = new ArrayList<>();
		DeepestChannels.of(sides.stream(), room.left).forEach((side) -> channels.add(this.ends.of(side)));
		room.left -= channels.size();
		return channels;
	}

	private static int omitted(List<SideStatistics> sides, List<EndsDescriptor> channels) {
		Set<ChannelSide> all = Collections.newSetFromMap(new IdentityHashMap<>());
		sides.stream().map(SideStatistics::side).filter((side) -> !all.contains(side.peer())).forEach(all::add);
		return Math.max(0, all.size() - channels.size());
	}

	private List<ChannelStatistics> counts(String name) {
		ChannelStatistics counts = this.ports.statistics().channel(name);
		return (counts != null) ? List.of(counts) : List.of();
	}

	/**
	 * How many more channels may be described.
	 */
	private static final class Room {

		private int left;

		Room(int left) {
			this.left = left;
		}

	}

	/**
	 * Something, and how many messages wait there when it is looked at.
	 *
	 * @param one what it is
	 * @param queued how many messages wait
	 * @param <T> the type of what it is
	 */
	private record Ranked<T>(T one, long queued) {

	}

}
