package dev.messageport;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What stands in the head of a queue in place of a message. Numbers start anew above a
 * marker, so its own is 0.
 *
 * @see Side
 */
final class Marker extends Envelope {

	/**
	 * The side has ended: nothing is queued any more.
	 */
	static final Marker CLOSED = new Marker();

	/**
	 * The markers that every side begins with.
	 */
	static final Marker FIRST_HELD = pair();

	/**
	 * The other marker of the pair; {@code null} for {@link #CLOSED} and for fences.
	 */
	private @Nullable Marker twin;

	private boolean idle;

	private Marker() {
		super(null);
	}

	/**
	 * Create a new pair. Its identity is what counts: a thread that has read a marker of
	 * an older pair cannot put a message on this one.
	 * @return the held marker of the pair
	 */
	static Marker pair() {
		Marker held = new Marker();
		Marker idle = new Marker();
		idle.idle = true;
		held.twin = idle;
		idle.twin = held;
		return held;
	}

	/**
	 * Create a marker that goes on top of a message to change the identity of the head.
	 * Takers of messages leave it out.
	 * @param below the head that it covers
	 * @return the fence
	 */
	static Marker fence(Envelope below) {
		Marker fence = new Marker();
		fence.seq = below.seq;
		fence.link = below;
		return fence;
	}

	/**
	 * Return whether this marker covers messages, instead of standing for none.
	 * @return whether this is a fence
	 */
	boolean isFence() {
		return this.twin == null && this != CLOSED;
	}

	/**
	 * Return whether who replaces this marker has the lease and must schedule a turn.
	 * @return whether this is an idle marker
	 */
	boolean isIdle() {
		return this.idle;
	}

	Marker idle() {
		return this.idle ? this : Objects.requireNonNull(this.twin);
	}

}
