package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Tells several observers in turn, and keeps what one of them throws away from the queues
 * and from the others. What is told of each message allocates nothing.
 */
final class Observers implements ChannelObserver {

	private static final System.Logger logger = System.getLogger(Observers.class.getName());

	private final ChannelObserver[] observers;

	private Observers(List<ChannelObserver> observers) {
		this.observers = observers.toArray(ChannelObserver[]::new);
	}

	/**
	 * Return who tells the observers of a factory.
	 * @param observers the observers, in the order in which they are told
	 * @return who tells them, or {@code null} if there are none
	 */
	static @Nullable ChannelObserver of(List<ChannelObserver> observers) {
		return observers.isEmpty() ? null : new Observers(observers);
	}

	/**
	 * Report that an observer has thrown.
	 * @param observer the observer
	 * @param error what it has thrown
	 */
	static void log(ChannelObserver observer, Throwable error) {
		FailsafeLog.error(logger, "Channel observer " + observer + " failed", error);
	}

	@Override
	public void opened(ChannelSide side) {
		tell((observer) -> observer.opened(side));
	}

	@Override
	public @Nullable ChannelObserver forSide(ChannelSide side) {
		List<ChannelObserver> named = new ArrayList<>(this.observers.length);
		for (ChannelObserver observer : this.observers) {
			ChannelObserver own = forSide(observer, side);
			if (own != null) {
				named.add(own);
			}
		}
		return (named.size() == 1) ? named.get(0) : of(named);
	}

	private static @Nullable ChannelObserver forSide(ChannelObserver observer, ChannelSide side) {
		try {
			return observer.forSide(side);
		}
		catch (Throwable ex) {
			log(observer, ex);
			return observer;
		}
	}

	@Override
	public void turnBegan(ChannelSide side) {
		for (ChannelObserver observer : this.observers) {
			try {
				observer.turnBegan(side);
			}
			catch (Throwable ex) {
				log(observer, ex);
			}
		}
	}

	@Override
	public void turnEnded(ChannelSide side) {
		for (ChannelObserver observer : this.observers) {
			try {
				observer.turnEnded(side);
			}
			catch (Throwable ex) {
				log(observer, ex);
			}
		}
	}

	@Override
	public void posted(ChannelSide side) {
		for (ChannelObserver observer : this.observers) {
			try {
				observer.posted(side);
			}
			catch (Throwable ex) {
				log(observer, ex);
			}
		}
	}

	@Override
	public void delivered(ChannelSide side) {
		for (ChannelObserver observer : this.observers) {
			try {
				observer.delivered(side);
			}
			catch (Throwable ex) {
				log(observer, ex);
			}
		}
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
				log(observer, ex);
			}
		}
	}

}
