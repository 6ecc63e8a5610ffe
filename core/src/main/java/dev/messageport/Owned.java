package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Who owns a side.
 * <p>
 * A port is held weakly, so that G1 can be kept:
 *
 * <pre>
 *   {@link Extras#owner}:  watch of the port --transfer--&gt; message that carries the side
 *                  message           --arrival--&gt; watch of the new port
 *                  both              --end--&gt; null
 * </pre>
 *
 * While a turn is due or running it is {@linkplain #held} strongly besides, so that what
 * has been posted to a listening port is delivered even if nobody else refers to that
 * port:
 *
 * <pre>
 *   {@link #held}:  nothing --lease to SCHEDULED or RUNNING--&gt; port
 *                   ^----------lease to IDLE or PARKED----------+
 * </pre>
 */
abstract class Owned extends Inbox {

	/**
	 * There for the collector. Written by who holds the lease, with or without the lock,
	 * and by others under the lock while they know that somebody holds it. A side that
	 * has ended may keep a former port here, which leads to nothing.
	 */
	private @Nullable DefaultMessagePort held;

	Owned(DefaultMessagePort port, ChannelConfig config) {
		super(port, config);
	}

	/**
	 * Return the owner of this side. Full lock, for an answer that lasts.
	 * @return the watch of the port that owns this side, the message that carries it, or
	 * {@code null} once it has ended
	 */
	final @Nullable Object owner() {
		Extras present = extras();
		return (present != null) ? present.owner : this;
	}

	/**
	 * Return the port that owns this side.
	 * @return the port, or {@code null} if there is none, or none any more (G1)
	 */
	final @Nullable DefaultMessagePort port() {
		return (owner() instanceof Watch watch) ? watch.get() : null;
	}

	/**
	 * Full lock, for an answer that lasts: return whether something owns this side.
	 * @param expected a port, a watch or a message
	 * @return whether it is the owner
	 */
	final boolean isOwnedBy(Object expected) {
		Object present = owner();
		return present == expected || (expected instanceof DefaultMessagePort port && present instanceof Watch watch
				&& watch.refersTo(port));
	}

	/**
	 * Full lock: give this side to a message.
	 * @param carrier the message
	 */
	final void ownBy(CarryingEnvelope carrier) {
		watch().clear();
		needExtras().owner = carrier;
	}

	/**
	 * Full lock: give this side to a port that has come by a transfer.
	 * @param port the port
	 */
	final void ownBy(DefaultMessagePort port) {
		Watch watch = new LaterWatch(port);
		Extras extras = needExtras();
		extras.watch = watch;
		extras.owner = watch;
	}

	// The watch of the present port, or of the last one
	private Watch watch() {
		Extras present = extras();
		return (present != null && present.watch != null) ? present.watch : this;
	}

	/**
	 * Hold the port strongly. Looks once more at the owner, because whoever has become
	 * that in between must not be displaced by the one before it.
	 * @return the port, as {@link #port()} returns it
	 */
	final @Nullable DefaultMessagePort holdPort() {
		while (true) {
			Object owner = owner();
			DefaultMessagePort port = (owner instanceof Watch watch) ? watch.get() : null;
			this.held = port;
			if (owner() == owner) {
				return port;
			}
		}
	}

	/**
	 * Full lock: return whether the present port is held.
	 * @return {@code false} if another one is, or none
	 */
	final boolean holdsPort() {
		return this.held == port();
	}

	/**
	 * Hold the port weakly. By who holds the lease, before it puts that down, because
	 * afterwards the next poster may hold the port.
	 */
	final void releasePort() {
		this.held = null;
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
		this.held = null;
		Extras extras = needExtras();
		extras.owner = null;
		extras.conversing = null;
	}

}
