package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Messages that were taken off the head of a queue together and are waiting their turn,
 * oldest first. A young object of its own, so that the turn that takes one message after
 * the other neither touches the line that posters write to nor pays for a write into an
 * old object.
 *
 * @see FullLock
 */
final class Batch {

	private static final VarHandle LOCK;

	static {
		try {
			LOCK = MethodHandles.lookup().findVarHandle(Batch.class, "lock", byte.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@SuppressWarnings("unused")
	private byte lock;

	/**
	 * The oldest of them; {@code null} when this batch is used up.
	 */
	@Nullable Envelope rest;

	/**
	 * Who may take them without the full lock; {@code null} for nobody. Whoever gets the
	 * full lock resets it, because what the offer rests on may change then.
	 */
	private @Nullable Listeners takers;

	/**
	 * Take the oldest message for the listeners that it was offered to.
	 * @return the message, or {@code null} if there is none, or none on offer
	 */
	@Nullable Envelope poll() {
		lock();
		Envelope oldest = this.rest;
		if (oldest == null || this.takers == null || oldest instanceof CloseElement) {
			unlock();
			return null;
		}
		this.rest = oldest.next();
		oldest.link = this.takers;
		unlock();
		return oldest;
	}

	/**
	 * Full lock: offer the messages of this batch to the turn that is running.
	 * @param takers the listeners that they are for
	 */
	void offerTo(Listeners takers) {
		this.takers = takers;
	}

	/**
	 * Become part of a full lock.
	 */
	void lockWithdrawn() {
		lock();
		this.takers = null;
	}

	private void lock() {
		for (int tries = 1; !LOCK.compareAndSet(this, (byte) 0, (byte) 1); tries++) {
			Spin.backOff(tries);
		}
	}

	/**
	 * Release suffices: the next holder acquires with the compare-and-set above.
	 */
	void unlock() {
		LOCK.setRelease(this, (byte) 0);
	}

}
