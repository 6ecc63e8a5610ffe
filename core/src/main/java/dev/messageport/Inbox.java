package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The queue of one side. Anybody puts messages in without a lock; they are taken out
 * under one. The queue is in two parts:
 *
 * <pre>
 *   posters:  one compare-and-set                 takers: under the lock
 *
 *   head --&gt; m9 --&gt; m8 --&gt; m7 --&gt; m6              batch.rest --&gt; m4 --&gt; m5 --&gt; m6
 *            youngest first                        oldest first
 *
 *   refill, when the batch is used up: turn m9..m7 around into a new batch
 * </pre>
 *
 * What was turned around last, here m6, is the last in its batch and links to nothing,
 * and once it is taken not to a message either. That is how a walk from the head knows
 * where to stop.
 *
 * {@link #head} is one of
 *
 * <pre>
 *   idle marker    nothing queued; who replaces it holds the lease of the side
 *   held marker    nothing queued; the lease is elsewhere
 *   message        the youngest
 *   fence          put on a message by a transfer; skipped by takers
 *   CloseElement   the other side has closed: nothing may be put on top any more
 *   CLOSED         this side has ended: nothing may be put here any more
 *
 *   idle, held --post--&gt; message --post--&gt; message     poster
 *   any but closed --peer closes--&gt; CloseElement       under the lock
 *   message --taken, and nothing left--&gt; idle or held  under the lock, or, if there is no
 *                                                      batch, by who holds the lease
 *   idle, held --transfer of the other side--&gt; the same of a new pair;
 *   message --transfer of the other side--&gt; fence      under the lock of the other side
 *   any --end--&gt; CLOSED                                under the lock
 * </pre>
 *
 * A poster reads the head, then the state of the port it posts on, then replaces the head
 * it has read. A transfer first changes the state of the port and then the head: so a
 * post is either in the queue before the transfer or does not happen (P9). Markers never
 * return once a transfer has replaced them, messages never return at all, so there is no
 * ABA.
 * <p>
 * Capacity: messages are numbered ({@link Envelope#seq}) from 1 above a marker. A poster
 * whose number would pass the limit asks under the lock for more. The limit never is
 * above the number of the oldest message + capacity - 1: it only rises while messages are
 * queued and the limit is in the way, and it is put back before a marker is. For the two
 * closed heads it is chosen such that every poster comes to ask.
 */
abstract class Inbox extends FullLock {

	/** The message can never arrive. */
	static final int GONE = 0;

	/** There is no room; ask for it. */
	static final int FULL = 1;

	/** Queued. */
	static final int QUEUED = 2;

	/** Queued in place of a held marker: a receiver may be waiting. */
	static final int QUEUED_FIRST = 3;

	/** Queued in place of an idle marker: the poster has the lease. */
	static final int QUEUED_IDLE = 4;

	private static final VarHandle CONFIG;

	private static final VarHandle HEAD;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			CONFIG = lookup.findVarHandle(Inbox.class, "config", ChannelConfig.class);
			HEAD = lookup.findVarHandle(Inbox.class, "head", Envelope.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * Shared with other sides, or the {@link Extras} of this one. Posters read its limit
	 * without the lock, but after {@link #head}; it is written under the lock, and before
	 * the head that it belongs to.
	 */
	volatile ChannelConfig config;

	private volatile Envelope head = Marker.FIRST_HELD;

	Inbox(DefaultMessagePort port, ChannelConfig config) {
		super(port);
		this.config = config;
	}

	final @Nullable Extras extras() {
		return (this.config instanceof Extras extras) ? extras : null;
	}

	/**
	 * Return the extras, made if need be. Needs no lock.
	 * @return the extras
	 */
	final Extras needExtras() {
		ChannelConfig present = this.config;
		if (present instanceof Extras extras) {
			return extras;
		}
		Extras fresh = new Extras(present, this);
		return CONFIG.compareAndSet(this, present, fresh) ? fresh : (Extras) this.config;
	}

	// Full lock
	private void limit(int limit) {
		if (this.config.limit != limit) {
			needExtras().limit = limit;
		}
	}

	/**
	 * Put a message into the queue if there is room. Never blocks.
	 * @param message the message
	 * @param from the port that it is posted on
	 * @return one of the constants of this class
	 */
	final int offer(Envelope message, DefaultMessagePort from) {
		while (true) {
			Envelope seen = this.head;
			if (!from.isLive()) {
				return GONE;
			}
			int seq = seen.seq + 1;
			if (seq - this.config.limit > 0) {
				return FULL;
			}
			message.seq = seq;
			message.link = seen;
			if (HEAD.compareAndSet(this, seen, message)) {
				return (seq == 1 && seen instanceof Marker marker && !marker.isFence())
						? (marker.isIdle() ? QUEUED_IDLE : QUEUED_FIRST) : QUEUED;
			}
		}
	}

	/**
	 * Make sure that a poster that has read this queue's head before now, and has not put
	 * its message there yet, has to look again. Called under the lock of the other side.
	 */
	final void fence() {
		Envelope seen = this.head;
		while (accepts(seen) && !HEAD.compareAndSet(this, seen, renewed(seen))) {
			seen = this.head;
		}
	}

	private Envelope renewed(Envelope seen) {
		// Also under a fence: a marker that was seen before must not be settled on later
		Marker fresh = Marker.pair();
		needExtras().markers = fresh;
		if (!isBottom(seen)) {
			return Marker.fence(seen);
		}
		return isIdle(seen) ? fresh.idle() : fresh;
	}

	/**
	 * Full lock: make one of the fences that several transfers have put on the same
	 * message, so that they take no more memory than messages do.
	 */
	final void joinFences() {
		Envelope top = this.head;
		Envelope second = isFence(top) ? top.next() : null;
		Envelope covered = (second != null && isFence(second)) ? second.next() : null;
		if (covered != null) {
			HEAD.compareAndSet(this, top, Marker.fence(covered));
		}
	}

	private static boolean isFence(Envelope element) {
		return element instanceof Marker marker && marker.isFence();
	}

	private static boolean accepts(Envelope head) {
		return head != Marker.CLOSED && !(head instanceof CloseElement);
	}

	// A marker that stands for an empty queue
	private static boolean isBottom(Envelope element) {
		return element instanceof Marker marker && !marker.isFence();
	}

	/**
	 * Return whether this side has ended. Full lock, or batch lock with a message in the
	 * batch, for an answer that lasts.
	 * @return whether this side has ended
	 */
	final boolean hasEnded() {
		return this.head == Marker.CLOSED;
	}

	/**
	 * Full lock: return the oldest element and leave it there.
	 * @return the oldest element, or {@code null} for none
	 */
	final @Nullable Envelope peek() {
		Batch current = batch();
		if (current == null || current.rest == null) {
			Envelope top = this.head;
			if (!isLeft(top)) {
				return null;
			}
			current = new Batch();
			current.rest = turnAround(top);
			replaceBatch(current);
		}
		return current.rest;
	}

	/**
	 * Full lock: take the oldest element. Does not bother with a batch for a single one.
	 * @return the oldest element, or {@code null} for none
	 */
	final @Nullable Envelope poll() {
		Batch current = batch();
		if (current == null || current.rest == null) {
			Envelope top = this.head;
			if (!isLeft(top)) {
				return null;
			}
			if (!(top instanceof Marker) && !isLeft(Objects.requireNonNull(top.next()))) {
				return turnAround(top);
			}
		}
		Envelope oldest = peek();
		if (oldest != null) {
			Objects.requireNonNull(batch()).rest = oldest.next();
		}
		return oldest;
	}

	/**
	 * Return whether something is left that was not turned around.
	 * @param top the head, or what it links to
	 * @return {@code false} if this is a marker, or a message that was turned around,
	 * with or without fences on top
	 */
	private static boolean isLeft(Envelope top) {
		Envelope element = top;
		while (isFence(element)) {
			element = Objects.requireNonNull(element.next());
		}
		return element.link instanceof Envelope;
	}

	/**
	 * Turn what is left around.
	 * @param top the head
	 * @return the oldest element, linked to the younger ones, or {@code null} for none
	 */
	private @Nullable Envelope turnAround(Envelope top) {
		Envelope chain = null;
		Envelope element = top;
		while (element.link instanceof Envelope older) {
			if (!(element instanceof Marker)) {
				element.link = chain;
				chain = element;
			}
			element = older;
		}
		return chain;
	}

	/**
	 * Full lock, and nothing left to take: put a marker in the head.
	 * @param idle whether to give the lease to the next poster
	 * @return {@code false} if a message has come meanwhile
	 */
	final boolean settle(boolean idle) {
		Envelope seen = this.head;
		if (isLeft(seen)) {
			return false;
		}
		int limitBefore = this.config.limit;
		limit(this.config.capacity());
		Marker held = markers();
		if (!HEAD.compareAndSet(this, seen, idle ? held.idle() : held)) {
			limit(limitBefore);
			return false;
		}
		replaceBatch(null);
		return true;
	}

	// The held one of the pair in use
	private Marker markers() {
		Extras present = extras();
		return (present != null) ? present.markers : Marker.FIRST_HELD;
	}

	/**
	 * Put an idle marker in place of a message that was taken, if nothing came after it.
	 * Needs no lock, but the lease, and that there is no batch. The limit must be as it
	 * is above a marker, and must not be in the way: so nobody raises it meanwhile.
	 * @param taken the message
	 * @return {@code false} if a message has come meanwhile, or the lock is needed
	 */
	final boolean settleOn(Envelope taken) {
		ChannelConfig config = this.config;
		return config.limit == config.capacity() && taken.seq < config.limit
				&& HEAD.compareAndSet(this, taken, markers().idle());
	}

	/**
	 * Full lock: return whether the lease is not in the head, and make sure that it does
	 * not get there before the lock is released, by a fence on the message that
	 * {@link #settleOn} might be about to replace.
	 * @return {@code false} if the queue is idle
	 */
	final boolean keepsLease() {
		Envelope top = this.head;
		while (!isIdle(top)) {
			if (top instanceof Marker || !accepts(top) || isLeft(top)
					|| HEAD.compareAndSet(this, top, Marker.fence(top))) {
				return true;
			}
			top = this.head;
		}
		return false;
	}

	/**
	 * Full lock: put the last element into the queue. It always fits.
	 * @param close the element
	 * @return whether the caller has got the lease
	 */
	final boolean finish(CloseElement close) {
		while (true) {
			Envelope seen = this.head;
			limit(seen.seq);
			close.seq = seen.seq;
			close.link = seen;
			if (HEAD.compareAndSet(this, seen, close)) {
				return isIdle(seen);
			}
		}
	}

	/**
	 * Full lock: set the head to closed if it is an idle marker.
	 * @return whether it was
	 */
	final boolean shutIfIdle() {
		Envelope seen = this.head;
		if (!isIdle(seen)) {
			return false;
		}
		limit(-1);
		if (!HEAD.compareAndSet(this, seen, Marker.CLOSED)) {
			limit(this.config.capacity());
			return false;
		}
		return true;
	}

	/**
	 * Full lock: set the head to closed.
	 * @return what waits here, linked, oldest first
	 */
	final @Nullable Envelope shut() {
		limit(-1);
		Envelope younger = turnAround((Envelope) HEAD.getAndSet(this, Marker.CLOSED));
		Batch current = batch();
		if (current == null || current.rest == null) {
			replaceBatch(null);
			return younger;
		}
		Envelope oldest = current.rest;
		current.rest = null;
		replaceBatch(null);
		Envelope youngest = oldest;
		while (youngest.next() != null) {
			youngest = youngest.next();
		}
		youngest.link = younger;
		return oldest;
	}

	/**
	 * Full lock: return whether nothing can be put here any more, because the other side
	 * has closed or this one has ended.
	 * @return whether posts are over
	 */
	final boolean isFinished() {
		return !accepts(this.head);
	}

	/**
	 * Full lock: let the waiting posters in as far as there is room.
	 * @return whether there is room for one more message
	 */
	final boolean raiseLimit() {
		Envelope top = this.head;
		if (top.seq - this.config.limit < 0) {
			return true;
		}
		int taken = top.seq - length(peek(), top);
		if (this.head.seq - taken >= this.config.capacity()) {
			return false;
		}
		limit(taken + this.config.capacity());
		return true;
	}

	/**
	 * Full lock: return whether a quarter of the capacity is free.
	 * @return whether it is worth waking a poster that waits for room
	 */
	final boolean hasAmpleRoom() {
		int capacity = this.config.capacity();
		return capacity - length() >= (capacity >> 2) + 1;
	}

	/**
	 * Full lock: return how many messages wait here. Turns around what has come since
	 * that was done last, as who takes them would have to: each message once.
	 * @return the number of messages
	 */
	final int length() {
		// The head last: as long as a message waits it moves in one direction
		Envelope oldest = peek();
		return length(oldest, this.head);
	}

	private static int length(@Nullable Envelope oldest, Envelope top) {
		if (oldest == null) {
			return 0;
		}
		return (oldest instanceof CloseElement) ? top.seq - oldest.seq : top.seq - oldest.seq + 1;
	}

	/**
	 * Full lock, and nothing left to take: put a marker in the head that the poster of
	 * the next message does not overlook. In any case nothing here leads to the message
	 * that was taken last, and so to its reader, any more.
	 * @return {@code false} if a message has come meanwhile
	 */
	final boolean settleOrTurnAround() {
		while (!isBottom(this.head) && !settle(false)) {
			if (peek() != null) {
				return false;
			}
		}
		return true;
	}

	final Envelope top() {
		return this.head;
	}

	/**
	 * Return whether the head is a marker.
	 * @return whether the queue is empty and the next poster will see that
	 */
	final boolean isMarked() {
		return isBottom(this.head);
	}

	/**
	 * Return whether the head is an idle marker.
	 * @return whether the queue is empty and the next poster will get the lease
	 */
	final boolean isIdle() {
		return isIdle(this.head);
	}

	private static boolean isIdle(Envelope head) {
		return head instanceof Marker marker && marker.isIdle();
	}

}
