package dev.messageport;

/**
 * A listener's place on a port, to be taken back.
 */
@FunctionalInterface
public interface Registration {

	/**
	 * Removes the listener. Idempotent, and safe from any thread: a call of the listener
	 * that is running may finish, none starts afterwards.
	 */
	void remove();

}
