package dev.messageport.benchmarks;

import java.util.concurrent.Semaphore;

/**
 * Counts messages at the receiver, and lets the thread that runs the benchmark sleep
 * until all have arrived. It does not spin, because that would take a processor away from
 * the executor.
 */
final class Arrivals {

	private final int expected;

	private final Semaphore complete = new Semaphore(0);

	private int count;

	Arrivals(int expected) {
		this.expected = expected;
	}

	/**
	 * Count a message. Called by one thread at a time, each call after the one before.
	 * @return whether it was the last one
	 */
	boolean add() {
		if (++this.count < this.expected) {
			return false;
		}
		this.count = 0;
		this.complete.release();
		return true;
	}

	/**
	 * Wait until all messages have arrived.
	 */
	void await() {
		BoundedWait.acquire(this.complete, 1,
				() -> (this.expected - this.count) + " of " + this.expected + " messages");
	}

}
