package dev.messageport.autoconfigure.monitoring;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What the {@link PortWatch} has seen at a side where messages wait or a listener is
 * running. The marks say which message was the youngest at some tick: while one that is
 * not younger waits, it has waited since then at least.
 */
final class SideWatch {

	private static final int MAX_MARKS = 16;

	/**
	 * Numbers of messages and, after each, when that was; oldest first. Guarded by this.
	 */
	private long[] marks = new long[2];

	private int count;

	// Of the watch's thread only

	private @Nullable Turn turn;

	private long delivered;

	private long since;

	/**
	 * Note the youngest message.
	 * @param number its number
	 * @param taken the number of the message that was taken last
	 * @param now the time, as {@link System#nanoTime()}
	 */
	synchronized void mark(long number, long taken, long now) {
		forget(taken);
		if (number <= taken || (this.count > 0 && this.marks[2 * this.count - 2] >= number)) {
			return;
		}
		if (this.count == MAX_MARKS) {
			thin();
		}
		if (2 * this.count == this.marks.length) {
			this.marks = Arrays.copyOf(this.marks, 4 * this.count);
		}
		this.marks[2 * this.count] = number;
		this.marks[2 * this.count + 1] = now;
		this.count++;
	}

	/**
	 * Return how long the oldest message has waited at least.
	 * @param taken the number of the message that was taken last
	 * @param now the time, as {@link System#nanoTime()}
	 * @return the time in nanoseconds, 0 if nothing is known to wait
	 */
	synchronized long oldestWaiting(long taken, long now) {
		for (int i = 0; i < this.count; i++) {
			if (this.marks[2 * i] > taken) {
				return Math.max(0, now - this.marks[2 * i + 1]);
			}
		}
		return 0;
	}

	/**
	 * Note which turn is going on.
	 * @param turn the turn, or {@code null} for none
	 * @param delivered how many messages have been delivered
	 * @param now the time, as {@link System#nanoTime()}
	 * @return for how long it has been seen to deliver the same message
	 */
	long running(@Nullable Turn turn, long delivered, long now) {
		if (turn != this.turn || delivered != this.delivered) {
			this.turn = turn;
			this.delivered = delivered;
			this.since = now;
		}
		return (turn != null) ? now - this.since : 0;
	}

	private void forget(long taken) {
		int gone = 0;
		while (gone < this.count && this.marks[2 * gone] <= taken) {
			gone++;
		}
		if (gone > 0) {
			this.count -= gone;
			System.arraycopy(this.marks, 2 * gone, this.marks, 0, 2 * this.count);
		}
	}

	// Every other one: who relies on a mark that has gone finds a younger one
	private void thin() {
		this.count = MAX_MARKS / 2;
		for (int i = 1; i < this.count; i++) {
			System.arraycopy(this.marks, 4 * i, this.marks, 2 * i, 2);
		}
	}

}
