package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock of one {@code int}, for sections of a few instructions that never call user code
 * and never wait. Extended instead of used, because every idle channel pays for it.
 */
abstract class Spin {

	private static final VarHandle LOCK;

	static {
		try {
			LOCK = MethodHandles.lookup().findVarHandle(Spin.class, "lock", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@SuppressWarnings("unused")
	private int lock;

	final boolean tryLock() {
		return LOCK.compareAndSet(this, 0, 1);
	}

	final void lock() {
		if (!tryLock()) {
			lockContended();
		}
	}

	/**
	 * Release suffices: the next holder acquires with the compare-and-set above.
	 */
	final void unlock() {
		LOCK.setRelease(this, 0);
	}

	// Spins first, then yields, then sleeps: the holder may have lost its processor to
	// this thread
	private void lockContended() {
		for (int tries = 1; !tryLock(); tries++) {
			if (tries < 64) {
				Thread.onSpinWait();
			}
			else if (tries < 256) {
				Thread.yield();
			}
			else {
				LockSupport.parkNanos(50_000);
			}
		}
	}

}
