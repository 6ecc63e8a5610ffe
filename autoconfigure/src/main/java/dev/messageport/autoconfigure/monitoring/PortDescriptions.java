package dev.messageport.autoconfigure.monitoring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.OmittedDescriptor;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.TotalsDescriptor;
import dev.messageport.autoconfigure.monitoring.MonitoredPorts.MonitoredEndpoint;

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
		List<ChannelStatistics> names = undeclared(declared, endpoints);
		List<DeclaredChannel> shown = deepest(declared, limit);
		List<MonitoredEndpoint> shownEndpoints = endpoints.stream().limit(limit).toList();
		Room room = new Room(limit);
		PortGraph graph = PortGraph.of(shown, shownEndpoints);
		return new MessagePortsDescriptor(totals(), shown.stream().map(this::describe).toList(),
				shownEndpoints.stream().map((endpoint) -> describe(endpoint, room)).toList(),
				names.stream().limit(limit).map((name) -> describe(name, room)).toList(), graph.nodes(), graph.links(),
				new OmittedDescriptor(declared.size() - shown.size(), endpoints.size() - shownEndpoints.size(),
						Math.max(0, names.size() - limit)));
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
				return describe(declared);
			}
			for (int index = 0; index < 2; index++) {
				if (declared.channel().ends().get(index).name().equals(name)) {
					return this.ends.of(declared, index);
				}
			}
		}
		MonitoredEndpoint endpoint = this.ports.endpoint(name);
		if (endpoint != null) {
			return describe(endpoint, new Room(limit));
		}
		ChannelStatistics channel = this.ports.statistics().channel(name);
		return (channel != null) ? describe(channel, new Room(limit)) : describeEnds(name, limit);
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

	private static List<DeclaredChannel> deepest(List<DeclaredChannel> declared, int limit) {
		if (declared.size() <= limit) {
			return declared;
		}
		return declared.stream()
			.sorted(Comparator.comparingInt(DeclaredChannel::queued).reversed())
			.limit(limit)
			.sorted(Comparator.comparing(DeclaredChannel::name))
			.toList();
	}

	private List<ChannelStatistics> undeclared(List<DeclaredChannel> declared, List<MonitoredEndpoint> endpoints) {
		Set<ChannelSide> known = Collections.newSetFromMap(new IdentityHashMap<>());
		declared.forEach((channel) -> known.addAll(channel.sides()));
		Set<String> names = endpoints.stream()
			.map((endpoint) -> endpoint.endpoint().name())
			.collect(Collectors.toSet());
		Predicate<ChannelStatistics> unknown = (channel) -> !names.contains(channel.name())
				&& channel.sides().anyMatch((side) -> !known.contains(side.side()));
		return this.ports.statistics()
			.channels()
			.filter(unknown)
			.map((channel) -> new Ranked(channel, channel.queued()))
			.sorted(Comparator.comparingLong(Ranked::queued).reversed())
			.map(Ranked::channel)
			.toList();
	}

	private ChannelDescriptor describe(DeclaredChannel declared) {
		String logicalName = declared.logicalName();
		List<ChannelStatistics> counts = counts(logicalName);
		return new ChannelDescriptor(NamedDescriptor.Kind.CHANNEL, declared.name(),
				logicalName.equals(declared.name()) ? null : logicalName, declared.channel().origin(),
				counts.isEmpty() ? null : PortsDescriptor.of(counts),
				counts.isEmpty() ? null : MessagesDescriptor.of(counts), this.ends.of(declared));
	}

	private EndpointDescriptor describe(MonitoredEndpoint endpoint, Room room) {
		String name = endpoint.endpoint().name();
		List<ListenerDescriptor> listeners = endpoint.listeners().stream().map(ListenerDescriptor::of).toList();
		List<ChannelStatistics> counts = counts(name);
		List<EndsDescriptor> channels = channels(this.ports.sides(name), room);
		return new EndpointDescriptor(NamedDescriptor.Kind.ENDPOINT, name,
				OwnerDescriptor.of(endpoint.endpoint().owners()), listeners,
				listeners.stream().anyMatch(ListenerDescriptor::paused),
				listeners.stream().mapToInt(ListenerDescriptor::connections).max().orElse(0),
				counts.isEmpty() ? null : PortsDescriptor.of(counts),
				counts.isEmpty() ? null : MessagesDescriptor.of(counts), channels,
				omitted(this.ports.sides(name), channels));
	}

	private NameDescriptor describe(ChannelStatistics channel, Room room) {
		List<SideStatistics> sides = channel.sides().toList();
		List<EndsDescriptor> channels = channels(sides, room);
		return new NameDescriptor(NamedDescriptor.Kind.UNDECLARED, channel.name(), PortsDescriptor.of(List.of(channel)),
				MessagesDescriptor.of(List.of(channel)), channels, omitted(sides, channels));
	}

	private @Nullable NameDescriptor describeEnds(String name, int limit) {
		List<SideStatistics> sides = this.ports.sides(name);
		if (sides.isEmpty()) {
			return null;
		}
		List<EndsDescriptor> channels = channels(sides, new Room(limit));
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
	 * A name, and how many messages wait there when it is looked at.
	 *
	 * @param channel the name
	 * @param queued how many messages wait
	 */
	private record Ranked(ChannelStatistics channel, long queued) {

	}

}
