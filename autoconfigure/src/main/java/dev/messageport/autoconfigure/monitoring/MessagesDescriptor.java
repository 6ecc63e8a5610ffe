package dev.messageport.autoconfigure.monitoring;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;

/**
 * Description of what was counted of messages, as the meters
 * {@code messageport.messages.*} count it.
 *
 * @param queued how many wait
 * @param posted how many were posted
 * @param delivered how many were taken from the queue
 * @param discarded how many were discarded unread
 * @param failed how many errors of listeners there were
 * @param discardedByReason how many were discarded, by reason, absent if that is not
 * counted
 * @param failedByException how many errors there were, by the simple name of their class,
 * absent if that is not counted
 */
public record MessagesDescriptor(long queued, long posted, long delivered, long discarded, long failed,
		@Nullable Map<CloseReason, Long> discardedByReason, @Nullable Map<String, Long> failedByException) {

	static MessagesDescriptor of(Collection<ChannelStatistics> channels) {
		long queued = 0;
		long posted = 0;
		long delivered = 0;
		Map<CloseReason, Long> discarded = new EnumMap<>(CloseReason.class);
		Map<String, Long> failed = new TreeMap<>();
		for (ChannelStatistics channel : channels) {
			queued += channel.queued();
			posted += channel.posted();
			delivered += channel.delivered();
			channel.discardedByReason().forEach((reason, count) -> discarded.merge(reason, count, Long::sum));
			channel.failedByException().forEach((exception, count) -> failed.merge(exception, count, Long::sum));
		}
		return new MessagesDescriptor(queued, posted, delivered, sum(discarded), sum(failed), discarded, failed);
	}

	static MessagesDescriptor ofSides(List<SideStatistics> sides) {
		long queued = 0;
		long posted = 0;
		long delivered = 0;
		long discarded = 0;
		long failed = 0;
		for (SideStatistics side : sides) {
			queued += side.queued();
			posted += side.posted();
			delivered += side.delivered();
			discarded += side.discarded();
			failed += side.failed();
		}
		return new MessagesDescriptor(queued, posted, delivered, discarded, failed, null, null);
	}

	private static long sum(Map<?, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

}
