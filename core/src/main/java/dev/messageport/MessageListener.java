package dev.messageport;

/**
 * Receives the messages that arrive at a port.
 * <p>
 * Called on the channel's executor, one message at a time: the listeners of one port
 * never run concurrently with themselves, and what happened before the post happens
 * before the call.
 *
 * @see MessagePort#onMessage(MessageListener)
 * @see MessagePort#addMessageListener(MessageListener)
 */
@FunctionalInterface
public interface MessageListener {

	/**
	 * Handles one message.
	 * @param event the message
	 * @throws Exception if handling fails: it is given to the {@link PortErrorHandler},
	 * the port stays open and the next message still comes (Q4)
	 */
	void onMessage(MessageEvent event) throws Exception;

}
