package dev.messageport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Reports tasks that keep a loop of one group for too long. Looks at the loops four times
 * in that time, and adds up how often it has seen the same task: so a pause of the whole
 * JVM, or a debugger, counts as one look at most.
 *
 * <pre>
 *   WATCHING --all loops were parked for some looks--&gt; ASLEEP
 *   ASLEEP   --a loop wakes up, or ends--&gt;             WATCHING
 *   WATCHING --all loops have ended--&gt;                 ended
 * </pre>
 *
 * Loops that are idle are not paid for, nor are messages: a loop writes nothing for this.
 */
final class LoopWatch implements Runnable {

	private static final System.Logger logger = System.getLogger(LoopWatch.class.getName());

	private static final int LOOKS = 4;

	/**
	 * So many, because to fall asleep costs a loop a wake-up.
	 */
	private static final int IDLE_LOOKS = 8;

	private final EventLoopGroup group;

	private final List<LoopProgress> progress;

	private final Thread thread;

	private final long interval;

	private volatile boolean asleep;

	LoopWatch(EventLoopGroup group, String name, Duration blockedAfter) {
		this.group = group;
		this.interval = blockedAfter.dividedBy(LOOKS).toNanos();
		this.progress = group.loops().stream().map((loop) -> new LoopProgress(loop, blockedAfter)).toList();
		this.thread = new Thread(null, this, name, 0, false);
		this.thread.setDaemon(true);
	}

	Thread thread() {
		return this.thread;
	}

	/**
	 * To be called by a loop that was parked, after it has begun to look busy.
	 */
	void wake() {
		if (this.asleep) {
			wakeNow();
		}
	}

	/**
	 * To be called by a loop that has ended.
	 */
	void wakeNow() {
		this.asleep = false;
		LockSupport.unpark(this.thread);
	}

	@Override
	public void run() {
		long looked = System.nanoTime();
		int idle = 0;
		while (!this.group.isTerminated()) {
			LockSupport.parkNanos(this, this.interval);
			long now = System.nanoTime();
			idle = look(Math.min(now - looked, this.interval)) ? 0 : idle + 1;
			looked = now;
			if (idle == IDLE_LOOKS) {
				sleep();
				idle = 0;
			}
			Thread.interrupted();
		}
	}

	/**
	 * Look at all loops.
	 * @param time for how long to take what is still so to have been so
	 * @return whether one of them has something to do
	 */
	private boolean look(long time) {
		boolean busy = false;
		for (LoopProgress each : this.progress) {
			try {
				busy |= each.look(time);
			}
			catch (Throwable ex) {
				FailsafeLog.error(logger, "The watch of the " + this.group + " failed, and goes on", ex);
			}
		}
		return busy;
	}

	// A loop that becomes busy after it was looked at finds that this is asleep
	private void sleep() {
		this.asleep = true;
		if (this.group.loops().stream().anyMatch(EventLoop::isBusy) || this.group.isTerminated()) {
			this.asleep = false;
		}
		while (this.asleep) {
			LockSupport.park(this);
			Thread.interrupted();
		}
	}

}
