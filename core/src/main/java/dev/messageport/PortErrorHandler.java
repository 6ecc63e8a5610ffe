package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Is told what listeners throw (Q4). The default logs at {@code ERROR} with the name of
 * the port. Called on the thread of the listener; what it throws itself is logged.
 *
 * @see MessageChannelFactory.Builder#errorHandler(PortErrorHandler)
 */
@FunctionalInterface
public interface PortErrorHandler {

	/**
	 * Handles an error of a listener.
	 * @param error what was thrown
	 * @param port the port whose listener threw it
	 * @param event the message being handled, or {@code null} when it was a close event
	 */
	void handleError(Throwable error, MessagePort port, @Nullable MessageEvent event);

}
