package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Is told when the side of its port ends otherwise than by a close event, which then
 * nobody gets: by its owner, or by a container.
 */
@FunctionalInterface
interface EndListener {

	/**
	 * The side has ended. Called on the stack of who ended it, without a lock: must not
	 * call code of users.
	 * @param reason why, seen from this side
	 * @param cause the error behind it, if any
	 */
	void ended(CloseReason reason, @Nullable Throwable cause);

}
