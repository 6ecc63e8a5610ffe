package dev.messageport.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/**
 * The executors that listeners run on. Their threads are daemons and need no shutdown.
 */
public enum BenchmarkExecutor {

	/**
	 * The default of a channel.
	 */
	COMMON_POOL {

		@Override
		Executor create() {
			return ForkJoinPool.commonPool();
		}

	},

	/**
	 * A pool of two threads.
	 */
	FIXED_POOL {

		@Override
		Executor create() {
			return Executors.newFixedThreadPool(2, (task) -> {
				Thread thread = new Thread(task, "benchmark");
				thread.setDaemon(true);
				return thread;
			});
		}

	};

	/**
	 * Create the executor, or return the one there is.
	 * @return the executor
	 */
	abstract Executor create();

}
