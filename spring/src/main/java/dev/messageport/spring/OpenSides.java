package dev.messageport.spring;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;

/**
 * Knows the sides of all channels of an application context, so that they can be closed
 * with it (G3). Knows them weakly: what nobody uses any more can be collected.
 * <p>
 * A side counts as open while it is not closed, and while messages wait in it: they may
 * carry ports whose other ends wait for news.
 */
final class OpenSides implements ChannelObserver, Ordered {

	private final Set<Reference> sides = ConcurrentHashMap.newKeySet();

	private final ReferenceQueue<ChannelSide> collected = new ReferenceQueue<>();

	private volatile boolean closed;

	@Override
	public void opened(ChannelSide side) {
		expunge();
		this.sides.add(new Reference(side, this.collected));
		if (this.closed) {
			side.close(CloseReason.OWNER_GONE);
		}
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		if (side.queued() == 0) {
			this.sides.remove(new Reference(side, null));
		}
	}

	/**
	 * Close all sides, and those that will be opened from now on as soon as they are.
	 */
	void close() {
		this.closed = true;
		List<ChannelSide> open = new ArrayList<>();
		for (Reference reference : this.sides) {
			ChannelSide side = reference.get();
			if (side != null) {
				open.add(side);
			}
		}
		open.forEach((side) -> side.close(CloseReason.OWNER_GONE));
		this.sides.clear();
	}

	/**
	 * Return how many sides are known.
	 * @return the number of open sides, and of those whose collection went unnoticed yet
	 */
	int count() {
		return this.sides.size();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	private void expunge() {
		for (Object reference = this.collected.poll(); reference != null; reference = this.collected.poll()) {
			this.sides.remove(reference);
		}
	}

	/**
	 * Equal to every reference to the same side, and to itself when that is gone.
	 */
	private static final class Reference extends WeakReference<ChannelSide> {

		private final int hash;

		Reference(ChannelSide side, @Nullable ReferenceQueue<ChannelSide> queue) {
			super(side, queue);
			this.hash = System.identityHashCode(side);
		}

		@Override
		public boolean equals(Object other) {
			if (this == other) {
				return true;
			}
			ChannelSide side = get();
			return (side != null) && (other instanceof Reference reference) && reference.refersTo(side);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
