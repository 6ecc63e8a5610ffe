package dev.messageport.autoconfigure.monitoring;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import dev.messageport.CloseReason;

/**
 * What happened on all channels of one name. Any thread may count and read.
 * <p>
 * Messages are counted by the sides; the sums are made when somebody asks, of those that
 * live and of those that have retired, under the lock under which they retire. So no sum
 * ever goes back. Where there are many sides, a sum serves for a while, so that who reads
 * all of them one by one does not hold up those who open and close channels.
 */
final class ChannelStatistics {

	private static final int MAX_EXCEPTIONS = 100;

	private static final int MANY_SIDES = 1_000;

	/**
	 * A sum of many sides serves for so many times as long as it took: at most five
	 * percent of the time are spent on sums.
	 */
	private static final int SUM_SERVES = 20;

	private final String name;

	private final LatencySampling sampling;

	private final PortStatistics owner;

	private final Counts<CloseReason> closed = new Counts<>();

	private final Counts<CloseReason> discarded = new Counts<>();

	private final Counts<String> failed = new Counts<>();

	private final LongAdder leaked = new LongAdder();

	private volatile int open;

	private volatile boolean announced;

	private volatile boolean measured;

	// Guarded by this

	private SideStatistics[] sides = new SideStatistics[2];

	private int count;

	private long retiredPosted;

	private long retiredDelivered;

	private Sums sums = new Sums(0, 0, 0);

	private long sumsServeUntil = System.nanoTime();

	/**
	 * Create the statistics of a name.
	 * @param name the name
	 * @param sampling which messages have their time in the queue measured
	 * @param owner knows all names
	 */
	ChannelStatistics(String name, LatencySampling sampling, PortStatistics owner) {
		this.name = name;
		this.sampling = sampling;
		this.owner = owner;
	}

	/**
	 * Return the name of the channels.
	 * @return the logical name, or {@link PortStatistics#OTHER}
	 */
	String name() {
		return this.name;
	}

	/**
	 * Return how many ports have not been closed.
	 * @return the number of ports
	 */
	int open() {
		return this.open;
	}

	long posted() {
		return sums().posted;
	}

	long delivered() {
		return sums().delivered;
	}

	long discarded() {
		return this.discarded.sum();
	}

	/**
	 * Return how many messages wait.
	 * @return the number of messages, never negative
	 */
	long queued() {
		return sums().queued;
	}

	long failed() {
		return this.failed.sum();
	}

	long leaked() {
		return this.leaked.sum();
	}

	long closed(CloseReason reason) {
		return this.closed.get(reason);
	}

	long discarded(CloseReason reason) {
		return this.discarded.get(reason);
	}

	long failed(String exception) {
		return this.failed.get(exception);
	}

	/**
	 * Return why ports were closed.
	 * @return how many ports, for each reason that there was
	 */
	Map<CloseReason, Long> closedByReason() {
		return this.closed.byKey();
	}

	/**
	 * Return why messages were discarded.
	 * @return how many messages, for each reason that there was
	 */
	Map<CloseReason, Long> discardedByReason() {
		return this.discarded.byKey();
	}

	/**
	 * Return what listeners have thrown.
	 * @return how often, by the simple name of the class, sorted; after a hundred names
	 * all others are {@link PortStatistics#OTHER}
	 */
	Map<String, Long> failedByException() {
		return this.failed.byKey();
	}

	/**
	 * Return the sides that have not retired.
	 * @return the sides, in no order
	 */
	synchronized Stream<SideStatistics> sides() {
		return Arrays.stream(Arrays.copyOf(this.sides, this.count));
	}

	/**
	 * Return whether there is nothing left to tell. Leaks are: most often the last
	 * channel of its name is the one that has leaked.
	 * @return whether all sides have retired and none has leaked
	 */
	synchronized boolean isGone() {
		return this.count == 0 && this.leaked.sum() == 0;
	}

	synchronized void add(SideStatistics side) {
		if (this.count == this.sides.length) {
			this.sides = Arrays.copyOf(this.sides, 2 * this.count);
		}
		side.index = this.count;
		this.sides[this.count++] = side;
		this.open++;
	}

	/**
	 * Take what a side has counted, and forget the side. Does nothing if that was done.
	 * @param side the side
	 * @param force whether to do so even if it is delivering
	 * @return whether it was forgotten, now or before
	 */
	synchronized boolean retire(SideStatistics side, boolean force) {
		if (side.index < 0) {
			return true;
		}
		if (!side.endTurns(force)) {
			return false;
		}
		this.retiredPosted += side.retirePosted();
		this.retiredDelivered += side.delivered();
		SideStatistics last = this.sides[--this.count];
		this.sides[side.index] = last;
		last.index = side.index;
		side.index = -1;
		clear(this.count);
		return true;
	}

	/**
	 * A side has nothing left to count.
	 * @param side the side
	 */
	void retire(SideStatistics side) {
		this.owner.retire(side, false);
	}

	@SuppressWarnings("NullAway") // behind the last one
	private void clear(int index) {
		this.sides[index] = null;
		if (this.sides.length > 16 && this.count < this.sides.length / 4) {
			this.sides = Arrays.copyOf(this.sides, this.sides.length / 2);
		}
	}

	/**
	 * Count a port that is not watched any more.
	 */
	synchronized void closedUnseen() {
		this.open--;
	}

	/**
	 * Count a port that was closed.
	 * @param reason why
	 * @return whether this is the first one for this reason
	 */
	boolean countClosed(CloseReason reason) {
		closedUnseen();
		return this.closed.add(reason, 1);
	}

	/**
	 * Count messages that were discarded.
	 * @param reason why
	 * @param messages how many
	 * @return whether these are the first ones for this reason
	 */
	boolean countDiscarded(CloseReason reason, long messages) {
		return this.discarded.add(reason, messages);
	}

	/**
	 * Count an error of a listener.
	 * @param error the error
	 * @return whether this is the first one of its name
	 */
	boolean countFailed(Throwable error) {
		String exception = simpleName(error.getClass());
		return this.failed.add(this.failed.isFull(exception, MAX_EXCEPTIONS) ? PortStatistics.OTHER : exception, 1);
	}

	/**
	 * Count a message that was discarded, and tell if it is the first one for its reason.
	 * @param reason why
	 */
	void noteDiscarded(CloseReason reason) {
		if (countDiscarded(reason, 1)) {
			this.owner.grew(this);
		}
	}

	/**
	 * Count an error of a listener, and tell if it is the first one of its name.
	 * @param error the error
	 */
	void noteFailed(Throwable error) {
		if (countFailed(error)) {
			this.owner.grew(this);
		}
	}

	void countLeaked() {
		this.leaked.increment();
	}

	/**
	 * Count a message of a side that has retired.
	 */
	synchronized void countPosted() {
		this.retiredPosted++;
	}

	/**
	 * Count a message of a side that has retired.
	 */
	synchronized void countDelivered() {
		this.retiredDelivered++;
	}

	LatencySampling sampling() {
		return this.sampling;
	}

	/**
	 * Return whether the listeners have been told of this.
	 * @return whether those were that there are
	 */
	boolean isAnnounced() {
		return this.announced;
	}

	void announced() {
		this.announced = true;
	}

	/**
	 * Return whether anybody wants to know how long messages wait.
	 * @return whether to measure it
	 */
	boolean isMeasured() {
		return this.measured;
	}

	void startMeasuring() {
		this.measured = this.sampling.isOn();
	}

	void waited(long nanos) {
		this.owner.waited(this, nanos);
	}

	private synchronized Sums sums() {
		if (this.count < MANY_SIDES) {
			this.sums = sumUp();
			return this.sums;
		}
		long begin = System.nanoTime();
		if (begin - this.sumsServeUntil >= 0) {
			this.sums = sumUp();
			long end = System.nanoTime();
			this.sumsServeUntil = end + SUM_SERVES * (end - begin);
		}
		return this.sums;
	}

	private Sums sumUp() {
		long posted = this.retiredPosted;
		long delivered = this.retiredDelivered;
		long queued = 0;
		for (int i = 0; i < this.count; i++) {
			SideStatistics side = this.sides[i];
			posted += side.posted();
			delivered += side.delivered();
			queued += side.queued();
		}
		return new Sums(posted, delivered, queued);
	}

	// Anonymous classes have none
	private static String simpleName(Class<?> type) {
		Class<?> named = type;
		while (named.getSimpleName().isEmpty()) {
			Class<?> superclass = named.getSuperclass();
			if (superclass == null) {
				return "anonymous";
			}
			named = superclass;
		}
		return named.getSimpleName();
	}

	/**
	 * What all sides together have counted.
	 *
	 * @param posted how many messages were posted
	 * @param delivered how many of them were delivered
	 * @param queued how many of them wait
	 */
	private record Sums(long posted, long delivered, long queued) {

	}

}
