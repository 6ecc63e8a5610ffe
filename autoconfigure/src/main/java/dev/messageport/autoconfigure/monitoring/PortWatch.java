package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/**
 * Looks at all ports again and again, and reports listeners that have been handling one
 * message for long, and messages that have waited for long: each name of a channel once,
 * until that is over.
 * <p>
 * Messages pay nothing for this: a tick sees that the turn and the number of delivered
 * messages are those of the tick before. A tick reads a few fields of each port, which
 * for a million idle channels takes about a tenth of a second. The thread is this one's
 * own, because those of the application may be what hangs.
 */
final class PortWatch implements SmartLifecycle {

	/**
	 * Before the executors, and so until all their threads have ended when the
	 * application stops: a listener that hangs is the reason why it does not.
	 */
	private static final int PHASE = ExecutorConfigurationSupport.DEFAULT_PHASE - 1024;

	private static final long MIN_TICK = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long MAX_TICK = TimeUnit.SECONDS.toNanos(10);

	private static final int TICKS = 4;

	private final PortStatistics statistics;

	private final long slowHandler;

	private final long oldQueue;

	private final long maxAge;

	private final WatchLog log;

	private final Incidents slow = new Incidents();

	private final Incidents old = new Incidents();

	private volatile @Nullable Thread thread;

	/**
	 * Create a watch.
	 * @param statistics knows all ports
	 * @param slowHandler after how many nanoseconds a listener is reported; 0 for never
	 * @param oldQueue after how many nanoseconds a message that waits is reported; 0 for
	 * never
	 * @param maxAge after how many nanoseconds somebody else finds a message old, who
	 * asks for its age; 0 for nobody
	 * @param log where reports go
	 */
	PortWatch(PortStatistics statistics, long slowHandler, long oldQueue, long maxAge, WatchLog log) {
		this.statistics = statistics;
		this.slowHandler = slowHandler;
		this.oldQueue = oldQueue;
		this.maxAge = maxAge;
		this.log = log;
	}

	@Override
	public synchronized void start() {
		if (isOn() && this.thread == null) {
			// What was seen before a pause of the application tells nothing of now
			this.statistics.sides().forEach((side) -> side.watch = null);
			Thread fresh = new Thread(this::run, "messageport-watch");
			fresh.setDaemon(true);
			this.thread = fresh;
			fresh.start();
		}
	}

	@Override
	public synchronized void stop() {
		Thread present = this.thread;
		if (present != null) {
			this.thread = null;
			present.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Return how long a tick takes: a quarter of what is to be found, within bounds.
	 * @return the time
	 */
	Duration interval() {
		long smallest = thresholds().min().orElse(MAX_TICK);
		return Duration.ofNanos(Math.max(MIN_TICK, Math.min(MAX_TICK, smallest / TICKS)));
	}

	/**
	 * Look at all ports once.
	 * @param now the time, as {@link System#nanoTime()}
	 */
	void tick(long now) {
		synchronized (this.slow) {
			// By name: these are arrays, which take a fraction of the time
			this.statistics.channels().flatMap(ChannelStatistics::sides).forEach((side) -> look(side, now));
			this.slow.endTick(this.log::slowIsOver);
			this.old.endTick(this.log::oldIsOver);
		}
	}

	private boolean isOn() {
		return thresholds().findAny().isPresent();
	}

	private LongStream thresholds() {
		return LongStream.of(this.slowHandler, this.oldQueue, this.maxAge).filter((threshold) -> threshold > 0);
	}

	private void look(SideStatistics side, long now) {
		Turn turn = side.turn();
		long delivered = side.delivered();
		long taken = side.taken();
		long number = side.lastNumber();
		SideWatch watch = side.watch;
		if (turn == null && number <= taken) {
			if (watch != null) {
				side.watch = null;
			}
			return;
		}
		if (watch == null) {
			watch = new SideWatch();
			side.watch = watch;
		}
		watch.mark(number, taken, now);
		lookAtListener(side, turn, delivered, watch.running(turn, delivered, now));
		lookAtQueue(side, watch.oldestWaiting(taken, now));
	}

	private void lookAtListener(SideStatistics side, @Nullable Turn turn, long delivered, long running) {
		if (turn != null && this.slowHandler > 0 && running >= this.slowHandler) {
			this.slow.found(side, running, () -> {
				SlowListener stack = SlowListener.find(side, turn, delivered);
				if (stack != null) {
					this.log.slow(side, running, stack);
				}
				return stack != null;
			});
		}
	}

	private void lookAtQueue(SideStatistics side, long waiting) {
		if (this.oldQueue > 0 && waiting >= this.oldQueue) {
			this.old.found(side, waiting, () -> {
				this.log.old(side, waiting);
				return true;
			});
		}
	}

	private void run() {
		long interval = interval().toNanos();
		while (this.thread == Thread.currentThread()) {
			try {
				TimeUnit.NANOSECONDS.sleep(interval);
				tick(System.nanoTime());
			}
			catch (InterruptedException ex) {
				// Stopped, or nobody else's business
			}
			catch (Throwable ex) {
				this.log.failed(ex);
			}
		}
	}

}
