package dev.messageport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Takes messages without a listener (Q6). Needs no lease: a message is taken under the
 * lock, by whoever comes first.
 */
final class Receiving {

	private Receiving() {
	}

	/**
	 * Take the oldest message.
	 * @param side the side
	 * @param port the port that must own it
	 * @param timeout how long to wait
	 * @return the message, or {@code null} if none comes
	 * @throws InterruptedException if the thread is interrupted
	 */
	static @Nullable MessageEvent receive(Side side, DefaultMessagePort port, Duration timeout)
			throws InterruptedException {
		long nanos = nanos(timeout);
		long deadline = System.nanoTime() + nanos;
		if (Thread.interrupted()) {
			throw new InterruptedException("Interrupted before receiving from port " + port.name());
		}
		Envelope message = null;
		boolean over = false;
		boolean turnIsDue = false;
		while (message == null && !over) {
			boolean wait = false;
			side.lockAll();
			try {
				Envelope oldest = (side.isOwnedBy(port)) ? side.peek() : null;
				over = !side.isOwnedBy(port) || oldest instanceof CloseElement;
				if (oldest != null && !over) {
					message = take(side, port);
					turnIsDue = side.unpark(port.listeners);
				}
				else if (!over) {
					nanos = deadline - System.nanoTime();
					over = nanos <= 0;
					wait = !over && register(side);
				}
			}
			finally {
				side.unlockAll();
			}
			if (wait) {
				await(side, port, nanos);
			}
		}
		if (turnIsDue) {
			side.takeTurn();
		}
		if (message != null) {
			Delivery.taken(side, message);
		}
		if (message instanceof UndecodableMessage undecodable) {
			throw undecodable.error;
		}
		return message;
	}

	private static long nanos(Duration timeout) {
		try {
			return Math.max(0, timeout.toNanos());
		}
		catch (ArithmeticException ex) {
			return timeout.isNegative() ? 0 : Long.MAX_VALUE / 2;
		}
	}

	private static @Nullable Envelope take(Side side, DefaultMessagePort port) {
		Envelope message = side.poll();
		if (message != null) {
			message.link = port;
			side.wakePoster();
			if (side.peek() == null) {
				side.settleOrTurnAround();
			}
		}
		return message;
	}

	// Full lock, nothing to take: become known to the poster of the next message
	private static boolean register(Side side) {
		Extras extras = side.needExtras();
		extras.addReceiver(Thread.currentThread());
		if (side.settleOrTurnAround() && side.isMarked()) {
			return true;
		}
		extras.removeReceiver(Thread.currentThread());
		return false;
	}

	private static void await(Side side, DefaultMessagePort port, long nanos) throws InterruptedException {
		try {
			LockSupport.parkNanos(side, nanos);
		}
		finally {
			side.lockAll();
			side.needExtras().removeReceiver(Thread.currentThread());
			side.unlockAll();
		}
		if (Thread.interrupted()) {
			throw new InterruptedException("Interrupted while receiving from port " + port.name());
		}
	}

}
