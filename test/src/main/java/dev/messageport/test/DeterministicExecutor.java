package dev.messageport.test;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs tasks when the test says so, on the thread that says so, oldest first. The
 * listeners of a channel with this executor run inside {@link #runAll()} and nowhere
 * else, so that a test knows what has happened when that returns, without waiting.
 *
 * <pre>{@code
 * DeterministicExecutor executor = new DeterministicExecutor();
 * MessageChannelFactory channels = MessageChannelFactory.builder().executor(executor).build();
 * ...
 * executor.deliver(() -> port.postMessage("apples"));   // the listeners have run
 * }</pre>
 *
 * A post never calls a listener itself, whatever the executor (invariant 4):
 * {@link #deliver(Runnable)} first posts, then runs. A task is one turn of a port: up to
 * 1024 messages, fewer when listeners take their time (Q5).
 * <p>
 * Do not wait for a listener on the thread that runs the tasks, as by
 * {@code request(...).join()}: run first, then look at the future.
 * <p>
 * Thread-safe: tasks may come from any thread, and never run concurrently.
 */
public final class DeterministicExecutor implements Executor {

	/**
	 * How many tasks one call runs at most unless told otherwise.
	 */
	public static final int DEFAULT_MAX_TASKS = 100_000;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger unfinished = new AtomicInteger();

	private final ReentrantLock running = new ReentrantLock();

	private final int maxTasks;

	/**
	 * Create an executor that runs {@value #DEFAULT_MAX_TASKS} tasks in one call at most.
	 */
	public DeterministicExecutor() {
		this(DEFAULT_MAX_TASKS);
	}

	/**
	 * Create an executor.
	 * @param maxTasks how many tasks one call of {@link #runAll()} runs at most, so that
	 * two ports that answer each other for ever fail a test and do not hang it; greater
	 * than zero
	 */
	public DeterministicExecutor(int maxTasks) {
		if (maxTasks <= 0) {
			throw new IllegalArgumentException("'maxTasks' must be greater than zero, but was " + maxTasks);
		}
		this.maxTasks = maxTasks;
	}

	/**
	 * Keep a task until it is run.
	 * @param task the task
	 */
	@Override
	public void execute(Runnable task) {
		Objects.requireNonNull(task, "'task' must not be null");
		this.unfinished.incrementAndGet();
		this.tasks.add(task);
	}

	/**
	 * Run the oldest task, on this thread. Waits while another thread runs one.
	 * @return whether there was one
	 * @throws IllegalStateException if called by a task, such as by a listener
	 */
	public boolean runNext() {
		enter();
		try {
			Runnable task = this.tasks.poll();
			if (task != null) {
				run(task);
			}
			return task != null;
		}
		finally {
			this.running.unlock();
		}
	}

	/**
	 * Run all tasks, those that come meanwhile included, on this thread. What a task
	 * throws is thrown here, and leaves the tasks behind it for the next call; listeners
	 * do not make a task throw (Q4).
	 * @return how many there were
	 * @throws IllegalStateException if there are still tasks after the maximum number, or
	 * if called by a task, such as by a listener
	 */
	public int runAll() {
		enter();
		try {
			int count = 0;
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				run(task);
				count++;
				checkEnds(count);
			}
			return count;
		}
		finally {
			this.running.unlock();
		}
	}

	/**
	 * Do something, such as to post a message, and then run all tasks: when this returns,
	 * the listeners have run, and those of the messages that they have posted.
	 * @param action what to do; tasks that wait already run only after it, and not at all
	 * if it throws
	 * @return how many tasks were run
	 * @throws IllegalStateException as {@link #runAll()} does
	 */
	public int deliver(Runnable action) {
		action.run();
		return runAll();
	}

	/**
	 * Return whether there is nothing to run and nothing is running.
	 * @return whether all tasks have finished
	 */
	public boolean isIdle() {
		return this.unfinished.get() == 0;
	}

	/**
	 * Return how many tasks have not begun.
	 * @return the number of tasks
	 */
	public int waiting() {
		return this.tasks.size();
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		finally {
			this.unfinished.decrementAndGet();
		}
	}

	private void enter() {
		if (this.running.isHeldByCurrentThread()) {
			throw new IllegalStateException("A task of this executor asked it to run tasks: listeners would run on"
					+ " the stack of a listener. Run them from the test");
		}
		this.running.lock();
	}

	private void checkEnds(int count) {
		if (count >= this.maxTasks && !this.tasks.isEmpty()) {
			throw new IllegalStateException("After " + count + " tasks there are still " + waiting()
					+ ": do two ports answer each other for ever? If not, allow more tasks in the constructor");
		}
	}

	@Override
	public String toString() {
		return "DeterministicExecutor with " + waiting() + " tasks waiting";
	}

}
