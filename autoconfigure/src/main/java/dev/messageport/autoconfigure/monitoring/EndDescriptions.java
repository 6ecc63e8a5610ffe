package dev.messageport.autoconfigure.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.spring.PortWiring;
import dev.messageport.spring.RegisteredListener;

/**
 * Describes ends of channels.
 */
final class EndDescriptions {

	private final MonitoredPorts ports;

	private final Clock clock;

	EndDescriptions(MonitoredPorts ports, Clock clock) {
		this.ports = ports;
		this.clock = clock;
	}

	/**
	 * Describe both ends of a declared channel.
	 * @param declared the channel
	 * @param atPorts the listeners, by the name of the end that they are at
	 * @return the first end, and the second one
	 */
	List<EndDescriptor> of(DeclaredChannel declared, Map<String, List<RegisteredListener>> atPorts) {
		return List.of(of(declared, 0, atPorts), of(declared, 1, atPorts));
	}

	EndDescriptor of(DeclaredChannel declared, int index, Map<String, List<RegisteredListener>> atPorts) {
		PortWiring.End end = declared.channel().ends().get(index);
		List<OwnerDescriptor> owners = OwnerDescriptor.of(end.owners());
		List<ListenerDescriptor> listeners = atPorts.getOrDefault(end.name(), List.of())
			.stream()
			.map(ListenerDescriptor::of)
			.toList();
		ChannelSide side = declared.side(index);
		return (side != null) ? of(end.name(), side, owners, listeners) : notCreated(end.name(), owners, listeners);
	}

	/**
	 * Describe both ends of a channel that is not declared.
	 * @param side one of its sides
	 * @return the first end, and the second one
	 */
	EndsDescriptor of(ChannelSide side) {
		EndDescriptor one = of(side.name(), side, null, null);
		EndDescriptor other = of(side.peer().name(), side.peer(), null, null);
		return new EndsDescriptor((one.name().compareTo(other.name()) < 0) ? List.of(one, other) : List.of(other, one));
	}

	private EndDescriptor of(String name, ChannelSide side, @Nullable List<OwnerDescriptor> owners,
			@Nullable List<ListenerDescriptor> listeners) {
		SideStatistics counts = this.ports.statistics().side(side);
		EndDescriptor.State state = state(side);
		Integer capacity = (side.capacity() > 0) ? side.capacity() : null;
		if (counts == null) {
			return new EndDescriptor(NamedDescriptor.Kind.END, name, owners, listeners, state, side.queued(), null,
					capacity, null, null, null, null, null, null, null, side.closeReason());
		}
		Duration waiting = counts.oldestWaiting();
		return new EndDescriptor(NamedDescriptor.Kind.END, name, owners, listeners, state, side.queued(),
				counts.highWaterMark(), capacity, counts.posted(), counts.delivered(), counts.discarded(),
				counts.failed(), counts.lastError(), age(counts), waiting.isZero() ? null : waiting,
				side.closeReason());
	}

	private EndDescriptor notCreated(String name, List<OwnerDescriptor> owners, List<ListenerDescriptor> listeners) {
		return new EndDescriptor(NamedDescriptor.Kind.END, name, owners, listeners, EndDescriptor.State.NOT_CREATED, 0,
				null, null, null, null, null, null, null, null, null, null);
	}

	// The time of opening is exact to the second only
	private Duration age(SideStatistics counts) {
		Duration age = Duration.between(counts.openedAt(), this.clock.instant());
		return age.isNegative() ? Duration.ZERO : Duration.ofSeconds(age.toSeconds());
	}

	private static EndDescriptor.State state(ChannelSide side) {
		if (side.state() == ChannelSide.State.ENDED) {
			return EndDescriptor.State.CLOSED;
		}
		if (side.closeReason() != null) {
			return EndDescriptor.State.CLOSING;
		}
		if (side.state() == ChannelSide.State.IN_TRANSIT) {
			return EndDescriptor.State.IN_TRANSIT;
		}
		return side.isStarted() ? EndDescriptor.State.STARTED : EndDescriptor.State.STOPPED;
	}

}
