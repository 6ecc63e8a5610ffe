package dev.messageport;

import java.util.List;

/**
 * Channels that a random program runs on: the real ones, or the model of them. Ports are
 * named by the order in which they came into being; each call tells what it did.
 */
interface World {

	/**
	 * Post a message.
	 * @param port the port that it is posted on
	 * @param number the payload
	 * @param transfer the ports it carries
	 * @return the result, or the exception
	 */
	String post(int port, int number, List<Integer> transfer);

	String receive(int port);

	void start(int port);

	void pause(int port);

	void listen(int port);

	void listenForClose(int port);

	void close(int port);

	/**
	 * Run all listeners that can run.
	 * @return what they got
	 */
	String drain();

	/**
	 * End all sides.
	 */
	void endAll();

	int ports();

	/**
	 * Return all that can be seen from outside.
	 * @return the state of every port and side
	 */
	List<String> state();

}
