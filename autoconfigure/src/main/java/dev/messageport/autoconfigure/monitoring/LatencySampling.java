package dev.messageport.autoconfigure.monitoring;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Which messages have their time in the queue measured: one in so many, at random, so
 * that channels that see few messages have their share.
 *
 * @param every how many messages there are to one that is measured; 0 for none
 */
record LatencySampling(int every) {

	static final int RAREST = 1_000_000_000;

	/**
	 * Choose the next message.
	 * @param number the number of the latest message
	 * @return the lower bits of the number of the message to measure
	 */
	int after(long number) {
		if (this.every == 0) {
			// As far away as can be; nobody looks at it
			return (int) number - 1;
		}
		return (int) number + 1 + ThreadLocalRandom.current().nextInt(2 * this.every - 1);
	}

	boolean isOn() {
		return this.every > 0;
	}

	/**
	 * A message whose time is being measured.
	 *
	 * @param number how many messages have left the queue once this one has
	 * @param since when it was posted, as {@link System#nanoTime()}
	 */
	record Sample(long number, long since) {
	}

}
