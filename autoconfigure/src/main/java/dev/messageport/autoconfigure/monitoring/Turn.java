package dev.messageport.autoconfigure.monitoring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One turn of a side: compared by identity, because the same thread may have the next one
 * as well. Counts what it delivers, on its thread only; so that costs no more than a
 * store, to memory that no poster writes to.
 */
final class Turn {

	/**
	 * Instead of the turn of a side that has retired: no other begins.
	 */
	static final Turn RETIRED = new Turn(null, 0);

	private static final VarHandle DELIVERED;

	static {
		try {
			DELIVERED = MethodHandles.lookup().findVarHandle(Turn.class, "delivered", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final @Nullable Thread thread;

	private long delivered;

	/**
	 * Begin a turn.
	 * @param thread the thread that delivers
	 * @param delivered how many messages former turns have delivered
	 */
	Turn(@Nullable Thread thread, long delivered) {
		this.thread = thread;
		this.delivered = delivered;
	}

	Thread thread() {
		return Objects.requireNonNull(this.thread);
	}

	boolean isOf(Thread thread) {
		return this.thread == thread;
	}

	/**
	 * Return how many messages this turn and all before it have delivered.
	 * @return the number of messages
	 */
	long delivered() {
		return (long) DELIVERED.getAcquire(this);
	}

	/**
	 * Count a message. By the thread of this turn only.
	 */
	void countDelivered() {
		DELIVERED.setRelease(this, this.delivered + 1);
	}

}
