package dev.messageport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Who owns a side.
 * <p>
 * While a turn is due or running the owner is held strongly, so that what has been posted
 * to a listening port is delivered even if nobody else refers to that port; at other
 * times weakly, so that G1 can be kept:
 *
 * <pre>
 *   {@link #owner}:  watch of the port  --lease to SCHEDULED or RUNNING--&gt;  port
 *                         ^--------------lease to IDLE or PARKED---------------+
 *
 *   both --transfer--&gt; message that carries the side --arrival--&gt; watch of the new port
 *   all three --end--&gt; null
 * </pre>
 */
abstract class Owned extends Inbox {

	private static final VarHandle OWNER;

	static {
		try {
			OWNER = MethodHandles.lookup().findVarHandle(Owned.class, "owner", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * The port that owns this side or its watch, the message that carries it, or
	 * {@code null} once it has ended. Written under the full lock, but for
	 * {@link #holdPort()}.
	 */
	private volatile @Nullable Object owner;

	Owned(DefaultMessagePort port, ChannelConfig config) {
		super(port, config);
		this.owner = this;
	}

	final @Nullable Object owner() {
		return this.owner;
	}

	/**
	 * Return the port that owns this side.
	 * @return the port, or {@code null} if there is none, or none any more (G1)
	 */
	final @Nullable DefaultMessagePort port() {
		Object present = this.owner;
		return (present instanceof Watch watch) ? watch.get()
				: (present instanceof DefaultMessagePort port) ? port : null;
	}

	/**
	 * Full lock, for an answer that lasts: return whether something owns this side.
	 * @param expected a port, a watch or a message
	 * @return whether it is the owner
	 */
	final boolean isOwnedBy(Object expected) {
		Object present = this.owner;
		return present == expected || (expected instanceof DefaultMessagePort port && present instanceof Watch watch
				&& watch.refersTo(port));
	}

	/**
	 * Full lock: give this side to a message.
	 * @param carrier the message
	 */
	final void ownBy(CarryingEnvelope carrier) {
		watch().clear();
		this.owner = carrier;
	}

	/**
	 * Full lock: give this side to a port that has come by a transfer.
	 * @param port the port
	 */
	final void ownBy(DefaultMessagePort port) {
		Watch watch = new LaterWatch(port);
		needExtras().watch = watch;
		this.owner = watch;
	}

	// The watch of the present port, or of the last one
	private Watch watch() {
		Extras present = extras();
		return (present != null && present.watch != null) ? present.watch : this;
	}

	/**
	 * Hold the port strongly. By who holds the lease, with or without the lock: a
	 * transfer may come first, and then there is no port to hold.
	 */
	final void holdPort() {
		if (this.owner instanceof Watch watch) {
			DefaultMessagePort port = watch.get();
			if (port != null) {
				OWNER.compareAndSet(this, watch, port);
			}
		}
	}

	/**
	 * Full lock, before the lease is put down, because afterwards the next poster may
	 * hold the port: hold it weakly.
	 */
	final void releasePort() {
		if (this.owner instanceof DefaultMessagePort) {
			// Release suffices: who holds the port next has acquired the lease, which
			// comes after
			OWNER.setRelease(this, watch());
		}
	}

	/**
	 * Full lock: leave this side without an owner, for ever.
	 */
	final void disown() {
		DefaultMessagePort port = port();
		if (port != null) {
			port.retire(Listeners.CLOSED);
		}
		watch().clear();
		this.owner = null;
		Extras present = extras();
		if (present != null) {
			present.conversing = null;
		}
	}

}
