package dev.messageport;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Discards messages and ends what they carry, to any depth without recursion (invariant
 * 7).
 */
final class Discards {

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
		for (Side carried : message.carried()) {
			end(carried, message, CloseReason.UNDELIVERABLE, CloseReason.UNDELIVERABLE, null);
		}
	}

	/**
	 * Discard messages that were taken off a queue.
	 * @param oldest the first of a chain of messages
	 * @param side the side in whose queue they were
	 * @param reason why they are discarded
	 */
	static void discard(@Nullable Envelope oldest, Side side, CloseReason reason) {
		Deque<Backlog> backlogs = new ArrayDeque<>();
		for (Backlog next = new Backlog(oldest, side, reason); next != null; next = backlogs.poll()) {
			next.discardInto(backlogs);
		}
	}

	/**
	 * End what a message has brought that was delivered and that nobody will see.
	 * @param event the message
	 */
	static void discardUnseen(MessageEvent event) {
		event.ports().forEach(MessagePort::close);
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
			ChannelObserver observer = this.side.config.observer();
			if (observer != null) {
				observer.discarded(this.side, this.reason);
			}
			if (message instanceof CarryingEnvelope carrier) {
				for (Side carried : carrier.carried()) {
					backlogs.add(new Backlog(
							carried.end(carrier, CloseReason.UNDELIVERABLE, CloseReason.UNDELIVERABLE, null), carried,
							CloseReason.UNDELIVERABLE));
				}
			}
		}

	}

}
