package dev.messageport;

/**
 * What a post does when the queue of the receiving side is full (Q7). The sender is told,
 * never the reader; the close of a channel always fits.
 *
 * @see ChannelOptions.Builder#overflow(OverflowPolicy)
 */
public enum OverflowPolicy {

	/**
	 * {@code postMessage} throws {@link PortOverflowException}; nothing is queued and
	 * nothing is transferred.
	 */
	FAIL,

	/**
	 * {@code postMessage} waits for room, at most for the
	 * {@link ChannelOptions.Builder#blockTimeout(java.time.Duration) block timeout}, then
	 * does as {@link #FAIL}. It fails at once on a thread that is delivering to the very
	 * side it would wait for, and on the one thread of an {@linkplain PortExecutors event
	 * loop} that could do so. An interrupt ends the wait with
	 * {@link PortOverflowException} and stays set.
	 */
	BLOCK,

	/**
	 * The oldest waiting message is discarded to make room; {@code postMessage} returns
	 * {@code true}.
	 */
	DROP_OLDEST,

	/**
	 * The new message is discarded, ports it carries end; {@code postMessage} returns
	 * {@code false}.
	 */
	DROP_LATEST,

	/**
	 * The channel closes with {@link CloseReason#OVERFLOW}; each reader first gets what
	 * was queued. {@code postMessage} returns {@code false}.
	 */
	CLOSE

}
