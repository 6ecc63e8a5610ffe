package dev.messageport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what happens to messages (invariant 9).
 */
final class Tally implements ChannelObserver {

	private final AtomicInteger delivered = new AtomicInteger();

	private final AtomicInteger discarded = new AtomicInteger();

	@Override
	public void delivered(ChannelSide side) {
		this.delivered.incrementAndGet();
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		this.discarded.incrementAndGet();
	}

	int delivered() {
		return this.delivered.get();
	}

	int discarded() {
		return this.discarded.get();
	}

}
