package dev.messageport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * What most sides never need, made on demand. Takes the place of the configuration that
 * the side has shared until then, so that a side without it pays for no field. Guarded by
 * the lock of the side, but for what is volatile.
 */
final class Extras extends ChannelConfig {

	private static final AtomicIntegerFieldUpdater<Extras> CONTROLS = AtomicIntegerFieldUpdater.newUpdater(Extras.class,
			"controls");

	/**
	 * The owner of the side (see {@link Owned}); without extras that is the watch which
	 * the side itself is. Written under the lock, and read without.
	 */
	volatile @Nullable Object owner;

	/**
	 * The held marker of the pair in use.
	 */
	volatile Marker markers = Marker.FIRST_HELD;

	/**
	 * Why the side closed; set once, under the lock, and read without.
	 */
	volatile @Nullable Closing closing;

	/**
	 * The port of a conversation that is not over: who waits for an answer may hold
	 * nothing that leads to the port.
	 */
	@Nullable DefaultMessagePort conversing;

	/**
	 * The watch of the present port, if that came by a transfer.
	 */
	@Nullable Watch watch;

	@Nullable String id;

	/**
	 * Where the channel was created, if leak detection asks for it.
	 */
	@Nullable Throwable creation;

	/**
	 * The thread that is delivering, if the overflow policy asks for it.
	 */
	@Nullable Thread delivering;

	/**
	 * Posters that wait for room, first come first.
	 */
	private @Nullable Deque<Thread> posters;

	private @Nullable List<Thread> receivers;

	/**
	 * Read by posters without the lock, after they have replaced a marker; written before
	 * the receiver looks at the marker once more.
	 */
	volatile boolean receiversWaiting;

	/**
	 * How many of the messages that wait are {@linkplain ControlMessage our own}, or are
	 * just being posted or delivered.
	 */
	private volatile int controls;

	private final ChannelConfig shared;

	Extras(ChannelConfig shared, Watch watch) {
		super(shared);
		this.shared = shared;
		this.owner = watch;
	}

	@Override
	ChannelConfig shared() {
		return this.shared;
	}

	int controls() {
		return this.controls;
	}

	/**
	 * Count a message of our own.
	 * @param change 1 before it is posted, -1 after it has gone
	 */
	void addControl(int change) {
		CONTROLS.addAndGet(this, change);
	}

	void addReceiver(Thread thread) {
		if (this.receivers == null) {
			this.receivers = new ArrayList<>(2);
		}
		this.receivers.add(thread);
		this.receiversWaiting = true;
	}

	void removeReceiver(Thread thread) {
		if (this.receivers != null) {
			this.receivers.remove(thread);
			this.receiversWaiting = !this.receivers.isEmpty();
		}
	}

	void wakeReceivers() {
		if (this.receivers != null) {
			this.receivers.forEach(LockSupport::unpark);
		}
	}

	void addPoster(Thread thread) {
		if (this.posters == null) {
			this.posters = new ArrayDeque<>(2);
		}
		this.posters.addLast(thread);
	}

	void removePoster(Thread thread) {
		if (this.posters != null) {
			this.posters.remove(thread);
		}
	}

	boolean isFirstPoster(Thread thread) {
		return this.posters != null && this.posters.peekFirst() == thread;
	}

	boolean postersWait() {
		return this.posters != null && !this.posters.isEmpty();
	}

	void wakePoster() {
		Thread first = (this.posters != null) ? this.posters.peekFirst() : null;
		if (first != null) {
			LockSupport.unpark(first);
		}
	}

	void wakePosters() {
		if (this.posters != null) {
			this.posters.forEach(LockSupport::unpark);
		}
	}

	/**
	 * Why a side closed, seen from that side.
	 *
	 * @param reason the reason
	 * @param cause the error behind it, if any
	 */
	record Closing(CloseReason reason, @Nullable Throwable cause) {

		private static final Closing[] WITHOUT_CAUSE = Arrays.stream(CloseReason.values())
			.map((reason) -> new Closing(reason, null))
			.toArray(Closing[]::new);

		static Closing of(CloseReason reason, @Nullable Throwable cause) {
			return (cause != null) ? new Closing(reason, cause) : WITHOUT_CAUSE[reason.ordinal()];
		}

	}

}
