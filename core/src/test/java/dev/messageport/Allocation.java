package dev.messageport;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

import com.sun.management.ThreadMXBean;

/**
 * What code allocates, counted by the JVM for the thread of the test. The JIT may leave
 * allocations out, never add any: so a figure of the interpreter is the upper bound of
 * all, and what a test compares with has to be that.
 */
final class Allocation {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int ROUNDS = 20;

	private static final int CALLS = 10;

	private Allocation() {
	}

	/**
	 * Return how many bytes each call of an action allocates: in the cheapest of several
	 * rounds, because classes that are loaded, call sites that are linked, arrays that
	 * grow and turns that took so long that they were cut are no costs of the action.
	 * @param action the action
	 * @return the number of bytes, rounded down
	 */
	static long perCall(Runnable action) {
		return LongStream.range(0, ROUNDS).map((round) -> once(action, CALLS)).min().orElseThrow() / CALLS;
	}

	private static long once(Runnable action, int calls) {
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < calls; i++) {
			action.run();
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
