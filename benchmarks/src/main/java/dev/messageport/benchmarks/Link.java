package dev.messageport.benchmarks;

/**
 * A connection of two ends, each with a listener.
 */
interface Link {

	/**
	 * Post a message to the first listener.
	 * @param message the message
	 */
	void toFirst(Object message);

	/**
	 * Post a message to the second listener.
	 * @param message the message
	 */
	void toSecond(Object message);

	/**
	 * Take the connection down.
	 */
	void close();

}
