package dev.messageport;

/**
 * Learns that the other end of a channel has closed, in order: after the last message
 * (C1), once the port is started (C3).
 *
 * @see MessagePort#onClose(CloseListener)
 * @see MessagePort#closed()
 */
@FunctionalInterface
public interface CloseListener {

	/**
	 * Handles the close.
	 * @param event why the port closed
	 * @throws Exception if handling fails: it is given to the {@link PortErrorHandler}
	 */
	void onClose(CloseEvent event) throws Exception;

}
