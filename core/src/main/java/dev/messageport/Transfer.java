package dev.messageport;

import java.lang.ref.Reference;
import java.util.List;

/**
 * Posts one message that has a transfer list.
 * <p>
 * A transfer holds the full locks of all sides it moves, so that all of them move at once
 * or none does. It takes several by trying and waits for nothing while it holds one, so
 * it cannot deadlock. The message is put into the queue of the receiving side before
 * anything has changed, which needs no lock and is the one step that can fail; whoever
 * takes it from there waits, in {@link Side#bind}, until the transfer is complete.
 * <p>
 * Resources, which are objects of the user's, move before that, while no lock is held; if
 * the message is refused after all they move back.
 *
 * @param from the port that the message is posted on
 * @param message the message
 * @param list its transfer list
 * @param ports the ports in the list
 */
record Transfer(DefaultMessagePort from, CarryingEnvelope message, TransferList list, List<DefaultMessagePort> ports) {

	private static final System.Logger logger = System.getLogger(Transfer.class.getName());

	/**
	 * Post the message.
	 * @return whether it was queued; if not, what it carries has ended (P1)
	 * @throws DataCloneException if something in the list was closed or transferred
	 * meanwhile (P9)
	 */
	boolean post() {
		boolean doomed = carriesItself();
		int outcome = move(doomed);
		for (DefaultMessagePort port : this.ports) {
			port.side.other().peerMoved();
			ChannelObserver observer = port.side.config.observer();
			if (observer != null) {
				observer.transferred(port.side);
			}
		}
		boolean queued = outcome != Inbox.GONE && outcome != Overflow.REFUSED;
		if (outcome == Overflow.REFUSED) {
			Overflow.refuse(this.message.destination, this.message);
		}
		if (queued) {
			this.message.destination.posted(this.message, outcome);
			doomed = Cycles.includes(this.message);
		}
		if (doomed) {
			logger.log(System.Logger.Level.WARNING,
					() -> "A message to port " + this.message.destination.name()
							+ " was dropped, and what it carries was closed: it would travel inside itself,"
							+ " because that very port is in its transfer list, or waits inside one that is");
		}
		if (doomed || !queued) {
			Discards.endCarried(this.message);
		}
		Reference.reachabilityFence(this.from);
		return queued && !doomed;
	}

	private boolean carriesItself() {
		for (DefaultMessagePort port : this.ports) {
			if (port.side == this.message.destination) {
				return true;
			}
		}
		return false;
	}

	private int move(boolean doomed) {
		this.list.moveResources();
		try {
			return doomed ? giveUp(Inbox.GONE) : queue();
		}
		catch (Throwable ex) {
			this.list.restoreResources();
			throw ex;
		}
	}

	private int queue() {
		int outcome = attempt();
		if (outcome == Inbox.FULL) {
			Side target = this.message.destination;
			boolean evict = target.config.overflow() == OverflowPolicy.DROP_OLDEST;
			long deadline = Overflow.deadline(target);
			while (outcome == Inbox.FULL) {
				outcome = evict ? Inbox.FULL : Overflow.makeRoom(target, this.from, deadline);
				outcome = (outcome == Inbox.FULL) ? attempt() : giveUp(outcome);
			}
		}
		return outcome;
	}

	/**
	 * Queue the message and detach the ports, or do neither. Only then may it cost
	 * another message its place.
	 * @return what {@link Inbox#offer} returned
	 */
	private int attempt() {
		Side target = this.message.destination;
		Envelope evicted = null;
		lock();
		try {
			this.list.checkLive();
			int outcome = target.offer(this.message, this.from);
			if (outcome == Inbox.FULL && target.config.overflow() == OverflowPolicy.DROP_OLDEST
					&& target.tryLockAll()) {
				try {
					evicted = Overflow.evict(target);
					outcome = target.isFinished() ? Inbox.GONE : target.offer(this.message, this.from);
				}
				finally {
					target.unlockAll();
				}
			}
			if (outcome != Inbox.FULL) {
				detach();
			}
			return outcome;
		}
		finally {
			unlock(this.ports.size());
			if (evicted != null) {
				Discards.discard(evicted, target, CloseReason.OVERFLOW);
			}
		}
	}

	/**
	 * Detach the ports for a message that will not be queued.
	 * @param outcome why not
	 * @return the same
	 */
	private int giveUp(int outcome) {
		lock();
		try {
			this.list.checkLive();
			detach();
			return outcome;
		}
		finally {
			unlock(this.ports.size());
		}
	}

	private void lock() {
		int held = 0;
		while (held < this.ports.size()) {
			Side side = this.ports.get(held).side;
			if (held == 0) {
				side.lockAll();
				held = 1;
			}
			else if (side.tryLockAll()) {
				held++;
			}
			else {
				unlock(held);
				Thread.yield();
				held = 0;
			}
		}
	}

	private void unlock(int count) {
		for (int i = 0; i < count; i++) {
			this.ports.get(i).side.unlockAll();
		}
	}

	private void detach() {
		for (DefaultMessagePort port : this.ports) {
			port.side.detach(port, this.message);
			port.side.other().fence();
		}
	}

}
