package dev.messageport;

/**
 * Suspends and resumes the delivery of all channels of one factory, for the container
 * that the factory lives in (G3). Thread-safe. Implemented by the factories that
 * {@link MessageChannelFactory#builder()} makes.
 */
public interface DeliveryControl {

	/**
	 * Suspend delivery: listener calls that are running may finish, as may that of a
	 * message that is being taken from its queue at this very moment; no other starts
	 * until {@link #resume()}. Queues, ties and the started state of ports are kept,
	 * posts are queued, {@link MessagePort#receive receive} still takes. Idempotent.
	 */
	void suspend();

	/**
	 * Resume delivery where it was suspended. Idempotent.
	 */
	void resume();

	/**
	 * Return whether delivery is suspended.
	 * @return whether delivery is suspended
	 */
	boolean isSuspended();

}
