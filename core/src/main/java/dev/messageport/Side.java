package dev.messageport;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * One end of a channel, with its queue, its tie to the other end, and its owner. It lives
 * as long as the channel; port objects come and go.
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
class Side extends Entangled {

	Side(DefaultMessagePort port, ChannelConfig config, boolean first) {
		super(port, config, first);
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
			other().keepPeer();
		}
		if (wake) {
			if (other().hasEnded()) {
				OpenChannels.addAgain(firstSide());
			}
			takeTurn();
		}
		Reference.reachabilityFence(port);
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
		DefaultMessagePort peer = other().port();
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
		return other();
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
		DefaultMessagePort link = other().port();
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
