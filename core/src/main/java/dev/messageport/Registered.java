package dev.messageport;

/**
 * A listener in its place on a port.
 *
 * @param <L> the type of listener
 */
final class Registered<L> implements Registration {

	final L listener;

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

	boolean isRemoved() {
		return this.removed;
	}

	@Override
	public void remove() {
		this.removed = true;
		this.port.change((listeners) -> listeners.without(this));
	}

}
