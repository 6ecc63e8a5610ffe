package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * One thread of an {@link EventLoopGroup}, with all that waits for it.
 *
 * <pre>
 *   other threads: one compare-and-set        this thread: no atomic operation
 *
 *   head --&gt; t9 --&gt; t8 --&gt; t7                line --&gt; t4 --&gt; t5 --&gt; t6
 *            youngest first                            oldest first
 *
 *   round: move all of head to the back of the line, then run as many as are in line now
 * </pre>
 *
 * What this thread adds during a round waits for the next one, behind what others have
 * sent meanwhile: so neither starves the other (Q5). {@link #head} is one of
 *
 * <pre>
 *   AWAKE    nothing waits; the thread will look again before it parks
 *   PARKED   nothing waits; the thread parks: who replaces this wakes it
 *   task     the youngest; the thread is awake or has been woken
 *   CLOSED   nothing waits, nothing comes any more
 *
 *   AWAKE, task --another thread--&gt;  task
 *   PARKED      --another thread--&gt;  task, and wakes
 *   task        --this thread--&gt;     AWAKE       takes all
 *   AWAKE       --this thread--&gt;     PARKED      the line is empty, too
 *   AWAKE, task --shutdown--&gt;        CLOSED      what waits becomes {@link #leftover}
 *   PARKED      --shutdown--&gt;        CLOSED, and wakes
 * </pre>
 *
 * PARKED is replaced by a compare-and-set and read by the thread before each time that it
 * parks, and a wake-up that comes before the park ends the park at once: none is lost.
 * The thread does not spin before it parks, because a listener's next message is rarely
 * due within the microseconds for which that would pay, and others need the processor.
 */
final class EventLoop implements Executor, Runnable {

	private static final System.Logger logger = System.getLogger(EventLoop.class.getName());

	private static final TaskNode AWAKE = new TaskNode(null);

	private static final TaskNode PARKED = new TaskNode(null);

	private static final TaskNode CLOSED = new TaskNode(null);

	private static final VarHandle HEAD;

	private static final VarHandle LEFTOVER;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			HEAD = lookup.findVarHandle(EventLoop.class, "head", TaskNode.class);
			LEFTOVER = lookup.findVarHandle(EventLoop.class, "leftover", TaskNode.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final EventLoopGroup group;

	private final Thread thread;

	/**
	 * Made beforehand, because it may be memory that is missing.
	 */
	private final String taskFailed;

	private final TaskLine line = new TaskLine();

	private volatile TaskNode head = AWAKE;

	/**
	 * What waited when the loop was shut down; written before CLOSED, and taken after
	 * that, by the thread or by who stops it.
	 */
	private volatile @Nullable TaskNode leftover;

	EventLoop(EventLoopGroup group, String name) {
		this.group = group;
		this.taskFailed = "A task on event loop " + name + " failed, which goes on with the next one";
		this.thread = new Thread(null, this, name, 0, false);
		this.thread.setDaemon(true);
	}

	EventLoopGroup group() {
		return this.group;
	}

	Thread thread() {
		return this.thread;
	}

	TaskLine line() {
		return this.line;
	}

	/**
	 * Return whether there may be a task that runs.
	 * @return {@code false} while the thread is parked, and once it has ended
	 */
	boolean isBusy() {
		return this.head != PARKED && this.thread.isAlive();
	}

	@Override
	public void execute(Runnable task) {
		if (Thread.currentThread() != this.thread) {
			send(new TaskNode(task));
			return;
		}
		if (this.group.isShutdown()) {
			throw rejected(task);
		}
		this.line.add(task);
	}

	private void send(TaskNode node) {
		TaskNode seen;
		do {
			seen = this.head;
			if (seen == CLOSED) {
				throw rejected(node.task);
			}
			node.putOn(seen);
		}
		while (!HEAD.compareAndSet(this, seen, node));
		if (seen == PARKED) {
			LockSupport.unpark(this.thread);
		}
	}

	private RejectedExecutionException rejected(@Nullable Runnable task) {
		return new RejectedExecutionException(this + " was shut down and takes no more tasks, such as " + task);
	}

	/**
	 * Let nothing come any more. By one thread at a time.
	 */
	void close() {
		TaskNode seen = this.head;
		while (seen != CLOSED) {
			this.leftover = (seen.depth > 0) ? seen : null;
			if (HEAD.compareAndSet(this, seen, CLOSED)) {
				LockSupport.unpark(this.thread);
				return;
			}
			seen = this.head;
		}
	}

	/**
	 * Interrupt the task that runs. This loop is closed, and the group is stopped, so
	 * that no other one begins.
	 * @return what the thread has not taken over yet, oldest first
	 */
	Collection<Runnable> stop() {
		TaskNode youngest = (TaskNode) LEFTOVER.getAndSet(this, null);
		// Not before: it may end the task that runs, after which the thread takes over
		// the rest
		this.thread.interrupt();
		ArrayDeque<Runnable> oldestFirst = new ArrayDeque<>();
		for (TaskNode node = youngest; node != null; node = node.next) {
			if (node.task != null) {
				oldestFirst.addFirst(node.task);
			}
		}
		return oldestFirst;
	}

	@Override
	public void run() {
		try {
			while (round()) {
				if (this.line.size() == 0) {
					park();
				}
			}
		}
		finally {
			this.group.ended();
		}
	}

	/**
	 * Run what is in line.
	 * @return {@code false} if nothing will ever be in line again
	 */
	private boolean round() {
		boolean open = true;
		try {
			open = collect();
			int due = this.line.size();
			for (int i = 0; i < due; i++) {
				if (this.group.isStopped()) {
					drop();
					return false;
				}
				runNext();
			}
			return open || due > 0;
		}
		catch (Throwable ex) {
			// Memory for the line, or the log, has failed: nothing was taken over yet
			FailsafeLog.error(logger, "An event loop failed, and goes on", ex);
			Thread.yield();
			return open;
		}
	}

	/**
	 * Move what others have sent to the back of the line.
	 * @return {@code false} if this was the last of it
	 */
	private boolean collect() {
		TaskNode seen = this.head;
		while (seen != CLOSED) {
			if (seen.depth == 0) {
				return true;
			}
			this.line.reserve(seen.depth);
			if (HEAD.compareAndSet(this, seen, AWAKE)) {
				this.line.addAll(seen);
				return true;
			}
			seen = this.head;
		}
		TaskNode last = this.leftover;
		if (last != null) {
			this.line.reserve(last.depth);
			if (LEFTOVER.compareAndSet(this, last, null)) {
				this.line.addAll(last);
			}
		}
		return false;
	}

	private void runNext() {
		Runnable task = this.line.begin();
		try {
			if (task instanceof TurnTaker side) {
				side.runTurn();
			}
			else {
				task.run();
			}
		}
		catch (Throwable ex) {
			FailsafeLog.error(logger, this.taskFailed, ex);
		}
		finally {
			this.line.end();
			// One that is meant for the loop comes after the group was stopped
			Thread.interrupted();
		}
	}

	// Nobody may wait for ever for what will not run
	private void drop() {
		while (this.line.size() > 0) {
			try {
				if (this.line.begin() instanceof Future<?> future) {
					future.cancel(false);
				}
			}
			catch (Throwable ex) {
				FailsafeLog.error(logger, "A task that an event loop has dropped could not be cancelled", ex);
			}
			this.line.end();
		}
	}

	private void park() {
		this.line.trim();
		if (!HEAD.compareAndSet(this, AWAKE, PARKED)) {
			return;
		}
		while (this.head == PARKED) {
			LockSupport.park(this);
			// It would keep the thread from parking
			Thread.interrupted();
		}
		this.group.woken();
	}

	@Override
	public String toString() {
		return "event loop " + this.thread.getName();
	}

}
