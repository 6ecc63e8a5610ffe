package dev.messageport.spring;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.Ordered;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;

/**
 * Knows the sides of all channels of an application context, so that they can be closed
 * with it (G3): each until it has ended, because what waits in a closed one may carry
 * ports whose other ends wait for news. A side does not keep its port alive (G1).
 */
final class OpenSides implements ChannelObserver, Ordered {

	private final Set<ChannelSide> sides = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	@Override
	public void opened(ChannelSide side) {
		this.sides.add(side);
		if (this.closed) {
			side.close(CloseReason.OWNER_GONE);
		}
	}

	@Override
	public void ended(ChannelSide side) {
		this.sides.remove(side);
	}

	/**
	 * Close all sides, and those that will be opened from now on as soon as they are.
	 */
	void close() {
		this.closed = true;
		List.copyOf(this.sides).forEach((side) -> side.close(CloseReason.OWNER_GONE));
	}

	/**
	 * Return how many sides are known.
	 * @return the number of sides that have not ended
	 */
	int count() {
		return this.sides.size();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
