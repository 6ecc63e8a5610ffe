package dev.messageport.autoconfigure.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What posters count at a side: apart from the rest, which who delivers reads for each
 * message. Made for the first message.
 * <p>
 * Retiring sets the sign bit of the number and takes its value in one step. Who counts
 * after that sees the bit.
 */
final class Posts {

	/**
	 * Of a side that has retired before anything was posted. What it counts is nobody's.
	 */
	static final Posts RETIRED = new Posts(0);

	private static final long RETIRED_BIT = Long.MIN_VALUE;

	private static final VarHandle NUMBER;

	private static final VarHandle HIGH_WATER_MARK;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			NUMBER = lookup.findVarHandle(Posts.class, "number", long.class);
			HIGH_WATER_MARK = lookup.findVarHandle(Posts.class, "highWaterMark", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
		RETIRED.retire();
	}

	private volatile long number;

	private volatile int highWaterMark;

	/**
	 * The lower bits of the highest number that cannot raise the mark: messages that had
	 * been taken at some time, and the mark. Neither ever falls, so any former value is
	 * right, and who is overtaken in setting it only makes others look once more.
	 */
	private volatile int markHolds;

	/**
	 * The lower bits of the number of the message to measure next.
	 */
	private volatile int sampleNext;

	Posts(int sampleNext) {
		this.sampleNext = sampleNext;
	}

	/**
	 * Count a message.
	 * @return its number, negative if the side has retired
	 */
	long count() {
		return (long) NUMBER.getAndAdd(this, 1L) + 1;
	}

	/**
	 * Return how many messages were posted.
	 * @return the number of messages
	 */
	long number() {
		return this.number & ~RETIRED_BIT;
	}

	/**
	 * Take the number away, for good.
	 * @return how many messages were posted
	 */
	long retire() {
		return (long) NUMBER.getAndBitwiseOr(this, RETIRED_BIT) & ~RETIRED_BIT;
	}

	long highWaterMark() {
		return this.highWaterMark;
	}

	/**
	 * Return whether there may be more messages than ever before.
	 * @param number the number of a message that was posted just now
	 * @return whether to call {@link #mark}
	 */
	boolean mayRise(long number) {
		return (int) number - this.markHolds > 0;
	}

	/**
	 * Raise the mark if there are more messages than ever before.
	 * @param number the number of a message that was posted just now
	 * @param taken how many messages have been delivered or discarded
	 */
	void mark(long number, long taken) {
		long waiting = number - taken;
		int highest = this.highWaterMark;
		while (waiting > highest && !HIGH_WATER_MARK.compareAndSet(this, highest, (int) waiting)) {
			highest = this.highWaterMark;
		}
		this.markHolds = (int) taken + this.highWaterMark;
	}

	boolean isSample(long number) {
		return (int) number == this.sampleNext;
	}

	/**
	 * Choose the next message to measure. A number that others have passed meanwhile
	 * would not come again.
	 * @param number the number of a message that was posted
	 * @param sampling chooses
	 */
	void sampleAfter(long number, LatencySampling sampling) {
		long latest = number;
		do {
			this.sampleNext = sampling.after(latest);
			latest = number();
		}
		while (sampling.isOn() && (int) latest - this.sampleNext >= 0);
	}

}
