package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Tasks in line for one thread, first come first served. That thread alone may use it,
 * but for what {@link LoopWatch} asks. A ring, because a turn that is scheduled by a turn
 * is not worth an object.
 * <p>
 * The task that runs stays in its place until it has ended. So the number of tasks begun,
 * which is needed anyway, is all that is written for the watch.
 */
final class TaskLine {

	private static final VarHandle BEGUN;

	static {
		try {
			BEGUN = MethodHandles.lookup().findVarHandle(TaskLine.class, "begun", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private static final int SMALLEST = 64;

	/**
	 * A ring beyond this length is given up when there is nothing to do: 16 KiB.
	 */
	private static final int KEPT = 4096;

	private @Nullable Runnable[] ring = new @Nullable Runnable[SMALLEST];

	private long begun;

	private long added;

	int size() {
		return (int) (this.added - this.begun);
	}

	void add(Runnable task) {
		reserve(1);
		this.ring[place(this.added)] = task;
		this.added++;
	}

	/**
	 * Make sure that tasks can be added.
	 * @param tasks how many
	 */
	void reserve(int tasks) {
		// One more for the task that runs
		long needed = (long) size() + 1 + tasks;
		if (needed > this.ring.length) {
			resize(needed);
		}
	}

	/**
	 * Add tasks for which there is room.
	 * @param youngest the last one of them, linked to the others
	 */
	void addAll(TaskNode youngest) {
		long end = this.added + youngest.depth;
		long place = end;
		for (TaskNode node = youngest; node != null; node = node.next) {
			if (node.task != null) {
				this.ring[place(--place)] = node.task;
			}
		}
		this.added = end;
	}

	/**
	 * Begin the next task, of which there is one.
	 * @return the task
	 */
	Runnable begin() {
		Runnable task = this.ring[place(this.begun)];
		// Opaque suffices: the watch only wants to see it change some time
		BEGUN.setOpaque(this, this.begun + 1);
		if (task == null) {
			throw new IllegalStateException("Nothing is in line");
		}
		return task;
	}

	/**
	 * Forget the task that was begun last.
	 */
	void end() {
		this.ring[place(this.begun - 1)] = null;
	}

	/**
	 * To be called when nothing is in line: do not keep the memory of busier times.
	 */
	void trim() {
		if (this.ring.length > KEPT) {
			this.ring = new @Nullable Runnable[SMALLEST];
		}
	}

	/**
	 * Return how many tasks have begun so far. By any thread.
	 * @return a number that changes with every task
	 */
	long begun() {
		return (long) BEGUN.getOpaque(this);
	}

	/**
	 * Return which task was begun last. By any thread, for people to read: an answer at
	 * the moment at which another one begins may be wrong.
	 * @return the task, or {@code null} if it has ended
	 */
	@Nullable Runnable latest() {
		@Nullable Runnable[] seen = this.ring;
		return seen[(int) (begun() - 1) & (seen.length - 1)];
	}

	private int place(long number) {
		return (int) number & (this.ring.length - 1);
	}

	private void resize(long needed) {
		if (needed > 1 << 30) {
			throw new OutOfMemoryError("More than " + (1 << 30) + " tasks wait for one thread of an event loop");
		}
		@Nullable Runnable[] larger = new @Nullable Runnable[Integer.highestOneBit((int) needed - 1) << 1];
		for (long number = this.begun - 1; number < this.added; number++) {
			larger[(int) number & (larger.length - 1)] = this.ring[place(number)];
		}
		this.ring = larger;
	}

}
