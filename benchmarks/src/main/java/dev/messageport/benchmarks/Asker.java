package dev.messageport.benchmarks;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Asks somebody who answers on another thread.
 */
interface Asker extends AutoCloseable {

	/**
	 * Ask, and do not wait.
	 * @param question the question
	 * @param answered is called with the answer or the error, on any thread
	 */
	void ask(Object question, BiConsumer<@Nullable Object, @Nullable Throwable> answered);

	/**
	 * Run a task that asks where that is best.
	 * @param task the task
	 */
	default void begin(Runnable task) {
		task.run();
	}

	@Override
	void close();

}
