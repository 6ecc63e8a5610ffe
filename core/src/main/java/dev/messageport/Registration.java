package dev.messageport;

/**
 * A listener's place on a port, to be taken back.
 */
@FunctionalInterface
public interface Registration {

	/**
	 * Removes the listener. Idempotent, and safe from any thread: no message is taken for
	 * the listener afterwards; one that was taken before may still be on its way to it.
	 */
	void remove();

}
