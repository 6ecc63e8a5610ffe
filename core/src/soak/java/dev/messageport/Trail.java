package dev.messageport;

import java.util.ArrayList;
import java.util.List;

/**
 * The last operations on one channel, for the report of a violation.
 */
final class Trail {

	private static final int LENGTH = 32;

	private final Object[] entries = new Object[3 * LENGTH];

	private int count;

	synchronized void add(Hand hand, String what, Line line) {
		int at = 3 * (this.count++ % LENGTH);
		this.entries[at] = hand;
		this.entries[at + 1] = what;
		this.entries[at + 2] = line.end();
	}

	@Override
	public synchronized String toString() {
		List<String> lines = new ArrayList<>();
		for (int i = Math.max(0, this.count - LENGTH); i < this.count; i++) {
			int at = 3 * (i % LENGTH);
			lines.add("    %d. %s: %s, %s".formatted(i + 1, this.entries[at], this.entries[at + 1],
					this.entries[at + 2]));
		}
		return String.join("\n", lines);
	}

}
