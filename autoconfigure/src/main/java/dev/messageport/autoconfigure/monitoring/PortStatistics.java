package dev.messageport.autoconfigure.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;

/**
 * Counts what happens on channels: for each side, and for each logical name of a channel.
 * <p>
 * A name is there while it has a side. It appears and vanishes under the lock that the
 * map of names has for it; so do the meters that listen.
 */
final class PortStatistics implements ChannelObserver, Ordered {

	/**
	 * What channels are counted under when there are too many names.
	 */
	static final String OTHER = "other";

	/**
	 * After who closes the channels with the application context.
	 */
	static final int ORDER = HIGHEST_PRECEDENCE + 10;

	private final int maxNames;

	private final LatencySampling sampling;

	private final Map<String, ChannelStatistics> channels = new ConcurrentHashMap<>();

	/**
	 * How many names there are, but for {@link #OTHER}.
	 */
	private final AtomicInteger names = new AtomicInteger();

	private final Map<ChannelSide, SideStatistics> sides = new ConcurrentHashMap<>();

	private final List<ChannelStatisticsListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Create statistics.
	 * @param maxNames how many names are told apart
	 * @param sampling which messages have their time in the queue measured
	 */
	PortStatistics(int maxNames, LatencySampling sampling) {
		this.maxNames = maxNames;
		this.sampling = sampling;
	}

	/**
	 * Return the names that channels have.
	 * @return what is counted for each, sorted by name
	 */
	Stream<ChannelStatistics> channels() {
		return this.channels.values().stream().sorted(Comparator.comparing(ChannelStatistics::name));
	}

	/**
	 * Return what is counted for a name.
	 * @param name the logical name of the channels
	 * @return the counts, or {@code null} if there is no channel of that name
	 */
	@Nullable ChannelStatistics channel(String name) {
		return this.channels.get(name);
	}

	/**
	 * Return all sides that have not ended, or where messages are not accounted for.
	 * @return the sides, in no order
	 */
	Stream<SideStatistics> sides() {
		return this.sides.values().stream();
	}

	/**
	 * Return what is counted for a side.
	 * @param side the side
	 * @return the counts, or {@code null} if it has ended
	 */
	@Nullable SideStatistics side(ChannelSide side) {
		return this.sides.get(side);
	}

	/**
	 * Let somebody know of all names, those that are there included.
	 * @param listener who is told
	 */
	void addListener(ChannelStatisticsListener listener) {
		this.listeners.add(listener);
		this.channels.values().forEach(this::announce);
	}

	/**
	 * Tell somebody nothing any more.
	 * @param listener who was told
	 */
	void removeListener(ChannelStatisticsListener listener) {
		this.listeners.remove(listener);
	}

	@Override
	public void opened(ChannelSide side) {
		if (!open(side.channel(), side)) {
			open(OTHER, side);
		}
		// An observer before this one may have closed it: nobody was here to count that
		CloseReason reason = side.closeReason();
		if (reason != null) {
			closed(side, reason);
		}
		if (side.state() == ChannelSide.State.ENDED) {
			ended(side);
		}
	}

	@Override
	public ChannelObserver forSide(ChannelSide side) {
		SideStatistics statistics = this.sides.get(side);
		return (statistics != null) ? statistics : this;
	}

	@Override
	public void turnBegan(ChannelSide side) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.turnBegan(side);
		}
	}

	@Override
	public void turnEnded(ChannelSide side) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.turnEnded(side);
		}
	}

	@Override
	public void posted(ChannelSide side) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.posted(side);
			return;
		}
		ifPresent(side, ChannelStatistics::countPosted);
	}

	@Override
	public void delivered(ChannelSide side) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.delivered(side);
			return;
		}
		ifPresent(side, ChannelStatistics::countDelivered);
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.discarded(side, reason);
			return;
		}
		ifPresent(side, (channel) -> channel.noteDiscarded(reason));
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.failed(side, error);
			return;
		}
		ifPresent(side, (channel) -> channel.noteFailed(error));
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null && statistics.markClosed()) {
			grewIf(statistics.channel().countClosed(reason), statistics.channel());
			retireIfDone(statistics);
		}
	}

	@Override
	public void leaked(ChannelSide side) {
		if (!leaked(side.channel())) {
			leaked(OTHER);
		}
	}

	@Override
	public void ended(ChannelSide side) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.markEnded();
			retireIfDone(statistics);
		}
	}

	/**
	 * Note that a side belongs to an application context that will close before this one.
	 * @param side the side
	 * @param origin the context
	 */
	void adopt(ChannelSide side, ChildContext origin) {
		SideStatistics statistics = this.sides.get(side);
		if (statistics != null) {
			statistics.belongTo(origin);
		}
	}

	/**
	 * Forget the sides of an application context that has closed: nothing is heard of
	 * them any more. What waits there still may be delivered by those who have the ports;
	 * here it counts as discarded.
	 * @param origin the context
	 */
	void release(ChildContext origin) {
		this.sides.values().stream().filter((side) -> side.origin() == origin).toList().forEach(this::release);
	}

	private void release(SideStatistics side) {
		ChannelStatistics channel = side.channel();
		if (side.markClosed()) {
			channel.closedUnseen();
		}
		long waiting = side.queued();
		if (waiting > 0) {
			grewIf(channel.countDiscarded(CloseReason.OWNER_GONE, waiting), channel);
		}
		retire(side, true);
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	private boolean open(String name, ChannelSide side) {
		return announced(this.channels.compute(name, (key, present) -> {
			ChannelStatistics channel = (present != null) ? present : create(key);
			if (channel != null) {
				SideStatistics statistics = new SideStatistics(side, channel);
				channel.add(statistics);
				this.sides.put(side, statistics);
			}
			return channel;
		}));
	}

	private boolean leaked(String name) {
		return announced(this.channels.compute(name, (key, present) -> {
			ChannelStatistics channel = (present != null) ? present : create(key);
			if (channel != null) {
				channel.countLeaked();
			}
			return channel;
		}));
	}

	/**
	 * Tell of a name, if that was not done. Not before it is in the map, because somebody
	 * who begins to listen meanwhile might see it neither here nor there.
	 * @param channel what is counted for the name, or {@code null} if there is no room
	 * @return whether there is room
	 */
	private boolean announced(@Nullable ChannelStatistics channel) {
		if (channel != null && !channel.isAnnounced()) {
			announce(channel);
		}
		return channel != null;
	}

	private void announce(ChannelStatistics channel) {
		exclusively(channel, () -> {
			channel.announced();
			this.listeners.forEach((listener) -> listener.appeared(channel));
		});
	}

	private @Nullable ChannelStatistics create(String name) {
		if (!name.equals(OTHER) && this.names.incrementAndGet() > this.maxNames) {
			this.names.decrementAndGet();
			return null;
		}
		return new ChannelStatistics(name, this.sampling, this);
	}

	/**
	 * Tell how long a message has waited.
	 * @param channel what is counted for the name
	 * @param nanos the time in nanoseconds
	 */
	void waited(ChannelStatistics channel, long nanos) {
		this.listeners.forEach((listener) -> listener.waited(channel, nanos));
	}

	private void retireIfDone(SideStatistics side) {
		if (side.isDone()) {
			retire(side, false);
		}
	}

	/**
	 * Forget a side: the name keeps what it has counted.
	 * @param side the side
	 * @param force whether to do so even if it is delivering
	 */
	void retire(SideStatistics side, boolean force) {
		this.channels.computeIfPresent(side.channel().name(), (name, channel) -> {
			if (channel == side.channel() && channel.retire(side, force)) {
				this.sides.remove(side.side());
			}
			return keepOrRemove(channel);
		});
	}

	private @Nullable ChannelStatistics keepOrRemove(ChannelStatistics channel) {
		if (!channel.isGone()) {
			return channel;
		}
		if (!channel.name().equals(OTHER)) {
			this.names.decrementAndGet();
		}
		this.listeners.forEach((listener) -> listener.vanished(channel));
		return null;
	}

	private void grewIf(boolean first, ChannelStatistics channel) {
		if (first) {
			grew(channel);
		}
	}

	/**
	 * Tell that a name has something new to tell.
	 * @param channel what is counted for the name
	 */
	void grew(ChannelStatistics channel) {
		exclusively(channel, () -> this.listeners.forEach((listener) -> listener.grew(channel)));
	}

	/**
	 * Do something while nothing else happens to a name. Nothing is done if it is gone.
	 * @param channel what is counted for the name
	 * @param action what to do
	 */
	void exclusively(ChannelStatistics channel, Runnable action) {
		this.channels.computeIfPresent(channel.name(), (name, current) -> {
			if (current == channel) {
				action.run();
			}
			return current;
		});
	}

	/**
	 * Count an event of a side that has retired, if its name is still there.
	 * @param side the side
	 * @param event counts the event
	 */
	private void ifPresent(ChannelSide side, Consumer<ChannelStatistics> event) {
		ChannelStatistics channel = this.channels.get(side.channel());
		ChannelStatistics present = (channel != null) ? channel : this.channels.get(OTHER);
		if (present != null) {
			event.accept(present);
		}
	}

}
