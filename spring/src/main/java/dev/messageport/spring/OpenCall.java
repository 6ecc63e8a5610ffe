package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;

/**
 * A call that is not over.
 */
@FunctionalInterface
interface OpenCall {

	/**
	 * Take note that the port of the connection has closed. May run on the stack of who
	 * closes it, so that no code of users may be called.
	 * @param reason why, seen from here
	 * @param cause the error behind it, if any
	 */
	void portClosed(CloseReason reason, @Nullable Throwable cause);

}
