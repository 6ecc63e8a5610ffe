package dev.messageport.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The executors of contenders. Their threads are daemons.
 */
final class Pools {

	private Pools() {
	}

	/**
	 * Create a pool.
	 * @param threads how many threads it has, always
	 * @return the pool
	 */
	static ExecutorService fixed(int threads) {
		return Executors.newFixedThreadPool(threads, (task) -> thread("pool of " + threads, task));
	}

	/**
	 * Create an executor with a new virtual thread for each task.
	 * @return the executor
	 * @throws IllegalStateException if this Java has no virtual threads
	 */
	static ExecutorService virtualThreads() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("PORT_VIRTUAL_THREADS needs Java 21 or later, and this is Java "
					+ Runtime.version() + ": leave it out of -p contender=...", ex);
		}
	}

	/**
	 * Create a thread.
	 * @param name its name
	 * @param task what it does
	 * @return the thread, not started
	 */
	static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

}
