package dev.messageport;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Tells all observers of a factory, and keeps what one of them throws away from the
 * queues and from the others.
 *
 * @param observers the observers, in the order in which they are told
 */
record Observers(List<ChannelObserver> observers) implements ChannelObserver {

	private static final System.Logger logger = System.getLogger(Observers.class.getName());

	static @Nullable ChannelObserver of(List<ChannelObserver> observers) {
		return observers.isEmpty() ? null : new Observers(List.copyOf(observers));
	}

	@Override
	public void opened(ChannelSide side) {
		tell((observer) -> observer.opened(side));
	}

	@Override
	public void turnBegan(ChannelSide side) {
		tell((observer) -> observer.turnBegan(side));
	}

	@Override
	public void turnEnded(ChannelSide side) {
		tell((observer) -> observer.turnEnded(side));
	}

	@Override
	public void posted(ChannelSide side) {
		tell((observer) -> observer.posted(side));
	}

	@Override
	public void delivered(ChannelSide side) {
		tell((observer) -> observer.delivered(side));
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		tell((observer) -> observer.discarded(side, reason));
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		tell((observer) -> observer.failed(side, error));
	}

	@Override
	public void transferred(ChannelSide side) {
		tell((observer) -> observer.transferred(side));
	}

	@Override
	public void arrived(ChannelSide side, ChannelSide at) {
		tell((observer) -> observer.arrived(side, at));
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		tell((observer) -> observer.closed(side, reason));
	}

	@Override
	public void leaked(ChannelSide side) {
		tell((observer) -> observer.leaked(side));
	}

	@Override
	public void ended(ChannelSide side) {
		tell((observer) -> observer.ended(side));
	}

	private void tell(Consumer<ChannelObserver> event) {
		for (ChannelObserver observer : this.observers) {
			try {
				event.accept(observer);
			}
			catch (Throwable ex) {
				FailsafeLog.error(logger, "Channel observer " + observer + " failed", ex);
			}
		}
	}

}
