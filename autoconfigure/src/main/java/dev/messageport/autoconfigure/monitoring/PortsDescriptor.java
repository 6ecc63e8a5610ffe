package dev.messageport.autoconfigure.monitoring;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;

/**
 * Description of what was counted of ports, as the meters {@code messageport.ports.*}
 * count it.
 *
 * @param open how many are open
 * @param closed how many were closed, by reason, absent if that is not counted
 * @param leaked how many were garbage-collected without having been closed, absent if
 * that is not counted
 */
public record PortsDescriptor(int open, @Nullable Map<CloseReason, Long> closed, @Nullable Long leaked) {

	static PortsDescriptor of(Collection<ChannelStatistics> channels) {
		int open = 0;
		long leaked = 0;
		Map<CloseReason, Long> closed = new EnumMap<>(CloseReason.class);
		for (ChannelStatistics channel : channels) {
			open += channel.open();
			leaked += channel.leaked();
			channel.closedByReason().forEach((reason, count) -> closed.merge(reason, count, Long::sum));
		}
		return new PortsDescriptor(open, closed, leaked);
	}

	static PortsDescriptor ofSides(List<SideStatistics> sides) {
		int open = (int) sides.stream().filter((side) -> side.side().closeReason() == null).count();
		return new PortsDescriptor(open, null, null);
	}

}
