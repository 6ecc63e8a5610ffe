package dev.messageport;

import java.lang.ref.Reference;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A side and its tie to the other one: two of them are entangled from the start, and each
 * learns when the other ends.
 *
 * <pre>
 *   OPEN --closed, collected, discarded: {@link #end}--------&gt; ENDED
 *    |                                                  ^
 *    | the other one has ended: {@link #peerEnded}            |
 *    v                                                  |
 *   the close is the last in the queue --delivered, or nobody waits for it
 * </pre>
 *
 * Once both have ended, or nobody would notice that they have not, the channel leaves
 * {@link OpenChannels}.
 */
abstract class Entangled extends TurnTaker {

	final boolean first;

	@SuppressWarnings("NullAway.Init")
	private Side other;

	/**
	 * Where the channel stands in {@link OpenChannels}: in its first side that of the
	 * next older channel, in the other side that of the next newer one.
	 */
	@Nullable Side neighbour;

	/**
	 * In which list it is there, and whether it still is.
	 */
	byte list;

	Entangled(DefaultMessagePort port, ChannelConfig config, boolean first) {
		super(port, config);
		this.first = first;
	}

	/**
	 * Make this, a first side, and another new one the ends of one channel.
	 * @param second the other side
	 */
	final void entangle(Side second) {
		this.other = second;
		((Entangled) second).other = side();
		noteCreation();
		OpenChannels.add(side());
	}

	private void noteCreation() {
		Throwable creation = this.config.leaks().creation();
		if (creation != null) {
			needExtras().creation = creation;
		}
	}

	/**
	 * Return where the channel was created.
	 * @return the stack, or {@code null} if it was not noted
	 */
	@Nullable Throwable creation() {
		Extras noted = firstSide().extras();
		return (noted != null) ? noted.creation : null;
	}

	final Side other() {
		return this.other;
	}

	final Side firstSide() {
		return this.first ? side() : this.other;
	}

	/**
	 * End this side and tell the other one.
	 * @param expected the owner that this is about, or {@code null} for any
	 * @param reason why, seen from here
	 * @param peerReason why, seen from there
	 * @param cause the error behind it, if any
	 * @return what was waiting here, for {@link Discards}
	 */
	@Nullable Envelope end(@Nullable Object expected, CloseReason reason, CloseReason peerReason, @Nullable Throwable cause) {
		Envelope backlog;
		Closed closed;
		EndListener listener;
		DefaultMessagePort peer;
		lockAll();
		try {
			if (owner() == null || (expected != null && !isOwnedBy(expected))) {
				return null;
			}
			closed = markClosed(reason, cause);
			backlog = shut();
			peer = this.other.port();
			DefaultMessagePort port = port();
			listener = (port != null) ? port.listeners.end : null;
			ended();
		}
		finally {
			unlockAll();
		}
		closed.announce();
		gone();
		this.other.peerEnded(peerReason, cause);
		// It was kept by the port of this side until that ended
		Reference.reachabilityFence(peer);
		if (listener != null) {
			listener.ended(reason, cause);
		}
		return backlog;
	}

	/**
	 * Put the close into the queue: nothing comes from the other side any more (C1).
	 * @param reason why, seen from here
	 * @param cause the error behind it, if any
	 */
	void peerEnded(CloseReason reason, @Nullable Throwable cause) {
		boolean wake = false;
		boolean over = false;
		Closed closed;
		lockAll();
		try {
			if (isFinished()) {
				return;
			}
			closed = markClosed(reason, cause);
			if (nobodyWaitsForClose() && shutIfIdle()) {
				ended();
				over = true;
			}
			else {
				wake = finishWith(new CloseElement(reason, cause));
				wakeWaiting();
			}
		}
		finally {
			unlockAll();
		}
		closed.announce();
		if (over) {
			gone();
		}
		if (wake) {
			takeTurn();
		}
		else if (isSpent()) {
			OpenChannels.remove(firstSide());
			if (!isSpent()) {
				OpenChannels.addAgain(firstSide());
			}
		}
	}

	/**
	 * Do what is left to do after this side has ended. No lock may be held.
	 */
	void gone() {
		ChannelObserver observer = this.config.observer();
		if (observer != null) {
			observer.ended(this);
		}
		if (this.other.hasEnded()) {
			side().unobserve();
			this.other.unobserve();
			OpenChannels.remove(firstSide());
		}
	}

	/**
	 * Return whether nobody would notice if the port of this side vanished: the other
	 * side has ended, and nothing waits here but its close, for a listener that may yet
	 * come. A channel that was used in one direction often ends like that, and as long as
	 * it is in {@link OpenChannels} its garbage costs several times what the channel has
	 * cost.
	 * @return whether nothing is left to do when the port vanishes
	 */
	private boolean isSpent() {
		lockAll();
		try {
			return this.other.hasEnded() && isParked() && length() == 0 && !isConversing(extras())
					&& this.config.observer() == null;
		}
		finally {
			unlockAll();
		}
	}

	/**
	 * Full lock: return whether the close event would reach nobody, now or later.
	 * @return whether an empty queue can be closed at once
	 */
	private boolean nobodyWaitsForClose() {
		DefaultMessagePort port = port();
		return port != null && port.listeners.started && port.listeners.closes.length == 0
				&& !this.config.dispatcher().gate().isClosed();
	}

	// Full lock: note why this side closed, the first time
	private Closed markClosed(CloseReason reason, @Nullable Throwable cause) {
		Extras extras = needExtras();
		if (extras.closing != null) {
			return Closed.NO_CONCERN;
		}
		extras.closing = Extras.Closing.of(reason, cause);
		DefaultMessagePort port = port();
		ClosedStage stage = (port != null) ? port.listeners.stage : null;
		return (stage != null || this.config.observer() != null) ? new Closed(side(), reason, cause, port, stage)
				: Closed.NO_CONCERN;
	}

	boolean isMarkedClosed() {
		Extras present = extras();
		return present != null && present.closing != null;
	}

	/**
	 * Return the stage that completes when a port closes (C3). It belongs to the port:
	 * the side must not lead to what depends on it (see {@link OpenChannels}).
	 * @param port a port that owns this side, or did so
	 * @return the stage
	 */
	CompletionStage<CloseEvent> closed(DefaultMessagePort port) {
		ClosedStage stage;
		Extras.Closing closing = null;
		lockAll();
		try {
			stage = port.listeners.stage;
			if (stage == null) {
				stage = new ClosedStage(port);
			}
			if (isOwnedBy(port)) {
				port.listeners = listeners(port).withStage(stage);
			}
			Extras present = extras();
			if (present != null && !port.isDetached()) {
				closing = present.closing;
			}
		}
		finally {
			unlockAll();
		}
		if (closing != null) {
			stage.fire(new CloseEvent(closing.reason(), closing.cause(), port));
		}
		return stage;
	}

	/**
	 * Set who is told if this side ends otherwise than by its close event, which then
	 * nobody gets. Told at once if it has ended already. The port is not collected before
	 * this side has ended, so that one of them is told in any case (V1, V3).
	 * @param port the port that owns this side, or did so
	 * @param listener who is told
	 */
	void onEnd(DefaultMessagePort port, EndListener listener) {
		Extras.Closing closing = null;
		lockAll();
		try {
			if (isOwnedBy(port)) {
				port.listeners = listeners(port).withEndListener(listener);
				needExtras().conversing = port;
			}
			else {
				closing = needExtras().closing;
			}
		}
		finally {
			unlockAll();
		}
		if (closing != null) {
			listener.ended(closing.reason(), closing.cause());
		}
	}

	/**
	 * Return whether this side or the other one waits for answers on a channel that was
	 * made for them alone.
	 * @return whether this is a side of a reply channel that is in use
	 */
	boolean isConversation() {
		return isConversing(extras()) || isConversing(this.other.extras());
	}

	private static boolean isConversing(@Nullable Extras extras) {
		return extras != null && extras.conversing != null;
	}

	static Listeners listeners(DefaultMessagePort port) {
		Listeners present = port.listeners;
		return (present != Listeners.NONE) ? present : new Listeners(port);
	}

}
