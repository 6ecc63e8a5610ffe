package dev.messageport.benchmarks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The peer to beat: the mailbox that one writes by hand, a {@link ConcurrentLinkedQueue}
 * and a flag that tells whether its task is scheduled. Unbounded, one way, and without
 * transfer or close.
 */
final class QueueActor implements Runnable {

	/**
	 * As many as a port delivers in one turn.
	 */
	private static final int TURN = 1024;

	private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final Executor executor;

	private final Consumer<Object> listener;

	QueueActor(Executor executor, Consumer<Object> listener) {
		this.executor = executor;
		this.listener = listener;
	}

	void post(Object message) {
		this.queue.add(message);
		schedule();
	}

	private void schedule() {
		if (!this.scheduled.get() && this.scheduled.compareAndSet(false, true)) {
			this.executor.execute(this);
		}
	}

	@Override
	public void run() {
		for (int i = 0; i < TURN; i++) {
			Object message = this.queue.poll();
			if (message == null) {
				break;
			}
			this.listener.accept(message);
		}
		this.scheduled.set(false);
		if (!this.queue.isEmpty()) {
			schedule();
		}
	}

}
