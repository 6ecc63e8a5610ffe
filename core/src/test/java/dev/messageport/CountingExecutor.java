package dev.messageport;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Counts the tasks that it is given, and runs them when the test says so, on the thread
 * of the test. Allocates nothing itself while few tasks wait.
 */
final class CountingExecutor implements Executor {

	private final Queue<Runnable> tasks = new ArrayDeque<>(64);

	private int submitted;

	@Override
	public void execute(Runnable task) {
		this.submitted++;
		this.tasks.add(task);
	}

	/**
	 * Run the oldest task, which must be there.
	 */
	void runOne() {
		Objects.requireNonNull(this.tasks.poll(), "No task waits").run();
	}

	/**
	 * Run tasks, also those that come meanwhile, until there is none.
	 */
	void runAll() {
		while (!this.tasks.isEmpty()) {
			runOne();
		}
	}

	/**
	 * Return how many tasks have been submitted since this was asked last.
	 * @return the number of tasks
	 */
	int submitted() {
		int count = this.submitted;
		this.submitted = 0;
		return count;
	}

}
