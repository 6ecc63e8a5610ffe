package dev.messageport;

/**
 * Learns of the messages that arrived at a port but cannot be decoded (V4), in order with
 * the others. Without such a listener they are reported to the {@link PortErrorHandler}.
 * <p>
 * Only a link to another JVM or to a page brings such messages. Called like a
 * {@link MessageListener}: on the channel's executor, once the port is started, and never
 * concurrently with the other listeners of the port.
 *
 * @see MessagePort#onMessageError(MessageErrorListener)
 * @see MessagePort#addMessageErrorListener(MessageErrorListener)
 */
@FunctionalInterface
public interface MessageErrorListener {

	/**
	 * Handles one message that cannot be decoded.
	 * @param event what is wrong with it
	 * @throws Exception if handling fails: it is given to the {@link PortErrorHandler},
	 * the port stays open and the next message still comes (Q4)
	 */
	void onMessageError(MessageErrorEvent event) throws Exception;

}
