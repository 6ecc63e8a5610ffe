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
final class QueueActor implements Runnable, StoppedLane {

	/**
	 * As many as a port delivers in one turn.
	 */
	private static final int TURN = 1024;

	private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

	/**
	 * Also set before the start, so that no post schedules the task.
	 */
	private final AtomicBoolean scheduled;

	private final Executor executor;

	private final Consumer<Object> listener;

	QueueActor(Executor executor, Consumer<Object> listener, boolean started) {
		this.executor = executor;
		this.listener = listener;
		this.scheduled = new AtomicBoolean(!started);
	}

	@Override
	public void post(Object message) {
		this.queue.add(message);
		schedule();
	}

	private void schedule() {
		if (!this.scheduled.get() && this.scheduled.compareAndSet(false, true)) {
			this.executor.execute(this);
		}
	}

	@Override
	public void start() {
		this.executor.execute(this);
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

	@Override
	public void close() {
		// Nobody holds an actor but those who post to it
	}

}
