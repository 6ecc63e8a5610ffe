package dev.messageport;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A side whose messages somebody wants to know of. It tells those whom its observers have
 * named for it ({@link ChannelObserver#forSide}), and keeps what they throw away from the
 * queue; so it takes no object of its own between itself and a single one of them.
 *
 * <pre>
 *   FACTORY --opened--&gt; who was named --both sides ended, factory released--&gt; FACTORY
 * </pre>
 *
 * While that is FACTORY all observers of the factory are told, if it still has any: what
 * comes late is counted, but nothing is kept alive by a port that somebody forgot to let
 * go.
 */
final class ObservedSide extends Side implements ChannelObserver {

	private static final ChannelObserver NOBODY = new Nobody();

	private static final ChannelObserver FACTORY = new Nobody();

	private volatile ChannelObserver told = FACTORY;

	ObservedSide(DefaultMessagePort port, ChannelConfig config, boolean first) {
		super(port, config, first);
	}

	@Override
	@Nullable ChannelObserver observer() {
		return (this.told != NOBODY) ? this : null;
	}

	@Override
	void observe(ChannelObserver observers) {
		this.told = Objects.requireNonNullElse(observers.forSide(this), NOBODY);
		if (hasEnded() && other().hasEnded()) {
			unobserve();
		}
	}

	@Override
	void unobserve() {
		if (this.told != NOBODY) {
			this.told = FACTORY;
		}
	}

	@Override
	public void turnBegan(ChannelSide side) {
		ChannelObserver present = told();
		try {
			present.turnBegan(side);
		}
		catch (Throwable ex) {
			Observers.log(present, ex);
		}
	}

	@Override
	public void turnEnded(ChannelSide side) {
		ChannelObserver present = told();
		try {
			present.turnEnded(side);
		}
		catch (Throwable ex) {
			Observers.log(present, ex);
		}
	}

	@Override
	public void posted(ChannelSide side) {
		ChannelObserver present = told();
		try {
			present.posted(side);
		}
		catch (Throwable ex) {
			Observers.log(present, ex);
		}
	}

	@Override
	public void delivered(ChannelSide side) {
		ChannelObserver present = told();
		try {
			present.delivered(side);
		}
		catch (Throwable ex) {
			Observers.log(present, ex);
		}
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		ChannelObserver present = told();
		try {
			present.discarded(side, reason);
		}
		catch (Throwable ex) {
			Observers.log(present, ex);
		}
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		ChannelObserver present = told();
		try {
			present.failed(side, error);
		}
		catch (Throwable ex) {
			Observers.log(present, ex);
		}
	}

	private ChannelObserver told() {
		ChannelObserver present = this.told;
		return (present != FACTORY) ? present : Objects.requireNonNullElse(this.config.observer(), NOBODY);
	}

	/**
	 * Wants to know nothing.
	 */
	private static final class Nobody implements ChannelObserver {

	}

}
