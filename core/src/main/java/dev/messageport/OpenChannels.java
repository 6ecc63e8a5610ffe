package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Every channel that has not ended on both sides, so that each side can be ended, and all
 * that waits in it accounted for, when its port object vanishes (G1, invariant 9). One
 * with nothing left to account for is taken out before ({@link Entangled#isSpent}). In
 * several lists, each with a lock of its own, because channels come and go on many
 * threads.
 * <p>
 * What can be reached from here is never collected, so no side leads to a port or to
 * listeners unless there is something to deliver to them, or they wait for an answer. The
 * one way that is left is through what waits unread: payloads, and ports in transit with
 * whom they keep.
 *
 * <pre>
 *   here --&gt; side 1 &lt;---&gt; side 2
 *            ^    :       ^    :
 *            |    :       |    :     weak, but strong while a turn of that side is due,
 *            |    v       |    v     and through a message that carries the side
 *   user --&gt; port 1 ----&gt; port 2     while port 2 is started and listens
 *              |            |
 *              v            v
 *           listeners    listeners
 * </pre>
 */
final class OpenChannels {

	private static final OpenChannels[] lists = new OpenChannels[16];

	/**
	 * In {@link Entangled#list}, beside the number of the list.
	 */
	private static final int LISTED = 16;

	static {
		for (int i = 0; i < lists.length; i++) {
			lists[i] = new OpenChannels();
		}
	}

	private @Nullable Side newest;

	private OpenChannels() {
	}

	/**
	 * Add a new channel.
	 * @param side its first side
	 */
	static void add(Side side) {
		side.list = (byte) (Thread.currentThread().getId() % lists.length);
		listOf(side).link(side);
		CollectedPorts.watch();
	}

	/**
	 * Add a channel that was removed, unless it has ended meanwhile. Idempotent.
	 * @param side its first side
	 */
	static void addAgain(Side side) {
		listOf(side).link(side);
		if (side.hasEnded() && side.other().hasEnded()) {
			remove(side);
		}
		CollectedPorts.watch();
	}

	/**
	 * Remove a channel. Idempotent.
	 * @param side its first side
	 */
	static void remove(Side side) {
		listOf(side).unlink(side);
	}

	private static OpenChannels listOf(Side side) {
		return lists[side.list & (LISTED - 1)];
	}

	/**
	 * Find sides of open channels.
	 * @param filter what they have to be like; called with a lock held
	 * @return the sides
	 */
	static Stream<Side> sides(Predicate<Side> filter) {
		List<Side> found = new ArrayList<>();
		for (OpenChannels list : lists) {
			list.collect(filter, found);
		}
		return found.stream();
	}

	static boolean isEmpty() {
		for (OpenChannels list : lists) {
			synchronized (list) {
				if (list.newest != null) {
					return false;
				}
			}
		}
		return true;
	}

	private synchronized void collect(Predicate<Side> filter, List<Side> found) {
		for (Side side = this.newest; side != null; side = side.neighbour) {
			Stream.of(side, side.other()).filter(filter).forEach(found::add);
		}
	}

	private synchronized void link(Side side) {
		if ((side.list & LISTED) != 0) {
			return;
		}
		side.list |= LISTED;
		Side before = this.newest;
		side.neighbour = before;
		if (before != null) {
			before.other().neighbour = side;
		}
		this.newest = side;
	}

	private synchronized void unlink(Side side) {
		if ((side.list & LISTED) == 0) {
			return;
		}
		side.list &= ~LISTED;
		Side newer = side.other().neighbour;
		Side older = side.neighbour;
		if (newer != null) {
			newer.neighbour = older;
		}
		else {
			this.newest = older;
		}
		if (older != null) {
			older.other().neighbour = newer;
		}
		side.neighbour = null;
		side.other().neighbour = null;
	}

}
