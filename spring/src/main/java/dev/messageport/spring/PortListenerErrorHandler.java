package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;

/**
 * Decides what becomes of a message whose {@link PortListener} method has thrown. Has to
 * be thread-safe.
 *
 * @see PortListener#errorHandler()
 */
@FunctionalInterface
public interface PortListenerErrorHandler {

	/**
	 * Handle an error.
	 * @param error what the method has thrown, what the future or the publisher has
	 * failed with that it has returned (not the stream of answers to a request: the asker
	 * has got elements already), or why it could not be called, for instance because the
	 * payload cannot be converted
	 * @param event the message; its reply port is still open if nobody has answered
	 * @return the answer, sent like one that the method returns; {@code null} for none: a
	 * request is then answered with {@code null}, unless it has been answered
	 * @throws Exception to go on with that as the error, in place of the given one
	 */
	@Nullable Object handleError(Throwable error, MessageEvent event) throws Exception;

}
