package dev.messageport;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
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

	final Asks asks = new Asks();

	final Tokens tokens;

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
		this.tokens = new Tokens(this.violations);
		this.sources = List.of(source("default", false, false, ForkJoinPool.commonPool()),
				source("fixed", false, true, this.pools.get(0)), source("single", false, false, this.pools.get(1)),
				source("copying", true, false, ForkJoinPool.commonPool()),
				source("copying and stamping", true, true, this.pools.get(0)));
	}

	private Source source(String name, boolean copies, boolean stamps, Executor executor) {
		Source[] source = new Source[1];
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder()
			.executor(executor)
			.payloads(copies ? PayloadStrategy.COPY : PayloadStrategy.REFERENCE)
			.observer(this.ledger)
			.observer(new Openings(this.ledger, () -> source[0]))
			.errorHandler((error, port, event) -> {
				this.handled.incrementAndGet();
				if (!Planned.is(error)) {
					this.violations.report("a listener of " + port + " threw " + error + " at " + trace(error));
				}
			});
		if (stamps) {
			builder.interceptor(new Stamping(this));
		}
		source[0] = new Source(name, builder.build(), copies, stamps);
		return source[0];
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
