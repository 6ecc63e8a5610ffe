package dev.messageport.autoconfigure.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;
import dev.messageport.OverflowPolicy;

/**
 * What happened at one side of a channel. Any thread may count and read.
 * <p>
 * Events about one message come on several threads, so that one may be counted as
 * delivered before it is as posted, and either after the side has closed:
 *
 * <pre>
 *   LIVE  --closed, ended, no turn, all that was posted accounted for--&gt;  RETIRED
 * </pre>
 *
 * Retiring sets the sign bit of a counter and takes its value in one step. Who counts
 * after that sees the bit, and lets the name count instead; so nothing is lost and
 * nothing is counted twice.
 * <p>
 * There are two of these for each channel, and an application may have a million: all
 * that only some sides need is somewhere else.
 */
final class SideStatistics {

	private static final long RETIRED = Long.MIN_VALUE;

	private static final byte CLOSED = 1;

	private static final byte ENDED = 2;

	private static final VarHandle POSTED;

	private static final VarHandle DELIVERED;

	private static final VarHandle HIGH_WATER_MARK;

	private static final VarHandle STATE;

	private static final VarHandle DETAILS;

	private static final VarHandle SAMPLE;

	private static final VarHandle TURN;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			POSTED = lookup.findVarHandle(SideStatistics.class, "posted", long.class);
			DELIVERED = lookup.findVarHandle(SideStatistics.class, "delivered", long.class);
			HIGH_WATER_MARK = lookup.findVarHandle(SideStatistics.class, "highWaterMark", int.class);
			STATE = lookup.findVarHandle(SideStatistics.class, "state", byte.class);
			DETAILS = lookup.findVarHandle(SideStatistics.class, "details", SideDetails.class);
			SAMPLE = lookup.findVarHandle(SideStatistics.class, "sample", LatencySampling.Sample.class);
			TURN = lookup.findVarHandle(SideStatistics.class, "turn", Turn.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final ChannelSide side;

	private final ChannelStatistics channel;

	/**
	 * In seconds, without a sign.
	 */
	private final int openedAt;

	/**
	 * The place in the list of the name, which guards it; negative once retired.
	 */
	int index;

	private volatile long posted;

	private volatile long delivered;

	private volatile int highWaterMark;

	/**
	 * The lower bits of the number of the message to measure next.
	 */
	private volatile int sampleNext;

	private volatile LatencySampling.@Nullable Sample sample;

	private volatile @Nullable Turn turn;

	private volatile @Nullable SideDetails details;

	/**
	 * Kept by the watch while there is something to see.
	 */
	volatile @Nullable SideWatch watch;

	private volatile byte state;

	SideStatistics(ChannelSide side, ChannelStatistics channel) {
		this.side = side;
		this.channel = channel;
		this.openedAt = (int) (System.currentTimeMillis() / 1000);
		this.sampleNext = channel.sampling().after(0);
	}

	/**
	 * Return the side that this is about.
	 * @return the side
	 */
	ChannelSide side() {
		return this.side;
	}

	/**
	 * Return how many messages were posted to this side.
	 * @return the number of messages
	 */
	long posted() {
		return this.posted & ~RETIRED;
	}

	/**
	 * Return how many messages were taken from the queue.
	 * @return the number of messages
	 */
	long delivered() {
		return this.delivered & ~RETIRED;
	}

	/**
	 * Return how many messages were discarded unread.
	 * @return the number of messages
	 */
	long discarded() {
		SideDetails present = this.details;
		return (present != null) ? present.discarded.get() : 0;
	}

	/**
	 * Return how many errors of listeners there were.
	 * @return the number of errors
	 */
	long failed() {
		SideDetails present = this.details;
		return (present != null) ? present.failed.get() : 0;
	}

	/**
	 * Return how many messages wait.
	 * @return the number of messages, never negative
	 */
	long queued() {
		return Math.max(0, balance());
	}

	/**
	 * Return how many messages have waited at most at a time.
	 * @return the number of messages
	 */
	long highWaterMark() {
		return this.highWaterMark;
	}

	/**
	 * Return what a listener has thrown last.
	 * @return the name of the class, or {@code null} if none has thrown
	 */
	@Nullable String lastError() {
		SideDetails present = this.details;
		return (present != null) ? present.lastError : null;
	}

	/**
	 * Return when the channel was created.
	 * @return the time, exact to the second
	 */
	Instant openedAt() {
		return Instant.ofEpochSecond(Integer.toUnsignedLong(this.openedAt));
	}

	/**
	 * Return how long the oldest message has waited that still does.
	 * @return at least so long, exact to the tick of the {@link PortWatch}; zero when
	 * none waits, or nobody watches
	 */
	Duration oldestWaiting() {
		SideWatch present = this.watch;
		return (present != null)
				? Duration.ofNanos(present.oldestWaiting(taken(), System.nanoTime())).truncatedTo(ChronoUnit.MILLIS)
				: Duration.ZERO;
	}

	/**
	 * Return what is counted for the name.
	 * @return the counts of all channels of that name
	 */
	ChannelStatistics channel() {
		return this.channel;
	}

	void countPosted() {
		long before = (long) POSTED.getAndAdd(this, 1L);
		if (before < 0) {
			this.channel.countPosted();
			return;
		}
		long number = before + 1;
		long waiting = number - this.delivered - discarded();
		int highest = this.highWaterMark;
		while (waiting > highest && !HIGH_WATER_MARK.compareAndSet(this, highest, (int) waiting)) {
			highest = this.highWaterMark;
		}
		if ((int) number == this.sampleNext) {
			measure(number);
		}
	}

	void countDelivered() {
		if ((long) DELIVERED.getAndAdd(this, 1L) < 0) {
			this.channel.countDelivered();
			return;
		}
		endMeasuring();
	}

	void countDiscarded(CloseReason reason) {
		SideDetails details = needDetails();
		if (reason == CloseReason.OVERFLOW && this.side.overflow() == OverflowPolicy.DROP_LATEST) {
			details.refused.incrementAndGet();
		}
		details.discarded.incrementAndGet();
		endMeasuring();
	}

	void countFailed(Throwable error) {
		SideDetails details = needDetails();
		details.failed.incrementAndGet();
		details.lastError = error.getClass().getName();
	}

	/**
	 * Note that the side has closed.
	 * @return whether that is news
	 */
	boolean markClosed() {
		return ((byte) STATE.getAndBitwiseOr(this, CLOSED) & CLOSED) == 0;
	}

	void markEnded() {
		STATE.getAndBitwiseOr(this, ENDED);
	}

	/**
	 * Return whether nothing is to come, as far as can be known. A listener that hangs on
	 * after its port was closed is something to come: the watch has to see it.
	 * @return whether this can retire
	 */
	boolean isDone() {
		return this.state == (CLOSED | ENDED) && this.turn == null && balance() == 0;
	}

	/**
	 * Take the number of posted messages away, for good.
	 * @return the number of messages that are counted here
	 */
	long retirePosted() {
		return (long) POSTED.getAndAdd(this, RETIRED);
	}

	/**
	 * Take the number of delivered messages away, for good.
	 * @return the number of messages that are counted here
	 */
	long retireDelivered() {
		return (long) DELIVERED.getAndAdd(this, RETIRED);
	}

	void turnBegan(Thread thread) {
		this.turn = new Turn(thread);
	}

	// Another thread may have begun before this one tells that it has ended
	void turnEnded(Thread thread) {
		Turn present = this.turn;
		if (present != null && present.thread() == thread) {
			TURN.compareAndSet(this, present, null);
		}
	}

	@Nullable Turn turn() {
		return this.turn;
	}

	void belongTo(ChildContext origin) {
		needDetails().origin = origin;
	}

	/**
	 * Return the application context that made this, if not the one that counts.
	 * @return a descendant of the context of the statistics, or {@code null}
	 */
	@Nullable ChildContext origin() {
		SideDetails present = this.details;
		return (present != null) ? present.origin : null;
	}

	/**
	 * Return the number of the message that was queued last.
	 * @return how many messages have been in the queue, refused ones not included
	 */
	long lastNumber() {
		return posted() - refused();
	}

	/**
	 * Return the number of the message that was taken last.
	 * @return how many messages have left the queue
	 */
	long taken() {
		return delivered() + discarded() - refused();
	}

	private long balance() {
		return posted() - delivered() - discarded();
	}

	private long refused() {
		SideDetails present = this.details;
		return (present != null) ? present.refused.get() : 0;
	}

	private SideDetails needDetails() {
		SideDetails present = this.details;
		if (present != null) {
			return present;
		}
		SideDetails fresh = new SideDetails();
		SideDetails before = (SideDetails) DETAILS.compareAndExchange(this, null, fresh);
		return (before != null) ? before : fresh;
	}

	private void measure(long posted) {
		if (!this.channel.isMeasured()) {
			sampleAfter(posted);
			return;
		}
		LatencySampling.Sample fresh = new LatencySampling.Sample(posted - refused(), System.nanoTime());
		if (!SAMPLE.compareAndSet(this, null, fresh)) {
			sampleAfter(posted);
			return;
		}
		// It may have been taken before it was counted as posted
		endMeasuring();
	}

	private void endMeasuring() {
		LatencySampling.Sample present = this.sample;
		if (present != null && taken() >= present.number() && SAMPLE.compareAndSet(this, present, null)) {
			this.channel.waited(System.nanoTime() - present.since());
			sampleAfter(posted());
		}
	}

	// A number that others have passed meanwhile would not come again
	private void sampleAfter(long number) {
		long latest = number;
		do {
			this.sampleNext = this.channel.sampling().after(latest);
			latest = posted();
		}
		while (this.channel.sampling().isOn() && (int) latest - this.sampleNext >= 0);
	}

}
