package dev.messageport;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything that the hands of the soak share.
 */
final class Scene {

	/**
	 * Above this many waiting messages ports are emptied instead of filled.
	 */
	static final int QUEUED_AT_MOST = 100_000;

	final long seed;

	final int maxChannels;

	/**
	 * Whether ports are let go without a close, for the garbage collector to find.
	 */
	final boolean drops;

	final Violations violations;

	final Ledger ledger = new Ledger();

	final Pools pools = new Pools();

	final Slots slots;

	final Remains remains = new Remains();

	final List<Source> sources;

	final List<Worker> workers = new CopyOnWriteArrayList<>();

	final AtomicLong thrown = new AtomicLong();

	final AtomicLong handled = new AtomicLong();

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	/**
	 * Listeners only look from now on.
	 */
	volatile boolean calm;

	Scene(long seed, int maxChannels, boolean drops) {
		this.seed = seed;
		this.maxChannels = maxChannels;
		this.drops = drops;
		this.violations = new Violations(seed);
		this.slots = new Slots(2 * maxChannels + 1000);
		this.sources = List.of(new Source("default", builder().build()),
				new Source("fixed", builder().executor(this.pools.get(0)).build()),
				new Source("single", builder().executor(this.pools.get(1)).build()),
				new Source("common", builder().executor(ForkJoinPool.commonPool()).build()));
	}

	private MessageChannelFactory.Builder builder() {
		return MessageChannelFactory.builder().observer(this.ledger).errorHandler((error, port, event) -> {
			this.handled.incrementAndGet();
			if (!Planned.is(error)) {
				this.violations.report("a listener of " + port + " threw " + error + " at " + trace(error));
			}
		});
	}

	private static String trace(Throwable error) {
		return List.of(error.getStackTrace()).toString();
	}

	boolean hasRoom() {
		return this.ledger.live() < this.maxChannels;
	}

	boolean isFull() {
		return this.ledger.queued() > QUEUED_AT_MOST;
	}

	void count(String what) {
		this.counts.computeIfAbsent(what, (key) -> new LongAdder()).increment();
	}

	Map<String, Long> counts() {
		Map<String, Long> sums = new TreeMap<>();
		this.counts.forEach((what, adder) -> sums.put(what, adder.sum()));
		return sums;
	}

}
