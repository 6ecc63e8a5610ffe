package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Runs turns of sides on an executor, whatever that executor does:
 * <ul>
 * <li>One that runs tasks on the calling thread would call listeners on the stack of a
 * poster (invariant 4), and grow it without bound when listeners post. Its turns are
 * handed on to the common pool.</li>
 * <li>One that rejects a task would strand the queue. The common pool runs it then.</li>
 * <li>An {@link ExecutorService} that is shut down may have dropped what was in its
 * queue. Once it has terminated the common pool runs that: {@link #recoverTurns()}.</li>
 * <li>A {@link ForkJoinPool} runs the tasks of its own threads first, and the youngest of
 * them unless it is in asynchronous mode, so that two ports that talk to each other would
 * keep all others waiting (Q5). There is a {@link PoolLine} for that.</li>
 * <li>An {@link EventLoopGroup} is several executors of one thread: a dispatcher is for
 * one of them.</li>
 * </ul>
 */
final class Dispatcher {

	private static final System.Logger logger = System.getLogger(Dispatcher.class.getName());

	/**
	 * How many calls of {@link Executor#execute(Runnable)} this thread is inside of. An
	 * array, because an object of a class of ours would keep its class loader in threads
	 * that outlive the application.
	 */
	private static final ThreadLocal<int[]> handingOver = ThreadLocal.withInitial(() -> new int[1]);

	/**
	 * One line for each pool, however many factories and channels use it.
	 */
	private static final Map<ForkJoinPool, WeakReference<PoolLine>> lines = Collections
		.synchronizedMap(new WeakHashMap<>());

	private static final Executor lastResort = inOrder(ForkJoinPool.commonPool());

	/**
	 * Those whose executor may be shut down.
	 */
	private static final Set<Dispatcher> mortals = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private volatile Executor executor;

	private volatile @Nullable ExecutorService service;

	private final boolean mayRunOnCaller;

	private final DeliveryGate gate;

	/**
	 * The dispatchers with this one's gate, by their executors: so that many channels on
	 * one executor share one.
	 */
	private final Map<Executor, WeakReference<Dispatcher>> siblings;

	/**
	 * Tasks that are no turns and have not begun, if the executor may be shut down.
	 */
	private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

	private volatile boolean rejected;

	private Dispatcher(Executor executor, DeliveryGate gate, Map<Executor, WeakReference<Dispatcher>> siblings) {
		this.siblings = siblings;
		this.executor = (executor instanceof ForkJoinPool pool) ? inOrder(pool) : executor;
		this.mayRunOnCaller = !(executor instanceof ForkJoinPool || executor instanceof EventLoop);
		this.gate = gate;
		this.service = serviceOf(executor);
		if (this.service != null) {
			mortals.add(this);
		}
		gate.add(this);
	}

	private static @Nullable ExecutorService serviceOf(Executor executor) {
		if (executor instanceof EventLoop loop) {
			return loop.group();
		}
		return (executor instanceof ExecutorService known) ? known : null;
	}

	/**
	 * Make what a factory needs to use an executor.
	 * @param executor the executor
	 * @return one dispatcher, or one for each loop: channels are spread over them
	 */
	static List<Dispatcher> of(Executor executor) {
		Map<Executor, WeakReference<Dispatcher>> siblings = new WeakHashMap<>();
		DeliveryGate gate = new DeliveryGate();
		List<? extends Executor> executors = (executor instanceof EventLoopGroup group) ? group.loops()
				: List.of(executor);
		return executors.stream().map((each) -> new Dispatcher(each, gate, siblings)).toList();
	}

	Dispatcher on(Executor executor) {
		return (executor instanceof EventLoopGroup group) ? sibling(group.next()) : sibling(executor);
	}

	private Dispatcher sibling(Executor executor) {
		synchronized (this.siblings) {
			WeakReference<Dispatcher> known = this.siblings.get(executor);
			Dispatcher dispatcher = (known != null) ? known.get() : null;
			if (dispatcher == null) {
				dispatcher = new Dispatcher(executor, this.gate, this.siblings);
				this.siblings.put(executor, new WeakReference<>(dispatcher));
			}
			return dispatcher;
		}
	}

	DeliveryGate gate() {
		return this.gate;
	}

	/**
	 * Return whether no turn can begin before the current thread is done with what it
	 * does.
	 * @return whether the current thread is the only one that delivers here
	 */
	boolean dependsOnThisThread() {
		return this.executor instanceof EventLoop loop && loop.thread() == Thread.currentThread();
	}

	/**
	 * Schedule a turn.
	 * @param side the side, whose lease the caller holds
	 * @return {@code false} when no thread at all could be had, not even of the common
	 * pool; the caller still holds the lease
	 */
	boolean schedule(TurnTaker side) {
		return this.gate.hold(side) || execute(side);
	}

	/**
	 * Run any task off the calling stack.
	 * @param task the task
	 * @return {@code false} when no thread at all could be had
	 */
	boolean execute(Runnable task) {
		Runnable guarded = (task instanceof TurnTaker) ? task : offStack(task);
		try {
			enter(this.executor, guarded);
			return true;
		}
		catch (Throwable ex) {
			boolean first = !this.rejected;
			this.rejected = true;
			logger.log(first ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
					"The executor of message channels, " + this.executor + ", rejected a task; the common pool"
							+ " runs it. Give it a longer queue, or let it live as long as its channels",
					ex);
		}
		return executeAtLast(guarded);
	}

	private Runnable offStack(Runnable task) {
		boolean mortal = this.service != null;
		OffStack guarded = new OffStack(task, mortal ? this.waiting : null);
		if (mortal) {
			this.waiting.add(guarded);
		}
		return guarded;
	}

	/**
	 * Run what was dropped by executors that have terminated. To be called now and then.
	 */
	static void recoverTurns() {
		List<Dispatcher> present;
		synchronized (mortals) {
			present = List.copyOf(mortals);
		}
		for (Dispatcher dispatcher : present) {
			ExecutorService service = dispatcher.service;
			if (service != null && service.isTerminated() && mortals.remove(dispatcher)) {
				if (service instanceof ForkJoinPool pool) {
					lines.remove(pool);
				}
				dispatcher.recover();
			}
		}
	}

	/**
	 * Run everything on the common pool from now on, and what waits in the executor as
	 * well, which may be shut down without a word. A turn that the executor runs after
	 * all finds that its lease has gone.
	 */
	void release() {
		this.executor = lastResort;
		mortals.remove(this);
		recover();
		this.service = null;
	}

	private void recover() {
		this.waiting.forEach(Dispatcher::executeAtLast);
		OpenChannels.sides((side) -> side.config.dispatcher() == this)
			.filter(TurnTaker::isScheduled)
			.forEach(Dispatcher::executeAtLast);
	}

	private void enter(Executor executor, Runnable task) {
		if (!this.mayRunOnCaller) {
			executor.execute(task);
			return;
		}
		int[] depth = handingOver.get();
		depth[0]++;
		try {
			executor.execute(task);
		}
		finally {
			depth[0]--;
		}
	}

	/**
	 * To be asked first by a task that must not run on the stack of whoever scheduled it.
	 * @param task the task that asks
	 * @return {@code true} if the executor runs it on that stack: it has been handed on,
	 * and must return
	 */
	static boolean handedOn(Runnable task) {
		if (handingOver.get()[0] == 0) {
			return false;
		}
		if (!executeAtLast(task)) {
			throw new RejectedExecutionException("The common pool takes no tasks");
		}
		return true;
	}

	private static boolean executeAtLast(Runnable task) {
		try {
			lastResort.execute(task);
			return true;
		}
		catch (Throwable ex) {
			logger.log(System.Logger.Level.ERROR,
					"No thread for the delivery of messages; it goes on with the next start() of the port", ex);
			return false;
		}
	}

	private static Executor inOrder(ForkJoinPool pool) {
		// The pool itself never admits to having no thread
		if (pool == ForkJoinPool.commonPool()
				&& Integer.getInteger("java.util.concurrent.ForkJoinPool.common.parallelism", 1) == 0) {
			return Dispatcher::executeOnNewThread;
		}
		synchronized (lines) {
			WeakReference<PoolLine> known = lines.get(pool);
			PoolLine line = (known != null) ? known.get() : null;
			if (line == null) {
				line = new PoolLine(pool);
				lines.put(pool, new WeakReference<>(line));
			}
			return line;
		}
	}

	private static void executeOnNewThread(Runnable task) {
		Thread thread = new Thread(null, task, "messageport-delivery", 0, false);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * A task that is no side.
	 */
	private static final class OffStack implements Runnable {

		private final Runnable task;

		private final @Nullable Set<Runnable> waiting;

		OffStack(Runnable task, @Nullable Set<Runnable> waiting) {
			this.task = task;
			this.waiting = waiting;
		}

		@Override
		public void run() {
			if (!handedOn(this) && (this.waiting == null || this.waiting.remove(this))) {
				this.task.run();
			}
		}

	}

}
