package dev.messageport.autoconfigure.monitoring;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

import dev.messageport.ChannelSide;

/**
 * Selects, of any number of channels, those in which most messages wait. Needs memory for
 * those that are selected only.
 */
final class DeepestChannels {

	private DeepestChannels() {
	}

	/**
	 * Select channels.
	 * @param sides sides of the channels, one or both of each
	 * @param limit how many channels to select at most
	 * @return one side of each selected channel, the deepest channel first
	 */
	static List<ChannelSide> of(Stream<SideStatistics> sides, int limit) {
		// Both sides of a channel come with the same depth, next to each other
		long most = 2L * limit + 1;
		PriorityQueue<Deep> deepest = new PriorityQueue<>(Comparator.comparingLong(Deep::queued));
		sides.forEach((side) -> {
			deepest.add(Deep.of(side.side()));
			if (deepest.size() > most) {
				deepest.poll();
			}
		});
		Set<ChannelSide> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		return deepest.stream()
			.sorted(Comparator.comparingLong(Deep::queued).reversed())
			.map(Deep::side)
			.filter((side) -> !seen.contains(side.peer()) && seen.add(side))
			.limit(limit)
			.toList();
	}

	/**
	 * A side of a channel, and how many messages wait at both when it is looked at.
	 *
	 * @param side the side
	 * @param queued how many messages wait
	 */
	private record Deep(ChannelSide side, long queued) {

		static Deep of(ChannelSide side) {
			return new Deep(side, (long) side.queued() + side.peer().queued());
		}

	}

}
