package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Watches what happens on the channels of a factory: the hook for metrics.
 * <p>
 * Called on the thread on which the thing happens, outside of all locks, and concurrently
 * for different events; it has to be thread-safe and quick. What it throws is logged and
 * changes nothing. For each side, {@code posted = delivered + discarded + queued} once
 * all calls have returned (invariant 9). What the library posts for its own ends, such as
 * the demand of a stream, does not count.
 *
 * @see MessageChannelFactory.Builder#observer(ChannelObserver)
 */
public interface ChannelObserver {

	/**
	 * A side came into being: called for both sides of a new channel.
	 * @param side the side
	 */
	default void opened(ChannelSide side) {
	}

	/**
	 * Name who is to be told of the messages and turns of a side: {@link #turnBegan},
	 * {@link #turnEnded}, {@link #posted}, {@link #delivered}, {@link #discarded} and
	 * {@link #failed}. Asked once for each side, after it was {@link #opened}; so who
	 * keeps something for each side need not look for it at each message.
	 * <p>
	 * The events of the side's life always come to this observer itself, as do the others
	 * that are told before the answer was given, or late: once both sides of the channel
	 * have ended, who was named is let go. The side keeps it until then, or until the
	 * factory is {@linkplain DeliveryControl#release() released}; it must not lead to a
	 * port, which would never be collected then (G1).
	 * @param side the side
	 * @return who is told of the side's messages and turns: this observer itself, as if
	 * this method was not there, or another one; {@code null} for nobody
	 */
	default @Nullable ChannelObserver forSide(ChannelSide side) {
		return this;
	}

	/**
	 * This thread begins to deliver to a side: until {@link #turnEnded} the listeners of
	 * that side are called on it, and on no other. So what is running is known without a
	 * look at each message: a listener that hangs is one whose turn goes on while
	 * {@link #delivered} is not called.
	 * @param side the side
	 */
	default void turnBegan(ChannelSide side) {
	}

	/**
	 * This thread has stopped delivering to a side, for now.
	 * @param side the side
	 */
	default void turnEnded(ChannelSide side) {
	}

	/**
	 * A message was queued, or dropped by {@link OverflowPolicy#DROP_LATEST}.
	 * @param side the receiving side
	 */
	default void posted(ChannelSide side) {
	}

	/**
	 * A message was taken from the queue, for the listeners or by
	 * {@link MessagePort#receive receive}.
	 * @param side the receiving side
	 */
	default void delivered(ChannelSide side) {
	}

	/**
	 * A message was discarded unread.
	 * @param side the receiving side
	 * @param reason why: {@link CloseReason#OVERFLOW} when a full queue dropped it, else
	 * the reason for which the side ended
	 */
	default void discarded(ChannelSide side, CloseReason reason) {
	}

	/**
	 * A listener threw, or a message could not be decoded and no listener wanted to know
	 * (V4), or a container tells that it has dealt with an error of a listener
	 * ({@link DeliveryControl#failed}).
	 * @param side the receiving side
	 * @param error what was thrown, or a {@link PortDecodingException}
	 */
	default void failed(ChannelSide side, Throwable error) {
	}

	/**
	 * A side was posted in a transfer list and is in transit now.
	 * @param side the side that moves
	 */
	default void transferred(ChannelSide side) {
	}

	/**
	 * A side that was in transit was taken out of a queue, and a new port owns it now,
	 * unless it has ended on its way. The observers of the factories that made either
	 * channel are told.
	 * @param side the side that has moved
	 * @param at the side in whose queue it was: the owner of that port has both now
	 */
	default void arrived(ChannelSide side, ChannelSide at) {
	}

	/**
	 * A side was closed; called once for each side. What was posted to it before may
	 * still be delivered.
	 * @param side the side
	 * @param reason why, seen from this side
	 */
	default void closed(ChannelSide side, CloseReason reason) {
	}

	/**
	 * The port of a side was garbage-collected without having been closed (G2). Called
	 * for each such side, after it was closed, unless leak detection is
	 * {@link LeakDetection#OFF}; the log tells of the first one of a name only.
	 * @param side the side
	 */
	default void leaked(ChannelSide side) {
	}

	/**
	 * A side has ended ({@link ChannelSide.State#ENDED}): nothing will be delivered to it
	 * any more. Called once for each side, so that who keeps account of all sides knows
	 * when to forget one.
	 * @param side the side
	 */
	default void ended(ChannelSide side) {
	}

}
