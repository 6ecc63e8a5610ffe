package dev.messageport.autoconfigure.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelObserver;
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
 * Who counts after that lets the name count instead; so nothing is lost and nothing is
 * counted twice. Retiring puts an end to each counter in one step: to {@link #posts} by
 * its sign bit; to what turns deliver by {@link Turn#RETIRED}, which only takes the place
 * of no turn; to what is delivered otherwise, that is received, by the same under the
 * lock of this object.
 * <p>
 * There are two of these for each channel, and an application may have a million: all
 * that only some sides need is somewhere else.
 */
final class SideStatistics implements ChannelObserver {

	private static final int CLOSED = 1;

	private static final int ENDED = 2;

	private static final int OPENED_AT = 4;

	/**
	 * Seconds since then, and so many before, fit beside the flags: 17 years.
	 */
	private static final long EPOCH = System.currentTimeMillis() / 1000;

	private static final VarHandle DELIVERED;

	private static final VarHandle LIFE;

	private static final VarHandle DETAILS;

	private static final VarHandle POSTS;

	private static final VarHandle SAMPLE;

	private static final VarHandle TURN;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			DELIVERED = lookup.findVarHandle(SideStatistics.class, "delivered", long.class);
			LIFE = lookup.findVarHandle(SideStatistics.class, "life", int.class);
			DETAILS = lookup.findVarHandle(SideStatistics.class, "details", SideDetails.class);
			POSTS = lookup.findVarHandle(SideStatistics.class, "posts", Posts.class);
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
	 * The place in the list of the name, which guards it; negative once retired.
	 */
	int index;

	/**
	 * What all turns but the present one have delivered. Never falls.
	 */
	private volatile long delivered;

	private volatile @Nullable Posts posts;

	private volatile LatencySampling.@Nullable Sample sample;

	private volatile @Nullable Turn turn;

	private volatile @Nullable SideDetails details;

	/**
	 * Kept by the watch while there is something to see.
	 */
	volatile @Nullable SideWatch watch;

	/**
	 * In units of {@link #OPENED_AT} when this was opened, in seconds since the
	 * {@link #EPOCH}; below that whether it was closed, and has ended.
	 */
	private volatile int life;

	SideStatistics(ChannelSide side, ChannelStatistics channel) {
		this.side = side;
		this.channel = channel;
		this.life = (int) (System.currentTimeMillis() / 1000 - EPOCH) * OPENED_AT;
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
		Posts present = this.posts;
		return (present != null && present != Posts.RETIRED) ? present.number() : 0;
	}

	/**
	 * Return how many messages were taken from the queue.
	 * @return the number of messages
	 */
	long delivered() {
		Turn present = turn();
		// What it has delivered cannot be missed: the sum is there before the turn goes
		return ((present != null) ? present.delivered() : this.delivered) + received();
	}

	private long received() {
		SideDetails present = this.details;
		return (present != null) ? present.received : 0;
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
		Posts present = this.posts;
		return (present != null) ? present.highWaterMark() : 0;
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
		return Instant.ofEpochSecond(EPOCH + Math.floorDiv(this.life, OPENED_AT));
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

	@Override
	public void posted(ChannelSide side) {
		countPosted();
		retireIfDone();
	}

	void countPosted() {
		Posts present = this.posts;
		Posts own = (present != null) ? present : needPosts();
		long number = own.count();
		if (number < 0) {
			this.channel.countPosted();
			return;
		}
		if (own.mayRise(number)) {
			own.mark(number, delivered() + discarded());
		}
		if (own.isSample(number)) {
			measure(own, number);
		}
	}

	private Posts needPosts() {
		Posts fresh = new Posts(this.channel.sampling().after(0));
		Posts before = (Posts) POSTS.compareAndExchange(this, null, fresh);
		return (before != null) ? before : fresh;
	}

	@Override
	public void delivered(ChannelSide side) {
		countDelivered();
		retireIfDone();
	}

	void countDelivered() {
		Turn present = this.turn;
		if (present != null && present.isOf(Thread.currentThread())) {
			present.countDelivered();
		}
		else if (!countReceived()) {
			this.channel.countDelivered();
			return;
		}
		endMeasuring();
	}

	private synchronized boolean countReceived() {
		if (this.turn == Turn.RETIRED) {
			return false;
		}
		needDetails().received++;
		return true;
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		// First the name: once the side has, it may be gone
		this.channel.noteDiscarded(reason);
		countDiscarded(reason);
		retireIfDone();
	}

	private void countDiscarded(CloseReason reason) {
		SideDetails details = needDetails();
		if (reason == CloseReason.OVERFLOW && this.side.overflow() == OverflowPolicy.DROP_LATEST) {
			details.refused.incrementAndGet();
		}
		details.discarded.incrementAndGet();
		endMeasuring();
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		SideDetails details = needDetails();
		details.failed.incrementAndGet();
		details.lastError = error.getClass().getName();
		this.channel.noteFailed(error);
	}

	/**
	 * Note that the side has closed.
	 * @return whether that is news
	 */
	boolean markClosed() {
		return ((int) LIFE.getAndBitwiseOr(this, CLOSED) & CLOSED) == 0;
	}

	void markEnded() {
		LIFE.getAndBitwiseOr(this, ENDED);
	}

	/**
	 * Return whether nothing is to come, as far as can be known. A listener that hangs on
	 * after its port was closed is something to come: the watch has to see it.
	 * @return whether this can retire
	 */
	boolean isDone() {
		return (this.life & (CLOSED | ENDED)) == (CLOSED | ENDED) && this.turn == null && balance() == 0;
	}

	private void retireIfDone() {
		if (isDone()) {
			this.channel.retire(this);
		}
	}

	/**
	 * Let no turn begin any more, if none is going on: then the number of delivered
	 * messages is for good.
	 * @param force whether to do so in any case. What a turn that is going on delivers
	 * from now on is counted by the name, but for the message that is just being counted
	 * @return whether that was done
	 */
	synchronized boolean endTurns(boolean force) {
		Turn present = turn();
		if (!force) {
			return TURN.compareAndSet(this, null, Turn.RETIRED);
		}
		if (present != null) {
			// Before as well, so that nobody sees less in between
			keep(present);
		}
		this.turn = Turn.RETIRED;
		if (present != null) {
			keep(present);
		}
		return true;
	}

	/**
	 * Take the number of posted messages away, for good.
	 * @return the number of messages that are counted here
	 */
	long retirePosted() {
		Posts present = (Posts) POSTS.compareAndExchange(this, null, Posts.RETIRED);
		return (present != null) ? present.retire() : 0;
	}

	@Override
	public void turnBegan(ChannelSide side) {
		turnBegan(Thread.currentThread());
	}

	void turnBegan(Thread thread) {
		Turn present = this.turn;
		while (present != Turn.RETIRED) {
			// One that is over, but has not been told so, delivers nothing any more
			Turn fresh = new Turn(thread, (present != null) ? present.delivered() : this.delivered);
			if (TURN.compareAndSet(this, present, fresh)) {
				return;
			}
			present = this.turn;
		}
	}

	@Override
	public void turnEnded(ChannelSide side) {
		turnEnded(Thread.currentThread());
		retireIfDone();
	}

	// Another thread may have begun before this one tells that it has ended
	void turnEnded(Thread thread) {
		Turn present = this.turn;
		if (present != null && present.isOf(thread)) {
			keep(present);
			TURN.compareAndSet(this, present, null);
		}
	}

	private void keep(Turn turn) {
		long sum = turn.delivered();
		long before = this.delivered;
		while (before < sum && !DELIVERED.compareAndSet(this, before, sum)) {
			before = this.delivered;
		}
	}

	/**
	 * Return the turn that is going on.
	 * @return the turn, or {@code null} for none
	 */
	@Nullable Turn turn() {
		Turn present = this.turn;
		return (present != Turn.RETIRED) ? present : null;
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

	private void measure(Posts own, long number) {
		if (!this.channel.isMeasured()) {
			own.sampleAfter(number, this.channel.sampling());
			return;
		}
		LatencySampling.Sample fresh = new LatencySampling.Sample(number - refused(), System.nanoTime());
		if (!SAMPLE.compareAndSet(this, null, fresh)) {
			own.sampleAfter(number, this.channel.sampling());
			return;
		}
		// It may have been taken before it was counted as posted
		endMeasuring();
	}

	private void endMeasuring() {
		LatencySampling.Sample present = this.sample;
		if (present != null && taken() >= present.number() && SAMPLE.compareAndSet(this, present, null)) {
			this.channel.waited(System.nanoTime() - present.since());
			Posts own = needPosts();
			own.sampleAfter(own.number(), this.channel.sampling());
		}
	}

}
