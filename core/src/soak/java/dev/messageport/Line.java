package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What the soak knows of one side of a channel: who posted to it, what arrived, and what
 * the observer was told. Holds no port and no side, so that both can be collected.
 */
final class Line {

	final WeakReference<ChannelSide> side;

	final Trail trail;

	final Source source;

	final OverflowPolicy overflow;

	final int capacity;

	final AtomicInteger posted = new AtomicInteger();

	final AtomicInteger delivered = new AtomicInteger();

	/**
	 * Dropped by a full queue.
	 */
	final AtomicInteger overflowed = new AtomicInteger();

	/**
	 * Discarded because the side ended.
	 */
	final AtomicInteger discarded = new AtomicInteger();

	/**
	 * Posts that returned {@code false}.
	 */
	final AtomicInteger refused = new AtomicInteger();

	/**
	 * Requests that were posted, or refused.
	 */
	final AtomicInteger asked = new AtomicInteger();

	/**
	 * Kept from listeners by an interceptor.
	 */
	final AtomicInteger swallowed = new AtomicInteger();

	/**
	 * Seen by listeners and receivers.
	 */
	final AtomicInteger received = new AtomicInteger();

	final AtomicInteger closed = new AtomicInteger();

	final AtomicInteger closeEvents = new AtomicInteger();

	private final String name;

	private final AtomicInteger generations = new AtomicInteger();

	private final Map<Hand, Sequence> sequences = new ConcurrentHashMap<>(4);

	/**
	 * The present owner, or the last one.
	 */
	volatile @Nullable Tenure tenure;

	volatile @Nullable CloseReason reason;

	volatile boolean endedFromOutside;

	/**
	 * Whether a port of this side was let go without a close.
	 */
	volatile boolean dropped;

	/**
	 * Whether this is a reply channel, where the library itself posts and listens.
	 */
	volatile boolean replies = true;

	/**
	 * When the end of this side was first seen; by the auditor alone.
	 */
	long endedAt;

	/**
	 * How many messages had been received, and since when; by the auditor alone.
	 */
	int receivedBefore = -1;

	long waitingSince;

	@SuppressWarnings("NullAway.Init")
	private Line other;

	private Line(String name, ChannelSide side, Trail trail, Source source, OverflowPolicy overflow, int capacity) {
		this.name = name;
		this.side = new WeakReference<>(side);
		this.trail = trail;
		this.source = source;
		this.overflow = overflow;
		this.capacity = capacity;
	}

	static Line pair(long number, ChannelSide side1, ChannelSide side2, Source source, OverflowPolicy overflow,
			int capacity) {
		Trail trail = new Trail();
		Line first = new Line("#" + number + ".port1", side1, trail, source, overflow, capacity);
		Line second = new Line("#" + number + ".port2", side2, trail, source, overflow, capacity);
		first.other = second;
		second.other = first;
		return first;
	}

	Line other() {
		return this.other;
	}

	String end() {
		return this.name.substring(this.name.indexOf('.') + 1);
	}

	int nextGeneration() {
		return this.generations.incrementAndGet();
	}

	Sequence sequence(Hand hand) {
		return this.sequences.computeIfAbsent(hand, (key) -> new Sequence(this));
	}

	int accepted() {
		return this.sequences.values().stream().mapToInt(Sequence::queued).sum();
	}

	int gaps() {
		return this.sequences.values().stream().mapToInt(Sequence::gaps).sum();
	}

	/**
	 * Invariant 9, as far as the observer has been told.
	 */
	boolean isBalanced(int queued) {
		return this.posted.get() == this.delivered.get() + this.overflowed.get() + this.discarded.get() + queued;
	}

	String name() {
		return this.name;
	}

	@Override
	public String toString() {
		ChannelSide present = this.side.get();
		return "%s (%s, %s %s): %s, queued %s, accepted %s, refused %s, asked %s, swallowed %s, posted %s, delivered %s, received %s, overflowed %s, discarded %s, gaps %s, closed %s %s, close events %s, %s"
			.formatted(this.name, this.source, this.overflow, this.capacity,
					(present != null) ? present.state() : "collected", (present != null) ? present.queued() : 0,
					accepted(), this.refused, this.asked, this.swallowed, this.posted, this.delivered, this.received,
					this.overflowed, this.discarded, gaps(), this.closed, this.reason, this.closeEvents, this.tenure);
	}

}
