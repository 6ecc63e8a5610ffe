package dev.messageport;

import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The messages that one hand posts to one side, numbered by their order.
 * <p>
 * Several threads may hold messages that they have just taken, so this does not see
 * arrivals in the order in which they were taken. What it can tell: nothing arrives
 * twice, and when a port has got a message, then no later owner of the same side gets an
 * older one.
 */
final class Sequence {

	/**
	 * How many numbers that did not arrive are remembered.
	 */
	private static final int MEMORY = 512;

	final Line line;

	/**
	 * How many were queued; written by the hand alone.
	 */
	private volatile int queued;

	private int expected;

	private int newestOwner;

	/**
	 * What was passed over, with the last owner that may still get it.
	 */
	private final TreeMap<Integer, Integer> missing = new TreeMap<>();

	private int forgotten;

	Sequence(Line line) {
		this.line = line;
	}

	Note next(List<Line> carried, Cargo.@Nullable Manifest cargo) {
		return new Note(this, this.queued, carried, cargo);
	}

	// By the hand alone
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void wasQueued() {
		this.queued = this.queued + 1;
	}

	int queued() {
		return this.queued;
	}

	/**
	 * Note an arrival.
	 * @param number the number of the message
	 * @param owner the generation of the port that got it
	 * @return what is wrong with that, or {@code null}
	 */
	synchronized @Nullable String arrived(int number, int owner) {
		return (number < this.expected) ? arrivedLate(number, owner) : arrivedAhead(number, owner);
	}

	private @Nullable String arrivedAhead(int number, int owner) {
		for (int passed = Math.max(this.expected, number - MEMORY); passed < number; passed++) {
			this.missing.put(passed, owner);
		}
		while (this.missing.size() > MEMORY) {
			this.forgotten = this.missing.pollFirstEntry().getKey() + 1;
		}
		int before = this.newestOwner;
		this.expected = number + 1;
		this.newestOwner = Math.max(owner, before);
		return (owner < before) ? "message " + number + " came to owner " + owner + " after owner " + before
				+ " of the same side had got an older one" : null;
	}

	private @Nullable String arrivedLate(int number, int owner) {
		Integer last = this.missing.remove(number);
		if (last == null) {
			return (number >= this.forgotten) ? "message " + number + " arrived twice" : null;
		}
		this.missing.headMap(number).replaceAll((older, limit) -> Math.min(limit, owner));
		return (owner > last) ? "message " + number + " came to owner " + owner + " after owner " + last
				+ " of the same side had got a younger one" : null;
	}

	/**
	 * Return how many messages never arrived although younger ones did.
	 */
	synchronized int gaps() {
		return this.missing.size() + this.forgotten;
	}

}
