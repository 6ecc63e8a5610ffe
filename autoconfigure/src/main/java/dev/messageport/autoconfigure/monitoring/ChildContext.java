package dev.messageport.autoconfigure.monitoring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;

/**
 * An application context whose channels are counted by the statistics of an ancestor. It
 * tells those which sides are its own, so that they are forgotten with it.
 */
final class ChildContext implements ChannelObserver, Ordered, DisposableBean {

	private final PortStatistics statistics;

	private final ListenersAt listeners;

	ChildContext(PortStatistics statistics, ListenersAt listeners) {
		this.statistics = statistics;
		this.listeners = listeners;
	}

	ListenersAt listeners() {
		return this.listeners;
	}

	@Override
	public void opened(ChannelSide side) {
		this.statistics.adopt(side, this);
	}

	@Override
	public @Nullable ChannelObserver forSide(ChannelSide side) {
		return null;
	}

	/**
	 * After the channels of this context have been closed: their events are told before.
	 */
	@Override
	public void destroy() {
		this.statistics.release(this);
	}

	/**
	 * After the statistics, which have to know a side before it can be adopted.
	 */
	@Override
	public int getOrder() {
		return PortStatistics.ORDER + 1;
	}

}
