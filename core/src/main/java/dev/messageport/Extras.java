package dev.messageport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * What most sides never need, made on demand. Guarded by the lock of the side, but for
 * what is volatile.
 */
final class Extras {

	/**
	 * Why the side closed; set once, under the lock, and read without.
	 */
	volatile @Nullable Closing closing;

	/**
	 * Completes when the side closes; the present owner's.
	 */
	@Nullable CompletableFuture<CloseEvent> future;

	/**
	 * Is told when the side ends otherwise than by its close event.
	 */
	Side.@Nullable Watcher watcher;

	@Nullable String id;

	/**
	 * The thread that is delivering, if the overflow policy asks for it.
	 */
	@Nullable Thread delivering;

	/**
	 * Posters that wait for room, first come first.
	 */
	final Deque<Thread> posters = new ArrayDeque<>(2);

	private final List<Thread> receivers = new ArrayList<>(2);

	/**
	 * Read by posters without the lock, after they have replaced a marker; written before
	 * the receiver looks at the marker once more.
	 */
	volatile boolean receiversWaiting;

	void addReceiver(Thread thread) {
		this.receivers.add(thread);
		this.receiversWaiting = true;
	}

	void removeReceiver(Thread thread) {
		this.receivers.remove(thread);
		this.receiversWaiting = !this.receivers.isEmpty();
	}

	void wakeReceivers() {
		this.receivers.forEach(LockSupport::unpark);
	}

	void wakePoster() {
		Thread first = this.posters.peekFirst();
		if (first != null) {
			LockSupport.unpark(first);
		}
	}

	void wakePosters() {
		this.posters.forEach(LockSupport::unpark);
	}

	/**
	 * Why a side closed, seen from that side.
	 *
	 * @param reason the reason
	 * @param cause the error behind it, if any
	 */
	record Closing(CloseReason reason, @Nullable Throwable cause) {

	}

}
