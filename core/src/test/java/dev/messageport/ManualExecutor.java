package dev.messageport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Runs tasks when the test says so, on the thread of the test.
 */
final class ManualExecutor implements Executor {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Run the oldest task.
	 * @return whether there was one
	 */
	boolean runOne() {
		Runnable task = this.tasks.poll();
		if (task != null) {
			task.run();
		}
		return task != null;
	}

	/**
	 * Run tasks, also those that come meanwhile, until there is none.
	 */
	void runAll() {
		while (runOne()) {
			continue;
		}
	}

	int waiting() {
		return this.tasks.size();
	}

}
