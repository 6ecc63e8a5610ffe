package dev.messageport;

/**
 * A pair of entangled ports: what is posted on one arrives at the other, in order.
 * Thread-safe.
 *
 * @see MessageChannelFactory
 */
public interface MessageChannel extends AutoCloseable {

	/**
	 * Return the logical name of this channel.
	 * @return the name, or {@code "anonymous"} when it has none
	 */
	String name();

	/**
	 * Return the first port, as it was made with the channel: once that has been
	 * transferred, the object returned here is inert (T1).
	 * @return the first port
	 */
	MessagePort port1();

	/**
	 * Return the second port, with the same words as for {@link #port1()}.
	 * @return the second port
	 */
	MessagePort port2();

	/**
	 * Close both ports. A port that has been transferred away is not touched (T1).
	 */
	@Override
	void close();

}
