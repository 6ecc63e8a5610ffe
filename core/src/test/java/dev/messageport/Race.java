package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks at the same time and waits for all of them.
 */
final class Race {

	private static final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "race");
		thread.setDaemon(true);
		return thread;
	});

	private Race() {
	}

	static void of(Task... tasks) throws Exception {
		of(List.of(tasks));
	}

	static void of(List<Task> tasks) throws Exception {
		AtomicInteger missing = new AtomicInteger(tasks.size());
		List<Future<?>> results = new ArrayList<>();
		for (Task task : tasks) {
			results.add(threads.submit(() -> {
				missing.decrementAndGet();
				while (missing.get() > 0) {
					Thread.yield();
				}
				task.run();
				return null;
			}));
		}
		for (Future<?> result : results) {
			result.get(30, TimeUnit.SECONDS);
		}
	}

	/**
	 * What a thread does.
	 */
	interface Task {

		void run() throws Exception;

	}

}
