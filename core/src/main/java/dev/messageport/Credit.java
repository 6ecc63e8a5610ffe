package dev.messageport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages may still be taken from a port. Keeps the port started while there
 * are any, so that the rest stays in the queue, whose capacity binds who posts (V2).
 *
 * <pre>
 *             open (if any), add
 *   PAUSED ------------------------&gt; STARTED
 *   0 left &lt;------------------------ 1 .. left
 *               spend the last one
 * </pre>
 *
 * Anybody may add, the listener of the port alone spends. It pauses the port before it
 * spends the last one: whoever adds to nothing finds the port paused, and is the only one
 * to start it. Before it is opened one is set aside, so that nobody starts the port.
 */
final class Credit {

	private final AtomicLong left = new AtomicLong(1);

	private final MessagePort port;

	Credit(MessagePort port) {
		this.port = port;
	}

	/**
	 * Return how many messages may still be taken, the one being handled included.
	 * @return the number of messages, or {@link Long#MAX_VALUE} for no bound
	 */
	long left() {
		return this.left.get();
	}

	/**
	 * Let the port start.
	 */
	void open() {
		if (takeOne() > 0) {
			this.port.start();
		}
	}

	/**
	 * Add to what may be taken.
	 * @param messages how many more; {@link Long#MAX_VALUE} takes the bound away
	 */
	void add(long messages) {
		if (this.left.getAndAccumulate(messages, Credit::sum) == 0) {
			this.port.start();
		}
	}

	/**
	 * A message was taken.
	 */
	void spend() {
		boolean last = this.left.get() == 1;
		if (last) {
			this.port.pause();
		}
		if (takeOne() > 0 && last) {
			this.port.start();
		}
	}

	private long takeOne() {
		return this.left.updateAndGet((count) -> (count != Long.MAX_VALUE) ? count - 1 : count);
	}

	private static long sum(long present, long added) {
		return (added < Long.MAX_VALUE - present) ? present + added : Long.MAX_VALUE;
	}

}
