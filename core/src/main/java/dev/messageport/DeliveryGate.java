package dev.messageport;

import java.util.ArrayList;
import java.util.List;

/**
 * Open while the channels of a factory deliver. While it is closed it keeps the sides
 * that would have a turn, and with each its lease.
 */
final class DeliveryGate {

	private volatile boolean closed;

	private List<TurnTaker> held = new ArrayList<>();

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Keep a side until the gate opens.
	 * @param side the side, whose lease the caller holds
	 * @return {@code false} if the gate is open: the caller still holds the lease
	 */
	boolean hold(TurnTaker side) {
		if (!this.closed) {
			return false;
		}
		synchronized (this) {
			if (this.closed) {
				this.held.add(side);
			}
			return this.closed;
		}
	}

	synchronized void close() {
		this.closed = true;
	}

	void open() {
		List<TurnTaker> released;
		synchronized (this) {
			this.closed = false;
			released = this.held;
			this.held = new ArrayList<>();
		}
		released.forEach(TurnTaker::takeTurn);
	}

}
