package dev.messageport;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * One end of a channel: its queue, its tie to the other end, and who owns it. It lives as
 * long as the channel; port objects come and go.
 *
 * <pre>
 *                    postMessage(.., port)
 *            BOUND ------------------------&gt; IN TRANSIT
 *     owner: port  &lt;------------------------ owner: the message that carries it
 *              |       message delivered          |
 *              | close, close event delivered,    | message discarded
 *              | port garbage-collected           |
 *              +-------------&gt; ENDED &lt;------------+
 *                          owner: none
 * </pre>
 */
class Side extends TurnTaker {

	private final boolean first;

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

	Side(DefaultMessagePort port, ChannelConfig config, boolean first) {
		super(port, config);
		this.first = first;
	}

	/**
	 * Make two new sides the ends of one channel.
	 * @param side1 the first side
	 * @param side2 the other one
	 */
	static void entangle(Side side1, Side side2) {
		side1.other = side2;
		side2.other = side1;
		side1.noteCreation();
		OpenChannels.add(side1);
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

	@Override
	Side side() {
		return this;
	}

	@Override
	@Nullable ChannelObserver observer() {
		return null;
	}

	/**
	 * Ask who is to be told of this side. To be called once it was told of as opened.
	 * @param observers all observers of the factory
	 */
	void observe(ChannelObserver observers) {
	}

	/**
	 * Let go of who was named for this side. Idempotent.
	 */
	void unobserve() {
	}

	Side other() {
		return this.other;
	}

	private Side firstSide() {
		return this.first ? this : this.other;
	}

	/**
	 * Change the listeners of the port that owns this side, and give it a turn if it can
	 * use one now. Does nothing if another one owns it.
	 * @param port the port
	 * @param change the change
	 */
	void change(DefaultMessagePort port, UnaryOperator<Listeners> change) {
		boolean wake;
		boolean tookMessages;
		lockAll();
		try {
			if (!isOwnedBy(port)) {
				return;
			}
			tookMessages = port.listeners.takeMessages();
			port.listeners = change.apply(listeners(port));
			wake = unpark(port.listeners);
		}
		finally {
			unlockAll();
		}
		if (tookMessages != port.listeners.takeMessages()) {
			this.other.keepPeer();
		}
		if (wake) {
			if (this.other.hasEnded()) {
				OpenChannels.addAgain(firstSide());
			}
			takeTurn();
		}
		Reference.reachabilityFence(port);
	}

	private static Listeners listeners(DefaultMessagePort port) {
		Listeners present = port.listeners;
		return (present != Listeners.NONE) ? present : new Listeners(port);
	}

	/**
	 * Let the port of this side, now or on arrival, keep the one at the other end alive
	 * while that is started and listens (G1). To be called after each change there: each
	 * call looks at the present state, so the last one leaves it right.
	 */
	private void keepPeer() {
		lockAll();
		try {
			DefaultMessagePort holder = (owner() instanceof CarryingEnvelope carrier) ? carrier.arriving(this) : port();
			if (holder != null) {
				holder.keep(peerToKeep());
			}
		}
		finally {
			unlockAll();
		}
	}

	private @Nullable DefaultMessagePort peerToKeep() {
		DefaultMessagePort peer = this.other.port();
		return (peer != null && peer.listeners.takeMessages()) ? peer : null;
	}

	/**
	 * Full lock: take this side from its port and give it to a message (T1, T3).
	 * @param port the port that owns it
	 * @param carrier the message
	 */
	void detach(DefaultMessagePort port, CarryingEnvelope carrier) {
		port.retire(Listeners.DETACHED);
		ownBy(carrier);
		carrier.arriving(this).keep(peerToKeep());
		Extras present = extras();
		if (present != null) {
			present.wakeReceivers();
		}
	}

	/**
	 * Give this side to its new port, on arrival of the message that carries both.
	 * @param carrier the message
	 * @param port the port, which is closed if the side has ended on its way
	 */
	void bind(CarryingEnvelope carrier, DefaultMessagePort port) {
		lockAll();
		try {
			if (owner() == carrier) {
				ownBy(port);
				port.arrive();
			}
			else {
				port.retire(Listeners.CLOSED);
			}
		}
		finally {
			unlockAll();
		}
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
	 * Do what is left to do after this side has ended. No lock may be held.
	 */
	void gone() {
		ChannelObserver observer = this.config.observer();
		if (observer != null) {
			observer.ended(this);
		}
		if (this.other.hasEnded()) {
			unobserve();
			this.other.unobserve();
			OpenChannels.remove(firstSide());
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

	/**
	 * Do what is left to do after the other side was transferred: wake the posters that
	 * wait for room here, to look at their own port again. No lock may be held.
	 */
	void peerMoved() {
		lockAll();
		try {
			needExtras().wakePosters();
			joinFences();
		}
		finally {
			unlockAll();
		}
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
		return (stage != null || this.config.observer() != null) ? new Closed(this, reason, cause, port, stage)
				: Closed.NO_CONCERN;
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

	boolean isMarkedClosed() {
		Extras present = extras();
		return present != null && present.closing != null;
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

	@Override
	public String channel() {
		return this.config.name();
	}

	@Override
	public String name() {
		return this.config.name() + (this.first ? ".port1" : ".port2");
	}

	@Override
	public String id() {
		lockAll();
		try {
			Extras extras = needExtras();
			if (extras.id == null) {
				extras.id = UUID.randomUUID().toString();
			}
			return extras.id;
		}
		finally {
			unlockAll();
		}
	}

	@Override
	public ChannelSide peer() {
		return this.other;
	}

	@Override
	public int capacity() {
		int capacity = this.config.capacity();
		return (capacity != ChannelConfig.MAX_CAPACITY) ? capacity : 0;
	}

	@Override
	public OverflowPolicy overflow() {
		return this.config.overflow();
	}

	@Override
	public boolean isStarted() {
		DefaultMessagePort port = port();
		return port != null && port.isStarted();
	}

	@Override
	public @Nullable CloseReason closeReason() {
		Extras present = extras();
		Extras.Closing closing = (present != null) ? present.closing : null;
		return (closing != null) ? closing.reason() : null;
	}

	@Override
	public void start() {
		DefaultMessagePort port = port();
		if (port != null) {
			port.start();
		}
	}

	@Override
	public void pause() {
		DefaultMessagePort port = port();
		if (port != null) {
			port.pause();
		}
	}

	@Override
	public State state() {
		Object present = owner();
		if (present == null) {
			return State.ENDED;
		}
		return (present instanceof CarryingEnvelope) ? State.IN_TRANSIT : State.BOUND;
	}

	@Override
	public int queued() {
		lockAll();
		try {
			Extras present = extras();
			return (present != null) ? Math.max(0, length() - present.controls()) : length();
		}
		finally {
			unlockAll();
		}
	}

	@Override
	public boolean fail(PortDecodingException error) {
		Objects.requireNonNull(error, "'error' must not be null");
		DefaultMessagePort link = this.other.port();
		return link != null && Posting.post(link, new UndecodableMessage(error, this, List.of()));
	}

	@Override
	public void close(CloseReason reason) {
		Discards.end(this, null, Objects.requireNonNull(reason, "'reason' must not be null"), reason, null);
	}

	@Override
	public String toString() {
		return name();
	}

}
