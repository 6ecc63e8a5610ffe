package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Is told what listeners throw (Q4), and of messages that cannot be decoded when no
 * listener wants to know (V4). The default logs at {@code ERROR} with the name of the
 * port. Called on the thread of the listener; what it throws itself is logged.
 *
 * @see MessageChannelFactory.Builder#errorHandler(PortErrorHandler)
 */
@FunctionalInterface
public interface PortErrorHandler {

	/**
	 * Handles an error of a listener, or a message that cannot be decoded.
	 * @param error what was thrown, or the {@link PortDecodingException}
	 * @param port the port whose listener threw it, or at which the message arrived
	 * @param event the message being handled, or {@code null} when it was a close event
	 * or a message error
	 */
	void handleError(Throwable error, MessagePort port, @Nullable MessageEvent event);

}
