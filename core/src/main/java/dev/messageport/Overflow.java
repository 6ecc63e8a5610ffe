package dev.messageport;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * What a post does when the queue of the receiving side is full (Q7).
 */
final class Overflow {

	/**
	 * The policy does not let the message in. Beside the constants of {@link Inbox}.
	 */
	static final int REFUSED = -1;

	/**
	 * How long the first one of the posters that wait sleeps before it looks for room
	 * itself. A reader wakes it when there is ample room, which a slow one may take long
	 * to make.
	 */
	private static final long LOOK_NANOS = 1_000_000;

	private Overflow() {
	}

	/**
	 * Return until when a post waits that begins now.
	 * @param side the receiving side
	 * @return the deadline, in terms of {@link System#nanoTime()}
	 */
	static long deadline(Side side) {
		return System.nanoTime() + side.config.blockTimeoutNanos();
	}

	/**
	 * Apply the overflow policy. No lock may be held. Changes nothing that a message may
	 * still be refused for: see {@link #refuse}.
	 * @param side the receiving side
	 * @param from the port that the message is posted on
	 * @param deadline until when to wait, in terms of {@link System#nanoTime()}
	 * @return {@link Inbox#FULL} to try again, {@link Inbox#GONE} or {@link #REFUSED} if
	 * the message is not to be queued
	 * @throws PortOverflowException if the sender has to know
	 */
	static int makeRoom(Side side, DefaultMessagePort from, long deadline) {
		Envelope evicted = null;
		side.lockAll();
		try {
			if (side.isFinished() || !from.isLive()) {
				return Inbox.GONE;
			}
			if (side.raiseLimit()) {
				return Inbox.FULL;
			}
			switch (side.config.overflow()) {
				case FAIL -> throw full(side, "");
				case BLOCK -> {
					return awaitRoom(side, from, deadline) ? Inbox.FULL : Inbox.GONE;
				}
				case DROP_OLDEST -> evicted = evict(side);
				case DROP_LATEST, CLOSE -> {
					return REFUSED;
				}
			}
		}
		finally {
			side.unlockAll();
		}
		if (evicted != null) {
			Discards.discard(evicted, side, CloseReason.OVERFLOW);
		}
		return Inbox.FULL;
	}

	/**
	 * Full lock: take the oldest message out if there is no room without that.
	 * @param side the receiving side
	 * @return the message, to be discarded once the lock is released, or {@code null}
	 */
	static @Nullable Envelope evict(Side side) {
		if (side.isFinished() || side.raiseLimit()) {
			return null;
		}
		Envelope evicted = side.poll();
		if (evicted != null) {
			evicted.link = null;
			side.raiseLimit();
		}
		return evicted;
	}

	/**
	 * Do what comes of a message that the policy does not let in. No lock may be held.
	 * @param side the receiving side
	 * @param message the message
	 */
	static void refuse(Side side, Envelope message) {
		if (side.config.overflow() == OverflowPolicy.CLOSE) {
			side.peerEnded(CloseReason.OVERFLOW, null);
			side.other().peerEnded(CloseReason.OVERFLOW, null);
			return;
		}
		ChannelObserver observer = side.observer();
		if (observer != null && !(message instanceof ControlMessage)) {
			observer.posted(side);
			observer.discarded(side, CloseReason.OVERFLOW);
		}
	}

	// Full lock, which is released while waiting
	private static boolean awaitRoom(Side side, DefaultMessagePort from, long deadline) {
		Thread me = Thread.currentThread();
		Extras extras = side.needExtras();
		if (extras.delivering == me) {
			throw full(side, ", and this very thread is delivering to it, so that waiting cannot help");
		}
		if (side.config.dispatcher().dependsOnThisThread()) {
			throw full(side, ", and this very thread, of an event loop, is the one that delivers to it,"
					+ " so that waiting cannot help");
		}
		extras.addPoster(me);
		try {
			while (true) {
				// Before the first wait as well: a transfer of the port that has not seen
				// the extras, and so wakes nobody, came before
				if (side.isFinished() || !from.isLive()) {
					return false;
				}
				if (side.raiseLimit()) {
					return true;
				}
				long left = deadline - System.nanoTime();
				if (left <= 0) {
					throw full(side, ", also after " + side.config.blockTimeout());
				}
				if (me.isInterrupted()) {
					throw full(side, ", and the wait for room was interrupted");
				}
				side.unlockAll();
				LockSupport.parkNanos(side, extras.isFirstPoster(me) ? Math.min(left, LOOK_NANOS) : left);
				side.lockAll();
			}
		}
		finally {
			extras.removePoster(me);
			extras.wakePoster();
		}
	}

	private static PortOverflowException full(Side side, String circumstance) {
		return new PortOverflowException("The queue of port " + side.name() + " is full: " + side.length()
				+ " messages wait there" + circumstance + ". Start its reader or make it faster,"
				+ " or give the channel another capacity (" + side.config.capacity() + ") or overflow policy ("
				+ side.config.overflow() + ")");
	}

}
