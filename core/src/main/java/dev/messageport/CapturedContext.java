package dev.messageport;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What an interceptor has captured, and a promise that a task is run with it or without
 * it: somebody waits for what the task does.
 *
 * @param captured what the interceptor has captured
 */
record CapturedContext(Consumer<Runnable> captured) {

	private static final System.Logger logger = System.getLogger(CapturedContext.class.getName());

	static @Nullable CapturedContext of(@Nullable Consumer<Runnable> captured) {
		return (captured != null) ? new CapturedContext(captured) : null;
	}

	/**
	 * Run a task in a context.
	 * @param context the context, or {@code null} if there is none
	 * @param task what to run
	 */
	static void run(@Nullable CapturedContext context, Runnable task) {
		if (context == null) {
			task.run();
			return;
		}
		Once once = new Once(task);
		try {
			context.captured.accept(once);
		}
		catch (Throwable ex) {
			if (once.begun) {
				throw ex;
			}
			FailsafeLog.error(logger, "What was current when somebody asked, answered or connected"
					+ " could not be restored; what is called for them goes on without it", ex);
		}
		once.run();
	}

	/**
	 * A task that is run once. Used by one thread.
	 */
	private static final class Once implements Runnable {

		private final Runnable task;

		private boolean begun;

		Once(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			if (!this.begun) {
				this.begun = true;
				this.task.run();
			}
		}

	}

}
