package dev.messageport.autoconfigure.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * Where a listener is that has been running for long; never thrown.
 */
final class SlowListener extends Exception {

	private static final long serialVersionUID = 1L;

	private SlowListener(Thread thread, StackTraceElement[] stack) {
		super("The listener is here, on thread '" + thread.getName() + "'", null, false, true);
		setStackTrace(stack);
	}

	/**
	 * Find out what a side is doing.
	 * @param side the side
	 * @param turn the turn in which it was delivering
	 * @param delivered how many messages it had delivered
	 * @return where it is, or {@code null} if it has gone on meanwhile
	 */
	static @Nullable SlowListener find(SideStatistics side, Turn turn, long delivered) {
		StackTraceElement[] stack = turn.thread().getStackTrace();
		// What was seen belongs to the same call only if it goes on still
		return (side.turn() == turn && side.delivered() == delivered) ? new SlowListener(turn.thread(), stack) : null;
	}

}
