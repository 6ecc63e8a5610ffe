package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers some ports and sides weakly, to see in the end whether anything still holds
 * on to them.
 */
final class Remains {

	private static final int ONE_OF = 32;

	private final AtomicInteger seen = new AtomicInteger();

	private final Queue<WeakReference<Object>> remembered = new ConcurrentLinkedQueue<>();

	void add(MessagePort port) {
		if (this.seen.incrementAndGet() % ONE_OF == 0) {
			this.remembered.add(new WeakReference<>(port));
			this.remembered.add(new WeakReference<>(((DefaultMessagePort) port).side));
		}
	}

	/**
	 * Return how many are still there.
	 */
	int count() {
		this.remembered.removeIf((reference) -> reference.refersTo(null));
		return this.remembered.size();
	}

}
