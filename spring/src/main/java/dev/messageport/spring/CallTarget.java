package dev.messageport.spring;

import java.util.concurrent.Executor;

import dev.messageport.MessagePort;

/**
 * Where calls go. Thread-safe. Its {@link #toString()} is for people.
 */
interface CallTarget {

	/**
	 * Return the connection for the next call.
	 * @return the connection, which may close at any time
	 */
	PortConnection connection();

	/**
	 * Close what was opened here.
	 */
	void close();

	/**
	 * Return a target that is a port, whose owner closes it.
	 * @param port the port
	 * @param later runs what is to be done when no answer can be on its way any more
	 * @return the target
	 */
	static CallTarget of(MessagePort port, Executor later) {
		return new Fixed(new PortConnection(port, later));
	}

	/**
	 * A port that somebody else owns.
	 *
	 * @param connection the one connection
	 */
	record Fixed(PortConnection connection) implements CallTarget {

		@Override
		public void close() {
		}

		@Override
		public String toString() {
			return "port '" + this.connection.port().name() + "'";
		}

	}

}
