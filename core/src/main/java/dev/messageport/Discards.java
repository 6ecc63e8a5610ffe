package dev.messageport;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Discards messages and ends what they carry, to any depth without recursion (invariant
 * 7).
 */
final class Discards {

	private static final System.Logger logger = System.getLogger(Discards.class.getName());

	private Discards() {
	}

	/**
	 * End a side and discard what waits in it.
	 * @param side the side
	 * @param owner the owner that this is about, or {@code null} for any
	 * @param reason why, seen from this side
	 * @param peerReason why, seen from the other side
	 * @param cause the error behind it, if any
	 */
	static void end(Side side, @Nullable Object owner, CloseReason reason, CloseReason peerReason,
			@Nullable Throwable cause) {
		discard(side.end(owner, reason, peerReason, cause), side, reason);
	}

	/**
	 * End what a message carries that is not queued anywhere.
	 * @param message the message, which owns what it carries
	 */
	static void endCarried(CarryingEnvelope message) {
		Deque<Backlog> backlogs = new ArrayDeque<>();
		endCarried(message, backlogs);
		discardAll(backlogs);
	}

	// User code, in the case of resources: each failure is that of one object
	private static void endCarried(CarryingEnvelope message, Deque<Backlog> backlogs) {
		boolean mayRelease = message.mayRelease();
		for (Transferable carried : message.transferred()) {
			if (carried instanceof DefaultMessagePort port) {
				backlogs
					.add(new Backlog(port.side.end(message, CloseReason.UNDELIVERABLE, CloseReason.UNDELIVERABLE, null),
							port.side, CloseReason.UNDELIVERABLE));
			}
			else if (mayRelease && carried instanceof TransferableResource resource) {
				release(resource);
			}
		}
	}

	/**
	 * End what came with a message that arrived, and that nobody will see.
	 * @param event the message
	 */
	static void discardUnseen(MessageEvent event) {
		for (Transferable arrived : event.transferred()) {
			if (arrived instanceof MessagePort port) {
				port.close();
			}
			else if (arrived instanceof TransferableResource resource) {
				release(resource);
			}
		}
	}

	/**
	 * Release a resource that nobody will get. What it throws is logged.
	 * @param resource the resource
	 */
	static void release(TransferableResource resource) {
		try {
			resource.release();
		}
		catch (Throwable ex) {
			FailsafeLog.error(logger, TransferList.describe(resource) + " will reach nobody, and could not be released",
					ex);
		}
	}

	/**
	 * Discard messages that were taken off a queue.
	 * @param oldest the first of a chain of messages
	 * @param side the side in whose queue they were
	 * @param reason why they are discarded
	 */
	static void discard(@Nullable Envelope oldest, Side side, CloseReason reason) {
		if (oldest != null) {
			Deque<Backlog> backlogs = new ArrayDeque<>();
			backlogs.add(new Backlog(oldest, side, reason));
			discardAll(backlogs);
		}
	}

	private static void discardAll(Deque<Backlog> backlogs) {
		for (Backlog next = backlogs.poll(); next != null; next = backlogs.poll()) {
			next.discardInto(backlogs);
		}
	}

	/**
	 * What waited in one side.
	 *
	 * @param oldest the first of a chain of messages
	 * @param side the side
	 * @param reason why they are discarded
	 */
	private record Backlog(@Nullable Envelope oldest, Side side, CloseReason reason) {

		void discardInto(Deque<Backlog> backlogs) {
			Envelope message = this.oldest;
			while (message != null) {
				Envelope younger = message.next();
				message.link = null;
				if (!(message instanceof CloseElement)) {
					discard(message, backlogs);
				}
				message = younger;
			}
		}

		private void discard(Envelope message, Deque<Backlog> backlogs) {
			if (message instanceof ControlMessage) {
				this.side.needExtras().addControl(-1);
				return;
			}
			ChannelObserver observer = this.side.observer();
			if (observer != null) {
				observer.discarded(this.side, this.reason);
			}
			if (message instanceof CarryingEnvelope carrier) {
				endCarried(carrier, backlogs);
			}
		}

	}

}
