package dev.messageport.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * Warms up what has so much code that the warm-up of JMH is too short for it: the
 * compiler would take the processors from what is measured.
 */
final class WarmUp {

	private WarmUp() {
	}

	/**
	 * Do the work of a benchmark again and again.
	 * @param seconds for how long
	 * @param work the work
	 * @throws InterruptedException if this thread is interrupted
	 */
	static void run(int seconds, Work work) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		while (System.nanoTime() < end) {
			work.run();
		}
	}

	/**
	 * The work of a benchmark.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws InterruptedException;

	}

}
