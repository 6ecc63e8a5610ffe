package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * One side of a channel as those see it who watch over channels: observers and
 * containers. It is the same object for as long as the channel lives, whichever port
 * object owns it (invariant 1). Thread-safe.
 *
 * @see ChannelObserver
 */
public interface ChannelSide {

	/**
	 * Return the side that a port owns, or has owned until it was transferred.
	 * @param port the port
	 * @return its side, or {@code null} if a proxy or another library made the port
	 */
	static @Nullable ChannelSide of(MessagePort port) {
		return (port instanceof DefaultMessagePort own) ? own.side : null;
	}

	/**
	 * Return the logical name of the channel.
	 * @return the name, or {@code "anonymous"}
	 */
	String channel();

	/**
	 * Return the name of the port, as {@link MessagePort#name()} does.
	 * @return the name
	 */
	String name();

	/**
	 * Return the identity of this side, as {@link MessagePort#id()} does.
	 * @return the identity
	 */
	String id();

	/**
	 * Return the other side of the channel.
	 * @return the side that this one is entangled with, always the same
	 */
	ChannelSide peer();

	/**
	 * Return how many messages can wait at this side.
	 * @return the capacity, or 0 for no bound
	 */
	int capacity();

	/**
	 * Return what becomes of a message when there is no room for it at this side.
	 * @return the policy
	 */
	OverflowPolicy overflow();

	/**
	 * Return where this side is (invariant 2).
	 * @return the state
	 */
	State state();

	/**
	 * Return how many messages wait at this side.
	 * @return the number of messages
	 */
	int queued();

	/**
	 * Return whether the port that owns this side is started.
	 * @return whether a port owns it that is started
	 * @see MessagePort#isStarted()
	 */
	boolean isStarted();

	/**
	 * Return why this side was closed.
	 * @return the reason, seen from this side, or {@code null} while it is open
	 */
	@Nullable CloseReason closeReason();

	/**
	 * Start the port that owns this side, as {@link MessagePort#start()} does. Does
	 * nothing if no port owns it.
	 */
	void start();

	/**
	 * Pause the port that owns this side, as {@link MessagePort#pause()} does. Does
	 * nothing if no port owns it.
	 */
	void pause();

	/**
	 * Post to this side, in place of a message that arrived for it over a link, that it
	 * cannot be decoded (V4). It waits its turn like a message posted by the other side,
	 * and counts as one.
	 * @param error what is wrong with the message
	 * @return {@code true} when it was queued; {@code false} when it can never arrive:
	 * this side has ended, or no port object owns the other one (P1)
	 * @throws PortOverflowException if the queue of this side is full and its policy
	 * tells the sender so (Q7)
	 */
	boolean fail(PortDecodingException error);

	/**
	 * End this side for a reason that its owner has no say in: what waits here is
	 * discarded, and the other side learns the same reason, after the messages that were
	 * posted before (G3, G4). Does nothing on a side that has ended.
	 * @param reason the reason, such as {@link CloseReason#OWNER_GONE}
	 */
	void close(CloseReason reason);

	/**
	 * Where a side is.
	 */
	enum State {

		/**
		 * A port object owns it.
		 */
		BOUND,

		/**
		 * A queued message carries it.
		 */
		IN_TRANSIT,

		/**
		 * It has closed, and nothing waits in it any more.
		 */
		ENDED

	}

}
