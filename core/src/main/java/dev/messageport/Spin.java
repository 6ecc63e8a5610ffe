package dev.messageport;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for locks of one byte, which are for sections of a few instructions that never
 * call user code and never wait. No lock class: every idle channel would pay for its
 * objects, and the classes that have such a lock have nothing else in common.
 */
final class Spin {

	private Spin() {
	}

	/**
	 * Wait a little. Spins first, then yields, then sleeps: the holder may have lost its
	 * processor to this thread.
	 * @param tries how often the lock was tried in vain
	 */
	static void backOff(int tries) {
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
