package dev.messageport.autoconfigure.monitoring;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.spring.PortWiring;

/**
 * A channel that is declared, with its sides.
 *
 * @param wiring the wiring of its application context
 * @param channel the channel
 * @param sides both sides, empty if it has not been created yet
 */
record DeclaredChannel(PortWiring wiring, PortWiring.Channel channel, List<ChannelSide> sides) {

	static DeclaredChannel of(PortWiring wiring, PortWiring.Channel channel) {
		List<ChannelSide> sides = wiring.sides(channel);
		return new DeclaredChannel(wiring, channel, (sides.size() == 2) ? sides : List.of());
	}

	String name() {
		return this.channel.name();
	}

	/**
	 * Return the name by which the channel is counted.
	 * @return the logical name, or that of the bean if the channel has not been created
	 */
	String logicalName() {
		return this.sides.isEmpty() ? name() : this.sides.get(0).channel();
	}

	/**
	 * Return the side of an end.
	 * @param index 0 for the first end, 1 for the second one
	 * @return the side, or {@code null} if the channel has not been created
	 */
	@Nullable ChannelSide side(int index) {
		return this.sides.isEmpty() ? null : this.sides.get(index);
	}

	int queued() {
		return this.sides.stream().mapToInt(ChannelSide::queued).sum();
	}

}
