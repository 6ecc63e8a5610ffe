package dev.messageport.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * Counts the messages of many receivers on several threads, and lets the thread that runs
 * the benchmark sleep until all have arrived. A single counter would cost more than the
 * delivery that is measured: each receiver counts its own, and those that are through are
 * counted in groups. The groups are even in number, so that two threads that take the
 * receivers in turns do not share any.
 */
final class FanIn {

	private static final int GROUPS = 64;

	/**
	 * Between two counters, in units of an int: two lines of a cache.
	 */
	private static final int SPACING = 32;

	private final int messages;

	private final Spoke[] spokes;

	private final AtomicIntegerArray missing = new AtomicIntegerArray(GROUPS * SPACING);

	private final int groups;

	private final AtomicInteger missingGroups;

	private final Semaphore complete = new Semaphore(0);

	/**
	 * Create a counter.
	 * @param receivers how many receivers there are
	 * @param messages how many messages each of them gets
	 */
	FanIn(int receivers, int messages) {
		this.messages = messages;
		this.groups = Math.min(receivers, GROUPS);
		this.missingGroups = new AtomicInteger(this.groups);
		this.spokes = new Spoke[receivers];
		createSpokes(0);
		createSpokes(1);
	}

	/**
	 * Create every other spoke. Threads that take the receivers in turns count in every
	 * other one, too; those of a thread are next to each other in memory, so that no line
	 * of a cache goes back and forth between two threads, but where they meet.
	 */
	private void createSpokes(int first) {
		for (int i = first; i < this.spokes.length; i += 2) {
			this.spokes[i] = new Spoke(i % GROUPS);
			this.missing.incrementAndGet(i % GROUPS * SPACING);
		}
	}

	/**
	 * Return what one of the receivers calls with each message.
	 * @param receiver the number of the receiver
	 * @return its part of the counter
	 */
	Consumer<Object> spoke(int receiver) {
		return this.spokes[receiver];
	}

	/**
	 * Wait until all messages have arrived, and begin anew.
	 */
	void await() {
		BoundedWait.acquire(this.complete, 1,
				() -> "messages to receivers in " + this.missingGroups.get() + " of " + this.groups + " groups");
	}

	private void through(int group) {
		if (this.missing.decrementAndGet(group * SPACING) > 0) {
			return;
		}
		this.missing.set(group * SPACING, size(group));
		if (this.missingGroups.decrementAndGet() == 0) {
			this.missingGroups.set(this.groups);
			this.complete.release();
		}
	}

	private int size(int group) {
		return (this.spokes.length - group + GROUPS - 1) / GROUPS;
	}

	/**
	 * Counts the messages of one receiver.
	 */
	private final class Spoke implements Consumer<Object> {

		private final int group;

		private int count;

		Spoke(int group) {
			this.group = group;
		}

		@Override
		public void accept(Object message) {
			if (++this.count == FanIn.this.messages) {
				this.count = 0;
				through(this.group);
			}
		}

	}

}
