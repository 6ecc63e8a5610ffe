package dev.messageport;

/**
 * Why a port closed (C4), and why a message was discarded.
 */
public enum CloseReason {

	/**
	 * The port was closed by its own owner.
	 */
	LOCAL,

	/**
	 * The port at the other end was closed by its owner.
	 */
	PEER,

	/**
	 * A port object became unreachable without having been closed.
	 */
	GARBAGE_COLLECTED,

	/**
	 * What owned the port (an application context, a page) has gone.
	 */
	OWNER_GONE,

	/**
	 * The port was travelling in a message that could never be delivered (T6, P7, P8).
	 */
	UNDELIVERABLE,

	/**
	 * The connection that led to the other end was lost.
	 */
	CONNECTION_LOST,

	/**
	 * A queue was full and its policy is {@link OverflowPolicy#CLOSE}; for a message: it
	 * was dropped by a full queue.
	 */
	OVERFLOW

}
