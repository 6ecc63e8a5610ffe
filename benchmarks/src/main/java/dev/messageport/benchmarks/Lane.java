package dev.messageport.benchmarks;

/**
 * The sending end of a one-way connection.
 */
interface Lane {

	/**
	 * Post a message.
	 * @param message the message
	 */
	void post(Object message);

	/**
	 * Take the connection down. Whoever has nothing to take down does nothing.
	 */
	void close();

}
