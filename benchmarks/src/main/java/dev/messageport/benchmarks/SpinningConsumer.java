package dev.messageport.benchmarks;

import java.util.Queue;

/**
 * A thread that does nothing but read a queue: the fastest way to receive, at the price
 * of a processor.
 */
final class SpinningConsumer {

	private final Queue<Object> queue;

	private final Arrivals arrivals;

	private volatile boolean stopped;

	SpinningConsumer(Queue<Object> queue, Arrivals arrivals) {
		this.queue = queue;
		this.arrivals = arrivals;
	}

	void start() {
		Thread thread = new Thread(this::consume, "spinning consumer");
		thread.setDaemon(true);
		thread.start();
	}

	void stop() {
		this.stopped = true;
	}

	private void consume() {
		while (!this.stopped) {
			if (this.queue.poll() != null) {
				this.arrivals.add();
			}
			else {
				Thread.onSpinWait();
			}
		}
	}

}
