package dev.messageport;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts what an observer is told, for each side.
 */
final class Tallies implements ChannelObserver {

	private final Map<ChannelSide, Tally> tallies = new ConcurrentHashMap<>();

	private final List<ChannelSide> ended = new CopyOnWriteArrayList<>();

	private final List<ChannelSide> opened = new CopyOnWriteArrayList<>();

	@Override
	public void opened(ChannelSide side) {
		this.opened.add(side);
	}

	@Override
	public void posted(ChannelSide side) {
		of(side).posted.increment();
	}

	@Override
	public void delivered(ChannelSide side) {
		of(side).delivered.increment();
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		Tally tally = of(side);
		synchronized (tally) {
			tally.discarded.merge(reason, 1L, Long::sum);
		}
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		of(side).failed.add(error);
	}

	@Override
	public void transferred(ChannelSide side) {
		of(side).transferred.increment();
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		of(side).closed.add(reason);
	}

	@Override
	public void ended(ChannelSide side) {
		this.ended.add(side);
	}

	/**
	 * Return the sides that have ended, in the order in which they did.
	 * @return the sides, each as often as it was reported
	 */
	List<ChannelSide> ended() {
		return new ArrayList<>(this.ended);
	}

	Tally of(ChannelSide side) {
		return this.tallies.computeIfAbsent(side, (key) -> new Tally());
	}

	List<ChannelSide> opened() {
		return new ArrayList<>(this.opened);
	}

	/**
	 * Return the side that was opened at the given place.
	 * @param index 0 for port1 of the first channel, 1 for its port2, and so on
	 * @return the side
	 */
	ChannelSide side(int index) {
		return this.opened.get(index);
	}

	/**
	 * Invariant 9.
	 */
	void assertBalanced() {
		for (ChannelSide side : this.opened) {
			Tally tally = of(side);
			assertThat(tally.posted()).as("posted to %s: %s", side, tally)
				.isEqualTo(tally.delivered() + tally.discarded() + side.queued());
		}
	}

	/**
	 * The counts of one side.
	 */
	static final class Tally {

		private final LongAdder posted = new LongAdder();

		private final LongAdder delivered = new LongAdder();

		private final LongAdder transferred = new LongAdder();

		private final Map<CloseReason, Long> discarded = new EnumMap<>(CloseReason.class);

		private final List<CloseReason> closed = new CopyOnWriteArrayList<>();

		private final List<Throwable> failed = new CopyOnWriteArrayList<>();

		long posted() {
			return this.posted.sum();
		}

		long delivered() {
			return this.delivered.sum();
		}

		long transferred() {
			return this.transferred.sum();
		}

		synchronized long discarded() {
			return this.discarded.values().stream().mapToLong(Long::longValue).sum();
		}

		synchronized Map<CloseReason, Long> discardedByReason() {
			return Map.copyOf(this.discarded);
		}

		List<CloseReason> closed() {
			return List.copyOf(this.closed);
		}

		List<Throwable> failed() {
			return List.copyOf(this.failed);
		}

		@Override
		public String toString() {
			return this.delivered + " delivered, " + discardedByReason() + " discarded, closed " + this.closed;
		}

	}

}
