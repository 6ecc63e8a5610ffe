package dev.messageport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A factory, and how often it was suspended.
 *
 * @param name its name
 * @param factory the factory
 * @param copies whether payloads are copied
 * @param stamps whether a {@link Stamping} is at work
 * @param suspensions odd while it is suspended
 */
record Source(String name, MessageChannelFactory factory, boolean copies, boolean stamps, AtomicInteger suspensions) {

	Source(String name, MessageChannelFactory factory, boolean copies, boolean stamps) {
		this(name, factory, copies, stamps, new AtomicInteger());
	}

	int suspension() {
		return this.suspensions.get();
	}

	void suspend() {
		((DeliveryControl) this.factory).suspend();
		this.suspensions.incrementAndGet();
	}

	void resume() {
		this.suspensions.incrementAndGet();
		((DeliveryControl) this.factory).resume();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
