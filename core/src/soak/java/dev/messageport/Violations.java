package dev.messageport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints what must not happen. The first few are enough.
 */
final class Violations {

	private static final int PRINTED = 10;

	private final long seed;

	private final AtomicInteger count = new AtomicInteger();

	Violations(long seed) {
		this.seed = seed;
	}

	void report(String what) {
		if (this.count.incrementAndGet() <= PRINTED) {
			System.out.println("VIOLATION (seed " + this.seed + "): " + what);
		}
	}

	void report(Line line, String what) {
		report(what + "\n  " + line + "\n  last operations on its channel:\n" + line.trail);
	}

	int count() {
		return this.count.get();
	}

	boolean areTooMany() {
		return count() >= PRINTED;
	}

}
