package dev.messageport.benchmarks;

import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A queue of JCTools for each connection, and a thread that does nothing but read it: the
 * fastest way to receive, at the price of a processor. No executor, no batch, no parking,
 * so only for a few connections.
 */
final class JcToolsCarrier implements Carrier {

	private final Supplier<Queue<Object>> queues;

	JcToolsCarrier(Supplier<Queue<Object>> queues) {
		this.queues = queues;
	}

	@Override
	public Lane open(Consumer<Object> listener) {
		SpinningLane lane = new SpinningLane(this.queues.get(), listener);
		Pools.thread("spinning", lane).start();
		return lane;
	}

	@Override
	public void close() {
		// The threads end with their lanes
	}

	/**
	 * A queue and its reader.
	 */
	private static final class SpinningLane implements Lane, Runnable {

		private final Queue<Object> queue;

		private final Consumer<Object> listener;

		private volatile boolean closed;

		SpinningLane(Queue<Object> queue, Consumer<Object> listener) {
			this.queue = queue;
			this.listener = listener;
		}

		@Override
		public void post(Object message) {
			this.queue.add(message);
		}

		@Override
		public void run() {
			while (!this.closed) {
				Object message = this.queue.poll();
				if (message != null) {
					this.listener.accept(message);
				}
				else {
					Thread.onSpinWait();
				}
			}
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
