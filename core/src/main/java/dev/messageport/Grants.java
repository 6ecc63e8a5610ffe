package dev.messageport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells a responder that respects demand how many elements it may post. No more of them
 * are under way than were asked for, nor than fit into a window; a used half of the
 * window is granted anew.
 * <p>
 * The window is no larger than a queue. So there is room for all elements under way; and
 * for all unread grants, because each of them stands for an element under way.
 */
final class Grants {

	private static final int LARGEST_WINDOW = 256;

	private final DefaultMessagePort port;

	private final Credit credit;

	private final int window;

	/**
	 * Elements that came; written by the turns of the port.
	 */
	private volatile long received;

	/**
	 * How many calls of {@link #update()} there are to do; who makes it 1 does them all.
	 */
	private final AtomicInteger updates = new AtomicInteger();

	private long granted;

	Grants(DefaultMessagePort port, Credit credit) {
		this.port = port;
		this.credit = credit;
		this.window = Math.min(LARGEST_WINDOW, port.side.config.capacity());
	}

	/**
	 * An element has come, and was taken off the credit.
	 */
	@SuppressWarnings("NonAtomicOperationOnVolatileField") // One turn at a time
	void received() {
		this.received++;
		update();
	}

	/**
	 * Grant what can be granted now.
	 */
	void update() {
		if (this.updates.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		while (seen != 0) {
			grant();
			seen = this.updates.addAndGet(-seen);
		}
	}

	private void grant() {
		long came = this.received;
		long underWay = this.granted - came;
		if (underWay > this.window / 2) {
			return;
		}
		long more = Math.min(this.credit.left(), this.window) - underWay;
		if (more > 0) {
			this.granted += more;
			this.port.postControl(new Demand(more), null);
		}
	}

}
