package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Gives tasks to a {@link ForkJoinPool} that would run those of its own threads first,
 * the youngest before all others. Here they stand in a line of ours, and the pool gets
 * tickets, each of which lets a thread run some tasks of the line, oldest first:
 *
 * <pre>
 *   NO TICKET DUE --task added, or left by a thread that runs one--&gt; TICKET DUE
 *   TICKET DUE    --a thread of the pool takes the ticket--&gt;          NO TICKET DUE
 * </pre>
 *
 * While something stands in the line a ticket is due, so that it is the pool that decides
 * how many threads there are: also when listeners block and it has to make more. A ticket
 * is taken before the line is looked at, and a task is added before it is asked whether a
 * ticket is due: so no task is overlooked.
 * <p>
 * What a task adds as its only one runs next, without standing in the line: two ports
 * that talk to each other stay on one processor. It waits in the queue of the thread,
 * where others may take it meanwhile. After {@value #CHAIN} of those in a row the line
 * has its turn.
 */
final class PoolLine implements Executor {

	private static final System.Logger logger = System.getLogger(PoolLine.class.getName());

	/**
	 * How many tasks run for one ticket: few, because whoever waits in a thread of the
	 * pool for another task may take tickets meanwhile, and looks up only between them.
	 */
	private static final int RUN = 32;

	private static final int CHAIN = 16;

	/**
	 * More threads than that do without {@link #tickets}, which costs nothing but time.
	 */
	private static final int MOST_THREADS = 256;

	private static final VarHandle DUE;

	private static final VarHandle TASK;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			DUE = lookup.findVarHandle(PoolLine.class, "due", Ticket.class);
			TASK = lookup.findVarHandle(Ticket.class, "task", Runnable.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final ForkJoinPool pool;

	private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();

	/**
	 * The tickets that are being used, by the index of the thread, which alone touches
	 * it.
	 */
	private final @Nullable Ticket[] tickets = new Ticket[MOST_THREADS];

	/**
	 * The ticket that no thread has taken yet. One that the pool has lost is done, and
	 * gets a successor.
	 */
	private volatile @Nullable Ticket due;

	PoolLine(ForkJoinPool pool) {
		this.pool = pool;
	}

	@Override
	public void execute(Runnable task) {
		if (this.pool.isShutdown()) {
			throw new RejectedExecutionException("The pool was shut down: " + this.pool);
		}
		Ticket used = ticketInUse();
		if (used != null && used.runNext(task)) {
			return;
		}
		this.line.add(task);
		try {
			callThread();
		}
		catch (Throwable ex) {
			if (this.line.remove(task)) {
				throw ex;
			}
		}
	}

	private @Nullable Ticket ticketInUse() {
		int index = threadIndex();
		return (index >= 0) ? this.tickets[index] : null;
	}

	private int threadIndex() {
		if (Thread.currentThread() instanceof ForkJoinWorkerThread worker && worker.getPool() == this.pool) {
			int index = worker.getPoolIndex();
			return (index < MOST_THREADS) ? index : -1;
		}
		return -1;
	}

	private void callThread() {
		Ticket present = this.due;
		if (present != null && !present.isDone()) {
			return;
		}
		Ticket fresh = new Ticket(null);
		if (!DUE.compareAndSet(this, present, fresh)) {
			return;
		}
		try {
			this.pool.execute(fresh);
		}
		catch (Throwable ex) {
			DUE.compareAndSet(this, fresh, null);
			throw ex;
		}
	}

	// From a thread that goes on with the line, so that it may do without another one
	private void callAnotherThread() {
		try {
			callThread();
		}
		catch (Throwable ex) {
			FailsafeLog.error(logger, "No further thread for the delivery of messages; this one goes on alone", ex);
		}
	}

	@Override
	public String toString() {
		return this.pool.toString();
	}

	/**
	 * Lets the thread that takes it run tasks.
	 */
	@SuppressWarnings("serial")
	private final class Ticket extends RecursiveAction {

		/**
		 * The task that it was made for, if it is not for the line; taken by who runs it.
		 */
		private volatile @Nullable Runnable task;

		/**
		 * The task that runs.
		 */
		private @Nullable Runnable present;

		/**
		 * For the only task that the present one has added.
		 */
		private @Nullable Ticket next;

		/**
		 * Whether the present task has added another one.
		 */
		private boolean hasAdded;

		Ticket(@Nullable Runnable task) {
			this.task = task;
		}

		boolean runNext(Runnable added) {
			if (this.hasAdded || added == this.present) {
				// Several of them, or a turn that is used up
				sendNextToLine();
				return false;
			}
			this.hasAdded = true;
			Ticket own = new Ticket(added);
			try {
				own.fork();
			}
			catch (Throwable ex) {
				if (own.takeTask() != null) {
					throw ex;
				}
				return true;
			}
			this.next = own;
			return true;
		}

		private void sendNextToLine() {
			Runnable before = takeNext();
			if (before != null) {
				PoolLine.this.line.add(before);
			}
		}

		private @Nullable Runnable takeNext() {
			Ticket own = this.next;
			if (own == null) {
				return null;
			}
			this.next = null;
			// What cannot be taken back, because the task has forked others, does nothing
			return own.tryUnfork() ? own.task : own.takeTask();
		}

		private @Nullable Runnable takeTask() {
			return (Runnable) TASK.getAndSet(this, null);
		}

		@Override
		protected void compute() {
			// First of all: whatever fails afterwards, another ticket can be due
			boolean forLine = DUE.compareAndSet(PoolLine.this, this, null);
			int index = threadIndex();
			Ticket outer = (index >= 0) ? PoolLine.this.tickets[index] : null;
			if (index >= 0) {
				PoolLine.this.tickets[index] = this;
			}
			try {
				runTasks(forLine ? takeOldest() : takeTask(), index >= 0 && outer == null);
			}
			finally {
				if (index >= 0) {
					PoolLine.this.tickets[index] = outer;
				}
			}
		}

		private void runTasks(@Nullable Runnable first, boolean ownThread) {
			Runnable current = first;
			int chained = 0;
			for (int i = 1; current != null; i++) {
				run(current);
				if (ownThread && !PoolLine.this.pool.isTerminating()) {
					// No business of the next one
					Thread.interrupted();
				}
				if (++chained == CHAIN || i == RUN) {
					sendNextToLine();
				}
				current = (i < RUN) ? takeNext() : null;
				if (current == null && i < RUN) {
					chained = 0;
					current = takeOldest();
				}
			}
			if (!PoolLine.this.line.isEmpty()) {
				callAnotherThread();
			}
		}

		private @Nullable Runnable takeOldest() {
			Runnable oldest = PoolLine.this.pool.isTerminating() ? null : PoolLine.this.line.poll();
			if (oldest != null && !PoolLine.this.line.isEmpty()) {
				callAnotherThread();
			}
			return oldest;
		}

		private void run(Runnable current) {
			this.hasAdded = false;
			this.present = current;
			try {
				current.run();
			}
			catch (Throwable ex) {
				FailsafeLog.error(logger, "A task of message channels failed", ex);
			}
			this.present = null;
		}

	}

}
