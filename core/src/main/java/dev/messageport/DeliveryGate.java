package dev.messageport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Open while the channels of a factory deliver. While it is closed it keeps the sides
 * that would have a turn, and with each its lease.
 */
final class DeliveryGate {

	private volatile boolean closed;

	private boolean released;

	private List<TurnTaker> held = new ArrayList<>();

	/**
	 * Those that deliver for the factory: one, and one for each channel with an executor
	 * of its own that is still there.
	 */
	private final Set<Dispatcher> dispatchers = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

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
		this.closed = !this.released;
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

	void add(Dispatcher dispatcher) {
		this.dispatchers.add(dispatcher);
	}

	/**
	 * Let all dispatchers let go of their executors, and open for good.
	 */
	void release() {
		synchronized (this) {
			this.released = true;
		}
		List<Dispatcher> present;
		synchronized (this.dispatchers) {
			present = List.copyOf(this.dispatchers);
		}
		present.forEach(Dispatcher::release);
		open();
	}

}
