package dev.messageport.benchmarks;

import java.util.function.Consumer;

/**
 * One way to get messages to listeners: in order, one at a time for each listener, and
 * never on the stack of whoever posts. A benchmark runs the same work over each.
 */
interface Carrier extends AutoCloseable {

	/**
	 * Open a one-way connection.
	 * @param listener what gets the messages
	 * @return where to post them
	 */
	Lane open(Consumer<Object> listener);

	/**
	 * Open a connection whose two ends answer each other.
	 * @param first the listener at one end
	 * @param second the listener at the other end
	 * @return where to post
	 */
	default Link connect(Consumer<Object> first, Consumer<Object> second) {
		return new LanePair(open(first), open(second));
	}

	/**
	 * Open a one-way connection, without bound, that keeps its messages until it is
	 * started.
	 * @param listener what gets the messages then
	 * @return where to post them
	 */
	default StoppedLane openStopped(Consumer<Object> listener) {
		throw new UnsupportedOperationException(getClass().getSimpleName()
				+ " cannot keep messages for later: leave it out of this benchmark with -p contender=...");
	}

	@Override
	void close();

}
