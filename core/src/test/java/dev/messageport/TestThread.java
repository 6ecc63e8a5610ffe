package dev.messageport;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread with a task and its result.
 *
 * @param thread the thread
 * @param result the result
 * @param <T> the type of the result
 */
record TestThread<T>(Thread thread, FutureTask<T> result) {

	static <T> TestThread<T> start(Callable<T> task) {
		FutureTask<T> result = new FutureTask<>(task);
		Thread thread = new Thread(result, "test");
		thread.setDaemon(true);
		thread.start();
		return new TestThread<>(thread, result);
	}

	/**
	 * Wait until this thread waits in a call of a port.
	 * @return this
	 */
	TestThread<T> awaitParked() {
		Waiting.until(() -> LockSupport.getBlocker(this.thread) instanceof Side);
		return this;
	}

	T get() throws Exception {
		return this.result.get(30, TimeUnit.SECONDS);
	}

}
