package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Does several things at the same time.
 */
final class Race {

	private Race() {
	}

	/**
	 * Start all at once, and wait for all of them.
	 * @param timeout the longest wait for each
	 * @param actions what to do
	 * @throws Exception what one of them throws, or if it takes too long
	 */
	static void of(Duration timeout, Callable<?>... actions) throws Exception {
		CountDownLatch ready = new CountDownLatch(actions.length);
		List<FutureTask<?>> tasks = new ArrayList<>();
		for (Callable<?> action : actions) {
			FutureTask<?> task = new FutureTask<>(() -> {
				ready.countDown();
				ready.await();
				return action.call();
			});
			Thread thread = new Thread(task, "race");
			thread.setDaemon(true);
			thread.start();
			tasks.add(task);
		}
		for (FutureTask<?> task : tasks) {
			task.get(Timeouts.nanos(timeout), TimeUnit.NANOSECONDS);
		}
	}

}
