package dev.messageport;

import java.util.List;

/**
 * Posts one message that carries ports.
 * <p>
 * A transfer holds the full locks of all sides it moves, so that all of them move at once
 * or none does. It takes several by trying and waits for nothing while it holds one, so
 * it cannot deadlock. The message is put into the queue of the receiving side before
 * anything has changed, which needs no lock and is the one step that can fail; whoever
 * takes it from there waits, in {@link Side#bind}, until the transfer is complete.
 *
 * @param from the port that the message is posted on
 * @param message the message
 * @param ports what it carries, in the order of the transfer list
 */
record Transfer(DefaultMessagePort from, CarryingEnvelope message, List<DefaultMessagePort> ports) {

	private static final System.Logger logger = System.getLogger(Transfer.class.getName());

	/**
	 * Post the message.
	 * @return whether it was queued; if not, what it carries has ended (P1)
	 * @throws DataCloneException if a port was closed or transferred meanwhile (P9)
	 */
	boolean post() {
		boolean doomed = this.ports.stream().anyMatch((port) -> port.side == this.message.destination);
		int outcome = doomed ? giveUp() : queue();
		for (DefaultMessagePort port : this.ports) {
			port.side.other().wakePosters();
			ChannelObserver observer = port.side.config.observer();
			if (observer != null) {
				observer.transferred(port.side);
			}
		}
		if (outcome != Inbox.GONE) {
			this.message.destination.posted(outcome);
			doomed = Cycles.includes(this.message);
		}
		if (doomed) {
			logger.log(System.Logger.Level.WARNING,
					() -> "A message to port " + this.message.destination.name()
							+ " was dropped, and what it carries was closed: it would travel inside itself,"
							+ " because that very port is in its transfer list, or waits inside one that is");
		}
		if (doomed || outcome == Inbox.GONE) {
			Discards.endCarried(this.message);
			return false;
		}
		return true;
	}

	private int queue() {
		int outcome = attempt();
		if (outcome == Inbox.FULL) {
			Side target = this.message.destination;
			long deadline = Overflow.deadline(target);
			while (outcome == Inbox.FULL) {
				outcome = Overflow.makeRoom(target, this.from, deadline) ? attempt() : giveUp();
			}
		}
		return outcome;
	}

	/**
	 * Queue the message and detach the ports, or do neither.
	 * @return what {@link Inbox#offer} returned
	 */
	private int attempt() {
		lock();
		try {
			checkLive();
			int outcome = this.message.destination.offer(this.message, this.from);
			if (outcome != Inbox.FULL) {
				detach();
			}
			return outcome;
		}
		finally {
			unlock(this.ports.size());
		}
	}

	/**
	 * Detach the ports for a message that will not be queued.
	 * @return {@link Inbox#GONE}
	 */
	private int giveUp() {
		lock();
		try {
			checkLive();
			detach();
			return Inbox.GONE;
		}
		finally {
			unlock(this.ports.size());
		}
	}

	private void lock() {
		this.ports.get(0).side.lockAll();
		for (int i = 1; i < this.ports.size(); i++) {
			if (!this.ports.get(i).side.tryLockAll()) {
				unlock(i);
				Thread.yield();
				this.ports.get(0).side.lockAll();
				i = 0;
			}
		}
	}

	private void unlock(int count) {
		for (int i = 0; i < count; i++) {
			this.ports.get(i).side.unlockAll();
		}
	}

	private void checkLive() {
		for (int i = 0; i < this.ports.size(); i++) {
			Posting.checkLive(this.ports.get(i), i);
		}
	}

	private void detach() {
		for (DefaultMessagePort port : this.ports) {
			port.side.detach(port, this.message);
			port.side.other().fence();
		}
	}

}
