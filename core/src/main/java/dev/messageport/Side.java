package dev.messageport;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
 *              | close, close event delivered     | message discarded
 *              +-------------&gt; ENDED &lt;------------+
 *                          owner: none
 * </pre>
 */
final class Side extends TurnTaker {

	private final boolean first;

	@SuppressWarnings("NullAway.Init")
	private Side other;

	private Side(ChannelConfig config, boolean first) {
		super(config);
		this.first = first;
	}

	/**
	 * Create the two sides of a channel, each with a port.
	 * @param config what they share
	 * @return the first side
	 */
	static Side pair(ChannelConfig config) {
		Side side1 = new Side(config, true);
		Side side2 = new Side(config, false);
		side1.other = side2;
		side2.other = side1;
		side1.own(new DefaultMessagePort(side1));
		side2.own(new DefaultMessagePort(side2));
		return side1;
	}

	Side other() {
		return this.other;
	}

	/**
	 * Return the port that a new side has.
	 * @return the port
	 */
	MessagePort port() {
		return (MessagePort) Objects.requireNonNull(owner());
	}

	/**
	 * Change the listeners of the port that owns this side, and give it a turn if it can
	 * use one now. Does nothing if another one owns it.
	 * @param port the port
	 * @param change the change
	 */
	void change(DefaultMessagePort port, UnaryOperator<Listeners> change) {
		boolean wake;
		lockAll();
		try {
			if (owner() != port) {
				return;
			}
			Listeners current = port.listeners;
			port.listeners = change.apply((current != Listeners.NONE) ? current : new Listeners(port));
			wake = unpark(port.listeners);
		}
		finally {
			unlockAll();
		}
		if (wake) {
			takeTurn();
		}
	}

	/**
	 * Full lock: take this side from its port and give it to a message (T1, T3).
	 * @param port the port that owns it
	 * @param carrier the message
	 */
	void detach(DefaultMessagePort port, CarryingEnvelope carrier) {
		port.retire(DefaultMessagePort.DETACHED);
		own(carrier);
		Extras present = extras();
		if (present != null) {
			present.future = null;
			present.wakeReceivers();
		}
	}

	/**
	 * Give this side to a new port, on arrival of the message that carries it.
	 * @param carrier the message
	 * @return the port; a closed one if the side has ended on its way
	 */
	MessagePort bind(CarryingEnvelope carrier) {
		DefaultMessagePort port = new DefaultMessagePort(this);
		lockAll();
		if (owner() == carrier) {
			own(port);
		}
		else {
			port.retire(DefaultMessagePort.CLOSED);
		}
		unlockAll();
		return port;
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
		Watcher watcher;
		lockAll();
		try {
			Object present = owner();
			if (present == null || (expected != null && present != expected)) {
				return null;
			}
			closed = markClosed(reason, cause);
			backlog = shut();
			ended();
			watcher = needExtras().watcher;
		}
		finally {
			unlockAll();
		}
		closed.announce();
		this.other.peerEnded(peerReason, cause);
		if (watcher != null) {
			watcher.ended(reason, cause);
		}
		return backlog;
	}

	/**
	 * Set who is told if this side ends otherwise than by its close event, which then
	 * nobody gets. Told at once if it has ended already.
	 * @param watcher who is told
	 */
	void watch(Watcher watcher) {
		Extras.Closing closing;
		lockAll();
		Extras extras = needExtras();
		extras.watcher = watcher;
		closing = hasEnded() ? extras.closing : null;
		unlockAll();
		if (closing != null) {
			watcher.ended(closing.reason(), closing.cause());
		}
	}

	/**
	 * Put the close into the queue: nothing comes from the other side any more (C1).
	 * @param reason why, seen from here
	 * @param cause the error behind it, if any
	 */
	void peerEnded(CloseReason reason, @Nullable Throwable cause) {
		boolean wake = false;
		Closed closed;
		lockAll();
		try {
			if (isFinished()) {
				return;
			}
			closed = markClosed(reason, cause);
			if (nobodyWaitsForClose() && shutIfIdle()) {
				ended();
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
		if (wake) {
			takeTurn();
		}
	}

	/**
	 * Full lock: return whether the close event would reach nobody, now or later.
	 * @return whether an empty queue can be closed at once
	 */
	private boolean nobodyWaitsForClose() {
		return owner() instanceof DefaultMessagePort port && port.listeners.started && port.listeners.closes.length == 0
				&& !this.config.dispatcher().gate().isClosed();
	}

	/**
	 * Wake the posters that wait for room here, to look at their own port again.
	 */
	void wakePosters() {
		Extras present = extras();
		if (present != null) {
			lockAll();
			present.wakePosters();
			unlockAll();
		}
	}

	// Full lock: note why this side closed, the first time
	private Closed markClosed(CloseReason reason, @Nullable Throwable cause) {
		Extras extras = needExtras();
		if (extras.closing != null) {
			return Closed.BEFORE;
		}
		extras.closing = new Extras.Closing(reason, cause);
		return new Closed(this, reason, cause, owner(), extras.future);
	}

	CompletionStage<CloseEvent> closed(DefaultMessagePort port) {
		CompletableFuture<CloseEvent> future;
		CloseEvent event = null;
		lockAll();
		try {
			if (port.isDetached()) {
				return CloseFuture.follow(new CompletableFuture<>(), this.config.dispatcher());
			}
			Extras extras = needExtras();
			if (extras.future == null) {
				extras.future = new CompletableFuture<>();
			}
			future = extras.future;
			if (extras.closing != null) {
				event = new CloseEvent(extras.closing.reason(), extras.closing.cause(), port);
			}
		}
		finally {
			unlockAll();
		}
		if (event != null) {
			future.complete(event);
		}
		return CloseFuture.follow(future, this.config.dispatcher());
	}

	boolean isMarkedClosed() {
		Extras present = extras();
		return present != null && present.closing != null;
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
	public State state() {
		Object present = owner();
		if (present == null) {
			return State.ENDED;
		}
		return (present instanceof DefaultMessagePort) ? State.BOUND : State.IN_TRANSIT;
	}

	@Override
	public int queued() {
		lockAll();
		try {
			return length();
		}
		finally {
			unlockAll();
		}
	}

	@Override
	public void close(CloseReason reason) {
		Discards.end(this, null, Objects.requireNonNull(reason, "'reason' must not be null"), reason, null);
	}

	@Override
	public String toString() {
		return name();
	}

	/**
	 * Is told of an end that fires no close event here.
	 */
	@FunctionalInterface
	interface Watcher {

		/**
		 * The side has ended. Called on the stack of who ended it, without a lock: must
		 * not call code of users.
		 * @param reason why, seen from this side
		 * @param cause the error behind it, if any
		 */
		void ended(CloseReason reason, @Nullable Throwable cause);

	}

}
