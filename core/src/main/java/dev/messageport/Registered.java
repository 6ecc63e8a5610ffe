package dev.messageport;

/**
 * A listener in its place on a port.
 *
 * @param <L> the type of listener
 */
final class Registered<L> implements Registration {

	private volatile L listener;

	private final DefaultMessagePort port;

	private final boolean handler;

	private volatile boolean removed;

	Registered(DefaultMessagePort port, L listener, boolean handler) {
		this.port = port;
		this.listener = listener;
		this.handler = handler;
	}

	/**
	 * Return whether this is the one listener that {@code onMessage},
	 * {@code onMessageError} or {@code onClose} replaces.
	 * @return whether this is a handler
	 */
	boolean isHandler() {
		return this.handler;
	}

	L listener() {
		return this.listener;
	}

	/**
	 * Full lock of the side: put another handler in the place of this one. As in HTML a
	 * message that is being delivered finds the new one when its turn comes.
	 * @param handler the new handler
	 */
	void replace(L handler) {
		this.listener = handler;
	}

	/**
	 * Take note that this is out of the port's listeners, for a message that is being
	 * delivered.
	 */
	void markRemoved() {
		this.removed = true;
	}

	boolean isRemoved() {
		return this.removed;
	}

	@Override
	public void remove() {
		markRemoved();
		this.port.change((listeners) -> listeners.without(this));
	}

}
