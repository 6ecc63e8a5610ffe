package dev.messageport.spring;

/**
 * Where the listeners of one name are: at a declared end, or at all connections to an
 * endpoint. Changed by the registrar, under its lock.
 */
interface ListenerPlace {

	/**
	 * Listen to what there are listeners for, and to nothing else: a message without a
	 * listener waits (Q1).
	 */
	void update();

	/**
	 * Start what is to be started with the application context.
	 */
	void start();

	/**
	 * Hold back messages and close events (Q8), until {@link #resume()}.
	 */
	void pause();

	/**
	 * Start what would be started if this had not been paused.
	 */
	void resume();

	/**
	 * Return whether messages are taken from the queue, as far as this place is asked.
	 * @return whether the declared end is started, or new connections to the endpoint are
	 */
	boolean isStarted();

	/**
	 * Return how many ports are open that the listeners own.
	 * @return the number of open ports
	 */
	int connections();

}
