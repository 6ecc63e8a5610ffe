package dev.messageport;

/**
 * What is said of ports that are garbage-collected without having been closed (G2).
 * Whatever the level, they are closed with {@link CloseReason#GARBAGE_COLLECTED} (G1):
 * some time later, and too late for whoever waits at the other end.
 *
 * @see MessageChannelFactory.Builder#leakDetection(LeakDetection)
 */
public enum LeakDetection {

	/**
	 * Nothing is said.
	 */
	OFF,

	/**
	 * A warning is logged, once for each name of a channel.
	 */
	SIMPLE,

	/**
	 * As {@link #SIMPLE}, with the stack of the thread that created the channel. Each
	 * channel then takes about one kilobyte and some microseconds more: for the hunt of a
	 * leak.
	 */
	ADVANCED

}
