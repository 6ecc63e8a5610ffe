package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * What {@link PortExecutors} makes: some {@link EventLoop}s. Channels ask for one of them
 * ({@link #next()}) and stay with it; tasks of others are spread.
 *
 * <pre>
 *   RUNNING --shutdown--&gt; SHUTDOWN: takes nothing new, runs what it has
 *   RUNNING, SHUTDOWN --shutdownNow--&gt; STOPPED: begins nothing
 *   SHUTDOWN, STOPPED --last thread ends--&gt; terminated
 * </pre>
 */
final class EventLoopGroup extends AbstractExecutorService {

	private final EventLoop[] loops;

	private final AtomicInteger turn = new AtomicInteger();

	private final CountDownLatch running;

	private final @Nullable LoopWatch watch;

	private volatile boolean shutdown;

	private volatile boolean stopped;

	EventLoopGroup(int threads, String prefix, Duration blockedAfter) {
		this.loops = IntStream.rangeClosed(1, threads)
			.mapToObj((number) -> new EventLoop(this, prefix + number))
			.toArray(EventLoop[]::new);
		this.running = new CountDownLatch(threads);
		this.watch = blockedAfter.isZero() ? null : new LoopWatch(this, prefix + "watch", blockedAfter);
	}

	/**
	 * Start a group.
	 * @param threads the number of threads
	 * @param prefix what their names begin with
	 * @param blockedAfter after which time a task is reported, zero for never
	 * @return the group
	 */
	static EventLoopGroup start(int threads, String prefix, Duration blockedAfter) {
		EventLoopGroup group = new EventLoopGroup(threads, prefix, blockedAfter);
		int started = 0;
		try {
			for (EventLoop loop : group.loops) {
				loop.thread().start();
				started++;
			}
			if (group.watch != null) {
				group.watch.thread().start();
			}
			return group;
		}
		finally {
			if (started < threads || (group.watch != null && !group.watch.thread().isAlive())) {
				group.shutdown();
			}
		}
	}

	List<EventLoop> loops() {
		return List.of(this.loops);
	}

	/**
	 * Return the loop whose turn it is to get something to do.
	 * @return a loop
	 */
	EventLoop next() {
		return this.loops[Math.floorMod(this.turn.getAndIncrement(), this.loops.length)];
	}

	@Override
	public void execute(Runnable task) {
		next().execute(Objects.requireNonNull(task, "'task' must not be null"));
	}

	@Override
	public void shutdown() {
		synchronized (this.loops) {
			this.shutdown = true;
			for (EventLoop loop : this.loops) {
				loop.close();
			}
		}
	}

	@Override
	public List<Runnable> shutdownNow() {
		List<Runnable> dropped = new ArrayList<>();
		synchronized (this.loops) {
			this.stopped = true;
			shutdown();
			for (EventLoop loop : this.loops) {
				dropped.addAll(loop.stop());
			}
		}
		return dropped;
	}

	@Override
	public boolean isShutdown() {
		return this.shutdown;
	}

	boolean isStopped() {
		return this.stopped;
	}

	@Override
	public boolean isTerminated() {
		return this.running.getCount() == 0;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.running.await(timeout, unit);
	}

	/**
	 * To be called by a loop that was parked and has something to do.
	 */
	void woken() {
		if (this.watch != null) {
			this.watch.wake();
		}
	}

	/**
	 * To be called by a loop that ends.
	 */
	void ended() {
		this.running.countDown();
		if (this.watch != null) {
			this.watch.wakeNow();
		}
	}

	@Override
	public String toString() {
		return "event loops " + this.loops[0].thread().getName() + ".." + this.loops.length;
	}

}
