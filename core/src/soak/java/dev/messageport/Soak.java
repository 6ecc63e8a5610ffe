package dev.messageport;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A long random walk through everything that ports can do, which counts at the end (and
 * all the time) that nothing was lost, doubled or mixed up. Run by
 * {@code mvn -Psoak -pl core verify -DskipTests}. <pre>
 *   Worker     a thread: an Operation after the other (Lives, Messages, Requests, Transfers)
 *   Actor      does it, by the Hand of a worker or of a listener, and checks at once
 *   Requests   asks; Responder answers, Taker takes a stream of answers
 *   Stamping   an interceptor; Cargo what moves beside ports; Graph what is copied
 *   Reader     the listeners of one port; checks the order of what comes, and reacts
 *   Held       a port: Tenure (one owner of a side) and Line (the side for all its life)
 *   Ledger     the observer; Auditor settles the account of each side that has ended
 *   Inspector  looks for queues that nobody delivers
 * </pre> System properties: {@code soak.minutes} (60), {@code soak.threads} (4),
 * {@code soak.channels} (5000 at once), {@code soak.seed} (random), {@code soak.drops}
 * (true: whether ports are also let go without a close). A seed repeats the choices of
 * the threads, not their timing.
 */
public final class Soak {

	private static final long WARM_HEAP = 24L << 20;

	private final Scene scene;

	private final Auditor auditor;

	private final Inspector inspector;

	private final SoakLogs logs;

	private final Progress progress;

	private final Thread keeper = new Thread(this::suspendAndResume, "keeper");

	private volatile boolean over;

	private Soak(Scene scene) {
		this.scene = scene;
		this.auditor = new Auditor(scene.violations);
		this.inspector = new Inspector(scene);
		this.logs = new SoakLogs(scene.violations);
		this.progress = new Progress(scene, this.logs);
	}

	public static void main(String[] args) throws InterruptedException {
		long seed = Long.getLong("soak.seed", System.nanoTime() % 1_000_000_000);
		Scene scene = new Scene(seed, Integer.getInteger("soak.channels", 5000),
				!"false".equals(System.getProperty("soak.drops")));
		new Soak(scene).run(minutes(), Integer.getInteger("soak.threads", 4));
		int violations = scene.violations.count();
		System.out.println((violations == 0) ? "Soak: no violations"
				: "Soak: " + violations + " VIOLATIONS. Run again with -Dsoak.seed=" + seed);
		System.exit((violations == 0) ? 0 : 1);
	}

	private static double minutes() {
		return Double.parseDouble(System.getProperty("soak.minutes", "60"));
	}

	private void run(double minutes, int threads) throws InterruptedException {
		System.out.printf("Soak: %s minutes, seed %d, %d threads, %d channels, drops %s, Java %s%n", minutes,
				this.scene.seed, threads, this.scene.maxChannels, this.scene.drops, Runtime.version());
		this.logs.install();
		long heapBefore = Heap.used();
		for (int i = 0; i < threads; i++) {
			this.scene.workers.add(new Worker(this.scene, i));
		}
		this.scene.workers.forEach(Thread::start);
		this.keeper.setDaemon(true);
		this.keeper.start();
		soak((long) (minutes * TimeUnit.MINUTES.toMillis(1)));
		stop();
		settle();
		finish(heapBefore);
	}

	private void soak(long millis) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (System.nanoTime() - end < 0 && !this.scene.violations.areTooMany()) {
			Thread.sleep(500);
			this.scene.ledger.settle(this.auditor);
			this.inspector.look();
			this.progress.printOnceAMinute();
		}
	}

	private void suspendAndResume() {
		try {
			for (int i = 0; !this.over; i++) {
				Source source = this.scene.sources.get(i % this.scene.sources.size());
				Thread.sleep(150);
				source.suspend();
				Thread.sleep(20);
				source.resume();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void stop() throws InterruptedException {
		this.over = true;
		this.scene.workers.forEach(Worker::finish);
		this.keeper.join(60_000);
		for (Worker worker : this.scene.workers) {
			worker.join(60_000);
			if (worker.isAlive()) {
				StringBuilder stack = new StringBuilder();
				for (StackTraceElement element : worker.getStackTrace()) {
					stack.append("\n    at ").append(element);
				}
				this.scene.violations.report(worker.getName() + " does not come back" + stack);
			}
		}
		this.scene.calm = true;
	}

	// Everything that can be delivered is, then the channels are closed
	private void settle() throws InterruptedException {
		if (!await(120, this.inspector::isDrained)) {
			this.inspector.reportWaiting();
		}
		await(60, this::isBalanced);
		this.scene.ledger.forEach((line) -> {
			if (!isBalanced(line)) {
				this.scene.violations.report(line, "posted is not delivered + discarded + queued (invariant 9)");
			}
		});
		System.out.printf("Soak: at rest %,d of %,d messages were still queued; closing %,d sides%n", queued(),
				this.scene.ledger.posted.get(), this.scene.ledger.size());
		Actor closer = new Actor(this.scene, new Hand("closer"));
		await(120, () -> {
			this.scene.slots.forEach((held) -> closer.close(held, null));
			this.scene.slots.clear();
			this.scene.asks.forEach(Soak::finish);
			if (this.scene.drops) {
				System.gc();
			}
			this.scene.ledger.settle(this.auditor);
			return this.scene.ledger.size() == 0;
		});
		this.scene.ledger.forEach((line) -> this.scene.violations.report(line, "a side never ended"));
		await(60, () -> this.scene.asks.areOver() && this.scene.tokens.alive() == 0);
		this.scene.asks.forEach((ask) -> this.scene.violations.report(ask.line, "a request never ended: " + ask));
		if (this.scene.tokens.alive() > 0) {
			this.scene.violations.report(this.scene.tokens + " at the end");
		}
		System.out.println("Soak: " + this.scene.tokens);
	}

	// Who waits for an answer holds the port that it asked on; so if that was let go it
	// may
	// never be collected, and neither may one that it waits for in turn
	private static void finish(Ask ask) {
		if (ask.waiting instanceof Taker taker) {
			taker.demand(Long.MAX_VALUE);
		}
		ChannelSide side = ask.line.side.get();
		if (side != null && (ask.line.dropped || ask.line.other().dropped)) {
			ask.line.endedFromOutside = true;
			side.close(CloseReason.OWNER_GONE);
		}
	}

	private boolean isBalanced() {
		boolean[] balanced = { true };
		this.scene.ledger.forEach((line) -> balanced[0] &= isBalanced(line));
		return balanced[0];
	}

	private static boolean isBalanced(Line line) {
		ChannelSide side = line.side.get();
		return line.isBalanced((side != null) ? side.queued() : 0);
	}

	private long queued() {
		long[] queued = new long[1];
		this.scene.ledger.forEach((line) -> {
			ChannelSide side = line.side.get();
			queued[0] += (side != null) ? side.queued() : 0;
		});
		return queued[0];
	}

	private void finish(long heapBefore) throws InterruptedException {
		this.scene.pools.shutDown();
		long thrown = this.scene.thrown.get();
		if (thrown != this.scene.handled.get() || thrown != this.scene.ledger.failed.get()) {
			this.scene.violations.report(thrown + " errors were thrown, " + this.scene.handled + " handled, "
					+ this.scene.ledger.failed + " observed (Q4)");
		}
		if (!await(60, () -> Heap.used() < heapBefore + WARM_HEAP && this.scene.remains.count() == 0)) {
			this.scene.violations
				.report("the heap was " + (heapBefore >> 20) + " MB before and is " + (Heap.used() >> 20)
						+ " MB after; of some ports and sides " + this.scene.remains.count() + " were never collected");
		}
		this.progress.print("in all");
		System.out.printf("Soak: heap %d MB before, %d MB after%n", heapBefore >> 20, Heap.used() >> 20);
	}

	private static boolean await(int seconds, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			Thread.sleep(100);
		}
		return true;
	}

}
