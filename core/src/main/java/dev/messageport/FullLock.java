package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The two locks of a side, and the batch that the inner one belongs to.
 * <p>
 * The <b>full lock</b> is the lock of this object, then that of its batch. A turn takes
 * one message after the other under the batch's lock alone: that is in its cache, and
 * posters never write beside it. Whoever changes what such a turn looks at (the batch,
 * the owner, the listeners) holds the full lock, and so is seen by the very next message.
 */
abstract class FullLock extends Watch {

	private static final VarHandle LOCK;

	static {
		try {
			LOCK = MethodHandles.lookup().findVarHandle(FullLock.class, "lock", byte.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@SuppressWarnings("unused")
	private byte lock;

	/**
	 * Null or used up when nothing is left of what was taken off the head.
	 */
	private volatile @Nullable Batch batch;

	FullLock(DefaultMessagePort port) {
		super(port);
	}

	final void lockAll() {
		for (int tries = 1; !tryLock(); tries++) {
			Spin.backOff(tries);
		}
		lockBatch();
	}

	final boolean tryLockAll() {
		if (!tryLock()) {
			return false;
		}
		lockBatch();
		return true;
	}

	private boolean tryLock() {
		return LOCK.compareAndSet(this, (byte) 0, (byte) 1);
	}

	private void lockBatch() {
		Batch current = this.batch;
		if (current != null) {
			current.lockWithdrawn();
		}
	}

	final void unlockAll() {
		Batch current = this.batch;
		if (current != null) {
			current.unlock();
		}
		// Release suffices: the next holder acquires with the compare-and-set above
		LOCK.setRelease(this, (byte) 0);
	}

	/**
	 * Return the batch that a turn takes from.
	 * @return the batch, or {@code null} for none
	 */
	final @Nullable Batch batch() {
		return this.batch;
	}

	/**
	 * Full lock: set another batch. It becomes part of the full lock, so it comes locked;
	 * the one before is used up, and who waits for its lock will see that.
	 * @param replacement the new batch, or {@code null} for none
	 */
	final void replaceBatch(@Nullable Batch replacement) {
		Batch old = this.batch;
		if (old == replacement) {
			return;
		}
		if (replacement != null) {
			replacement.lockWithdrawn();
		}
		this.batch = replacement;
		if (old != null) {
			old.unlock();
		}
	}

}
