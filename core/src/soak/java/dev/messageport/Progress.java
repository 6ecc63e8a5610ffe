package dev.messageport;

import java.util.concurrent.TimeUnit;

/**
 * Prints how the soak goes.
 */
final class Progress {

	private final Scene scene;

	private final SoakLogs logs;

	private final long start = System.nanoTime();

	private long printed = this.start;

	private long postedBefore;

	Progress(Scene scene, SoakLogs logs) {
		this.scene = scene;
		this.logs = logs;
	}

	void printOnceAMinute() {
		long now = System.nanoTime();
		if (now - this.printed >= TimeUnit.MINUTES.toNanos(1)) {
			long posted = this.scene.ledger.posted.get();
			print("%,d posts/s".formatted((posted - this.postedBefore) * 1_000_000_000 / (now - this.printed)));
			this.printed = now;
			this.postedBefore = posted;
		}
	}

	void print(String rate) {
		Ledger ledger = this.scene.ledger;
		System.out.printf("Soak: %d s, %s; %,d posted, %,d queued, %,d transferred, %,d channels, %,d of them live%n",
				TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.start), rate, ledger.posted.get(),
				ledger.queued(), ledger.transferred.get(), ledger.channels(), ledger.live());
		System.out.printf(
				"  heap %d MB, %,d warnings logged, %,d errors of listeners, %,d late events, %d violations%n",
				Heap.usedNow() >> 20, this.logs.warnings.get(), this.scene.handled.get(), ledger.late.get(),
				this.scene.violations.count());
		System.out.println("  " + this.scene.counts());
	}

}
