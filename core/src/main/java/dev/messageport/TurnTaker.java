package dev.messageport;

import java.lang.ref.Reference;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Delivers what is in the queue of one side, a turn at a time.
 * <p>
 * Who may deliver is decided by the <b>lease</b>. There is exactly one for each side, so
 * that listeners never run concurrently and no message is left without a turn. It lies in
 * one of these places:
 *
 * <pre>
 *   IDLE       in the head of the queue (idle marker): taken by the poster that replaces it
 *   PARKED     here: taken, under the lock, by whoever makes the side deliverable
 *   SCHEDULED  with a task in the executor's queue, or with the closed {@link DeliveryGate}
 *   RUNNING    with the thread that is in {@link #run()}
 *
 *   IDLE      --post, close of the peer--&gt;  SCHEDULED    who replaced the marker
 *   PARKED    --start, listener added, close of the peer--&gt; SCHEDULED, or IDLE if empty
 *   SCHEDULED --executor--&gt;                 RUNNING
 *   RUNNING   --queue empty--&gt;              IDLE
 *   RUNNING   --paused, no listener for the oldest, in transit--&gt; PARKED
 *   RUNNING   --turn used up--&gt;             SCHEDULED
 *   RUNNING   --close event taken--&gt;        gone, as from any place when the side ends
 * </pre>
 *
 * Every message is taken under a lock that also covers owner, listeners and started: a
 * listener call <em>starts</em> when its message is taken. So once {@code close},
 * {@code pause} or a transfer has returned none starts any more (C2, T3, Q8).
 */
abstract class TurnTaker extends Owned implements Runnable, ChannelSide {

	private static final System.Logger logger = System.getLogger(TurnTaker.class.getName());

	/**
	 * How many messages one turn delivers at most (Q5).
	 */
	private static final int TURN_MESSAGES = 1024;

	/**
	 * After how many nanoseconds a turn ends (Q5); looked at after 2, 4, 8 .. messages.
	 */
	private static final long TURN_NANOS = 5_000_000;

	/**
	 * Where the lease is. Written by who holds it, which may be a poster or a turn that
	 * has no lock. So who has the lock may rely on PARKED and SCHEDULED, but IDLE and
	 * RUNNING are not told apart by this: IDLE is what the head of the queue says.
	 */
	private byte lease = Lease.PARKED;

	TurnTaker(DefaultMessagePort port, ChannelConfig config) {
		super(port, config);
	}

	/**
	 * Return who is told of the turns and messages of this side.
	 * @return the observer, or {@code null} when there is none
	 */
	abstract @Nullable ChannelObserver observer();

	/**
	 * Do what follows an offer that succeeded. No lock may be held.
	 * @param message the message
	 * @param outcome what {@link #offer} returned
	 */
	final void posted(Envelope message, int outcome) {
		ChannelObserver observer = observer();
		if (observer != null && !(message instanceof ControlMessage)) {
			observer.posted(this);
		}
		if (outcome == QUEUED) {
			return;
		}
		Extras present = extras();
		if (present != null && present.receiversWaiting) {
			lockAll();
			try {
				present.wakeReceivers();
			}
			finally {
				unlockAll();
			}
		}
		if (outcome == QUEUED_IDLE) {
			// First the port: with the lease a second task for this turn may begin
			holdPort();
			this.lease = Lease.SCHEDULED;
			takeTurn();
		}
	}

	/**
	 * Full lock: put the close into the queue.
	 * @param close the last element
	 * @return whether the caller has to schedule a turn
	 */
	final boolean finishWith(CloseElement close) {
		if (finish(close)) {
			this.lease = Lease.SCHEDULED;
			holdPort();
			return true;
		}
		DefaultMessagePort port = port();
		return port != null && unpark(port.listeners);
	}

	/**
	 * Full lock: if the lease is parked here and can be used, take it.
	 * @param listeners those of the owner
	 * @return whether the caller has to schedule a turn
	 */
	final boolean unpark(Listeners listeners) {
		if (!listeners.started) {
			return false;
		}
		if (this.lease != Lease.PARKED) {
			// A turn of a former owner may be due, which is to serve this one
			if (!holdsPort() && keepsLease()) {
				holdPort();
			}
			return false;
		}
		Envelope oldest = peek();
		if (oldest == null && listeners.awaitNext()) {
			this.lease = Lease.IDLE;
			if (settle(true)) {
				return false;
			}
		}
		else if (oldest == null || !listeners.take(oldest)) {
			return false;
		}
		this.lease = Lease.SCHEDULED;
		holdPort();
		return true;
	}

	/**
	 * Schedule a turn. The caller holds the lease, and no lock.
	 */
	final void takeTurn() {
		if (!this.config.dispatcher().schedule(this)) {
			lockAll();
			try {
				this.lease = Lease.PARKED;
				releasePort();
			}
			finally {
				unlockAll();
			}
		}
	}

	/**
	 * Deliver on another executor from now on, if a port still owns this side. A turn
	 * that is due is scheduled there, too, because the former executor may drop it:
	 * whichever comes second finds that the lease has gone.
	 * @param port the port
	 * @param executor the executor
	 */
	final void deliverOn(DefaultMessagePort port, Executor executor) {
		boolean due;
		lockAll();
		try {
			if (!isOwnedBy(port)) {
				return;
			}
			Extras extras = needExtras();
			extras.dispatcher = extras.dispatcher.on(executor);
			due = this.lease == Lease.SCHEDULED;
		}
		finally {
			unlockAll();
		}
		if (due) {
			takeTurn();
		}
	}

	/**
	 * Full lock: return whether the lease is parked here.
	 * @return whether nothing is being delivered, or will be before something changes
	 */
	final boolean isParked() {
		return this.lease == Lease.PARKED;
	}

	/**
	 * Return whether a turn has been scheduled that has not begun.
	 * @return whether a turn is due
	 */
	final boolean isScheduled() {
		lockAll();
		try {
			return this.lease == Lease.SCHEDULED;
		}
		finally {
			unlockAll();
		}
	}

	@Override
	public final void run() {
		if (!Dispatcher.handedOn(this)) {
			runTurn();
		}
	}

	/**
	 * Take a turn. Not on the stack of whoever has scheduled it.
	 */
	final void runTurn() {
		Throwable failure = null;
		try {
			if (deliverTurn()) {
				return;
			}
		}
		catch (Throwable ex) {
			failure = ex;
		}
		lockAll();
		try {
			this.lease = Lease.SCHEDULED;
			holdPort();
			setDelivering(null);
			wakePoster();
		}
		finally {
			unlockAll();
		}
		takeTurn();
		if (failure != null) {
			// Last, because it may be the log that has failed
			logger.log(System.Logger.Level.ERROR, "Delivery was cut off and goes on with a new turn", failure);
		}
	}

	/**
	 * Deliver until there is nothing left to deliver, or the turn is used up.
	 * @return {@code false} if it is used up: the lease is still here
	 */
	private boolean deliverTurn() {
		Envelope first = claim(Lease.SCHEDULED);
		if (first == null) {
			return true;
		}
		// Posters write beside the field, so it is read once and not for each message
		ChannelConfig config = this.config;
		ChannelObserver observer = observer();
		if (observer == null) {
			return deliverFrom(first, config);
		}
		observer.turnBegan(this);
		try {
			return deliverFrom(first, config);
		}
		finally {
			observer.turnEnded(this);
		}
	}

	private boolean deliverFrom(Envelope first, ChannelConfig config) {
		DeliveryGate gate = config.dispatcher().gate();
		int delivered = 0;
		int look = 2;
		long since = 0;
		Envelope element = first;
		Batch batch = batch();
		while (element != null) {
			Delivery.deliver(this, config, element);
			delivered++;
			if (delivered == look) {
				if (delivered == TURN_MESSAGES || System.nanoTime() - since > TURN_NANOS) {
					return false;
				}
				look <<= 1;
			}
			if (batch == null && giveUpAfter(element, config)) {
				return true;
			}
			element = (batch != null && !gate.isClosed()) ? batch.poll() : null;
			if (element == null) {
				element = claim(Lease.RUNNING);
				batch = batch();
			}
			if (delivered == 1 && element != null) {
				since = System.nanoTime();
			}
		}
		return true;
	}

	/**
	 * Take the next element for the listeners, or put the lease down.
	 * @param expected where the lease has to be; if it is not, this is a task that was
	 * run twice
	 * @return the element, or {@code null} when the turn is over and the lease is gone
	 */
	private @Nullable Envelope claim(byte expected) {
		Envelope taken = null;
		lockAll();
		try {
			if (!hasEnded() && this.lease == expected) {
				this.lease = Lease.RUNNING;
				taken = take();
				setDelivering((taken != null) ? Thread.currentThread() : null);
				wakePoster();
			}
			return taken;
		}
		finally {
			unlockAll();
		}
	}

	/**
	 * Put the lease down if nothing came after this message. Needs no lock: what changes
	 * meanwhile the turn of the next poster sees, and to whom it matters that the lease
	 * stays the head tells ({@link #keepsLease}). But while the port does not listen,
	 * nobody has to take a turn for what is posted.
	 * @param delivered the message
	 * @param config the configuration of this side, or one that it has had before
	 * @return whether the turn is over and the lease is gone
	 */
	private boolean giveUpAfter(Envelope delivered, ChannelConfig config) {
		DefaultMessagePort port = delivered.recipients().port();
		if (top() != delivered || !port.listeners.awaitNext()) {
			return false;
		}
		if (config.overflow() == OverflowPolicy.BLOCK) {
			needExtras().delivering = null;
		}
		this.lease = Lease.IDLE;
		releasePort();
		if (settleOn(delivered)) {
			return true;
		}
		holdPort();
		this.lease = Lease.RUNNING;
		Reference.reachabilityFence(port);
		return false;
	}

	private void setDelivering(@Nullable Thread thread) {
		if (this.config.overflow() == OverflowPolicy.BLOCK) {
			needExtras().delivering = thread;
		}
	}

	private @Nullable Envelope take() {
		DeliveryGate gate = this.config.dispatcher().gate();
		if (gate.isClosed()) {
			this.lease = Lease.SCHEDULED;
			if (gate.hold(this)) {
				return null;
			}
			this.lease = Lease.RUNNING;
		}
		DefaultMessagePort port = holdPort();
		Listeners listeners = (port != null) ? port.listeners : Listeners.NONE;
		while (listeners.awaitNext()) {
			Envelope oldest = listeners.takeMessages() ? poll() : peek();
			if (oldest != null) {
				return listeners.takeMessages() ? taken(oldest, listeners) : takeOrPark(oldest, listeners);
			}
			this.lease = Lease.IDLE;
			releasePort();
			if (settle(true)) {
				return null;
			}
			this.lease = Lease.RUNNING;
			holdPort();
		}
		return takeOrPark(peek(), listeners);
	}

	// For those who listen for some elements, but not for messages
	private @Nullable Envelope takeOrPark(@Nullable Envelope oldest, Listeners listeners) {
		if (oldest != null && listeners.take(oldest)) {
			poll();
			return taken(oldest, listeners);
		}
		this.lease = Lease.PARKED;
		releasePort();
		if (oldest == null) {
			settleOrTurnAround();
		}
		return null;
	}

	private Envelope taken(Envelope element, Listeners listeners) {
		element.link = listeners;
		if (element instanceof CloseElement) {
			shut();
			ended();
			return element;
		}
		Batch rest = batch();
		if (rest != null && listeners.takeMessages()) {
			rest.offerTo(listeners);
		}
		return element;
	}

	/**
	 * Full lock, after messages were taken: wake a poster that waits for room once there
	 * is enough of it. To wake it for each message would cost more than the message.
	 */
	final void wakePoster() {
		Extras present = extras();
		if (present != null && present.postersWait() && hasAmpleRoom()) {
			present.wakePoster();
		}
	}

	/**
	 * Full lock: after the head was set to closed.
	 */
	final void ended() {
		disown();
		wakeWaiting();
	}

	/**
	 * Full lock: wake everybody who waits here, to look again.
	 */
	final void wakeWaiting() {
		Extras present = extras();
		if (present != null) {
			present.wakeReceivers();
			present.wakePosters();
		}
	}

}
