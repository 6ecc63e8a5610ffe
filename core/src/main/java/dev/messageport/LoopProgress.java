package dev.messageport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What one loop was seen doing, for {@link LoopWatch}. A task is reported once, and not
 * more than one in ten seconds, so that a listener that always blocks does not fill the
 * log.
 */
final class LoopProgress {

	private static final System.Logger logger = System.getLogger(LoopWatch.class.getName());

	private static final long QUIET_NANOS = 10_000_000_000L;

	private final EventLoop loop;

	private final long bound;

	private long task;

	private long since;

	private long reportedAt = System.nanoTime() - QUIET_NANOS;

	private int unreported;

	LoopProgress(EventLoop loop, Duration blockedAfter) {
		this.loop = loop;
		this.bound = blockedAfter.toNanos();
	}

	/**
	 * Look what the loop does, and report it if need be.
	 * @param time for how long it does that if it did so the last time
	 * @return whether it does anything
	 */
	boolean look(long time) {
		long begun = this.loop.line().begun();
		boolean same = begun == this.task;
		boolean busy = this.loop.isBusy();
		long before = this.since;
		this.task = begun;
		this.since = (same && busy) ? before + time : 0;
		if (before < this.bound && this.since >= this.bound) {
			blocked(begun);
		}
		return busy || !same;
	}

	private void blocked(long begun) {
		Runnable task = this.loop.line().latest();
		StackTraceElement[] stack = this.loop.thread().getStackTrace();
		if (task == null || this.loop.line().begun() != begun) {
			return;
		}
		long now = System.nanoTime();
		if (now - this.reportedAt < QUIET_NANOS) {
			this.unreported++;
			return;
		}
		logger.log(System.Logger.Level.WARNING, describe(task), new BlockedLoop(this.loop, stack));
		this.reportedAt = now;
		this.unreported = 0;
	}

	private String describe(Runnable task) {
		return "The " + this.loop + " is blocked: " + subject(task) + " has kept it for "
				+ Duration.ofNanos(this.since).toMillis() + " ms, and all other ports of this loop wait" + others()
				+ ". Give a port whose listener waits or computes for long an executor of its own"
				+ " (@PortListener(executor = \"...\"), ChannelOptions.Builder.executor), or raise 'blockedAfter'"
				+ " (messageport.event-loop.blocked-after)";
	}

	private static String subject(@Nullable Runnable task) {
		return (task instanceof TurnTaker side) ? "port " + side.name() : "a task, " + task + ",";
	}

	private String others() {
		return (this.unreported > 0) ? " (" + this.unreported + " more times since the last report)" : "";
	}

	/**
	 * Not thrown: where the thread is.
	 */
	private static final class BlockedLoop extends Throwable {

		private static final long serialVersionUID = 1L;

		BlockedLoop(EventLoop loop, StackTraceElement[] stack) {
			super("The thread " + loop.thread().getName() + " is here", null, false, true);
			setStackTrace(stack);
		}

	}

}
