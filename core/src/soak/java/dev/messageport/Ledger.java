package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link Line} of each side, counts there what the observer is told, and
 * settles the account when a side has ended. Holds sides weakly, as a metrics binder
 * should.
 */
final class Ledger implements ChannelObserver {

	private final Map<Key, Line> lines = new ConcurrentHashMap<>();

	private final AtomicLong channels = new AtomicLong();

	final AtomicLong posted = new AtomicLong();

	final AtomicLong taken = new AtomicLong();

	final AtomicLong failed = new AtomicLong();

	private final AtomicLong closed = new AtomicLong();

	final AtomicLong transferred = new AtomicLong();

	/**
	 * What the observer was told of a side after its account was settled.
	 */
	final AtomicLong late = new AtomicLong();

	/**
	 * Open the account of a channel.
	 */
	void open(Side side1, Side side2, Source source) {
		Line line = Line.pair(this.channels.incrementAndGet(), side1, side2, source, side1.config.overflow(),
				side1.config.capacity());
		this.lines.put(new Key(side1), line);
		this.lines.put(new Key(side2), line.other());
	}

	private static ChannelSide sideOf(MessagePort port) {
		return ((DefaultMessagePort) port).side;
	}

	@Nullable Line of(MessagePort port) {
		return of(sideOf(port));
	}

	private @Nullable Line of(ChannelSide side) {
		return this.lines.get(new Probe(side));
	}

	private void of(ChannelSide side, Consumer<Line> action) {
		Line line = of(side);
		if (line == null) {
			this.late.incrementAndGet();
		}
		else {
			action.accept(line);
		}
	}

	/**
	 * The number of sides whose account is open.
	 */
	int size() {
		return this.lines.size();
	}

	long channels() {
		return this.channels.get();
	}

	/**
	 * How many channels have not been closed.
	 */
	long live() {
		return this.channels.get() - this.closed.get() / 2;
	}

	/**
	 * About how many messages wait in all queues.
	 */
	long queued() {
		return this.posted.get() - this.taken.get();
	}

	void forEach(Consumer<Line> action) {
		this.lines.values().forEach(action);
	}

	void remove(Line line) {
		this.lines.values().remove(line);
	}

	/**
	 * Settle accounts.
	 * @param auditor what decides whether a line can go
	 */
	void settle(Auditor auditor) {
		this.lines.values().removeIf(auditor::settles);
	}

	@Override
	public void posted(ChannelSide side) {
		this.posted.incrementAndGet();
		of(side, (line) -> line.posted.incrementAndGet());
	}

	@Override
	public void delivered(ChannelSide side) {
		this.taken.incrementAndGet();
		of(side, (line) -> line.delivered.incrementAndGet());
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		this.taken.incrementAndGet();
		of(side, (line) -> ((reason == CloseReason.OVERFLOW) ? line.overflowed : line.discarded).incrementAndGet());
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		this.failed.incrementAndGet();
	}

	@Override
	public void transferred(ChannelSide side) {
		this.transferred.incrementAndGet();
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		this.closed.incrementAndGet();
		of(side, (line) -> {
			line.reason = reason;
			line.closed.incrementAndGet();
		});
	}

	/**
	 * The identity of a side.
	 */
	private static final class Key extends WeakReference<ChannelSide> {

		private final int hash;

		Key(ChannelSide side) {
			super(side);
			this.hash = System.identityHashCode(side);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	/**
	 * Finds a {@link Key}.
	 *
	 * @param side the side
	 */
	private record Probe(ChannelSide side) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key key && key.refersTo(Objects.requireNonNull(this.side));
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.side);
		}

	}

}
