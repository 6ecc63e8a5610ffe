package dev.messageport.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits for what must happen soon, so that a contender that loses a message fails instead
 * of standing still.
 */
final class BoundedWait {

	/**
	 * How long it waits. More than a thousand times what a benchmark takes for it.
	 */
	static final long SECONDS = 60;

	private BoundedWait() {
	}

	/**
	 * Acquire permits.
	 * @param semaphore gives them
	 * @param permits how many
	 * @param missing says how many of what are missing
	 * @throws IllegalStateException if they are not there in time, or this thread is
	 * interrupted
	 */
	static void acquire(Semaphore semaphore, int permits, Supplier<String> missing) {
		try {
			if (!semaphore.tryAcquire(permits, SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Missing after " + SECONDS + " s: " + missing.get());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while missing: " + missing.get(), ex);
		}
	}

}
