package dev.messageport.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;

/**
 * Knows the sides that belong to an application context, so that they can be closed with
 * it (G3): each until it has ended, because what waits in a closed one may carry ports
 * whose other ends wait for news. A side does not keep its port alive (G1).
 * <p>
 * A side belongs to the context whose factory made it, until it is transferred: on its
 * way it belongs to nobody, because the message decides its fate (T6), and then to the
 * context of the port that it arrived at. If that port belongs to no context, it belongs
 * to the one that made it again. A port that is handed over by a call of a method, and
 * not in a message, changes nothing.
 */
final class OpenSides implements ChannelObserver, Ordered {

	private static final int FIRST_SWEEP = 1024;

	/**
	 * Of all contexts, because sides move between them.
	 */
	private static final Map<ChannelSide, OpenSides> owners = new ConcurrentHashMap<>();

	private static volatile int sweepAt = FIRST_SWEEP;

	private volatile boolean closed;

	@Override
	public void opened(ChannelSide side) {
		owners.put(side, this);
		closeIfLate(side);
	}

	@Override
	public @Nullable ChannelObserver forSide(ChannelSide side) {
		return null;
	}

	@Override
	public void transferred(ChannelSide side) {
		owners.computeIfPresent(side, (key, owner) -> (key.state() == ChannelSide.State.IN_TRANSIT) ? null : owner);
	}

	@Override
	public void arrived(ChannelSide side, ChannelSide at) {
		OpenSides owner = owners.get(at);
		if (owner == null) {
			owners.putIfAbsent(side, this);
			closeIfLate(side);
			return;
		}
		owners.put(side, owner);
		owner.closeIfLate(side);
		sweep(side);
	}

	@Override
	public void ended(ChannelSide side) {
		owners.remove(side);
	}

	private void closeIfLate(ChannelSide side) {
		if (this.closed) {
			owners.remove(side);
			side.close(CloseReason.OWNER_GONE);
		}
	}

	/**
	 * Forget sides that have ended. The factory that made a side tells, unless it has no
	 * observer, or its context has closed: those are looked for whenever the number of
	 * sides has doubled.
	 * @param arrived a side that may have ended on its way
	 */
	private static void sweep(ChannelSide arrived) {
		if (arrived.state() == ChannelSide.State.ENDED) {
			owners.remove(arrived);
		}
		if (owners.size() >= sweepAt) {
			owners.keySet().removeIf((side) -> side.state() == ChannelSide.State.ENDED);
			sweepAt = Math.max(FIRST_SWEEP, 2 * owners.size());
		}
	}

	/**
	 * Close all sides, and those that will be opened or arrive from now on as soon as
	 * they do.
	 */
	void close() {
		this.closed = true;
		List<ChannelSide> own = own().toList();
		own.forEach((side) -> side.close(CloseReason.OWNER_GONE));
		own.forEach(owners::remove);
	}

	/**
	 * Return how many sides are known.
	 * @return the number of sides that have not ended
	 */
	int count() {
		return (int) own().count();
	}

	private Stream<ChannelSide> own() {
		return owners.entrySet().stream().filter((entry) -> entry.getValue() == this).map(Map.Entry::getKey);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
