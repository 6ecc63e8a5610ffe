package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Calls listeners. No lock is held here.
 */
final class Delivery {

	private static final System.Logger logger = System.getLogger(Delivery.class.getName());

	/**
	 * What errors of listeners are given to unless the user says otherwise.
	 */
	static final PortErrorHandler LOGGING = (error, port, event) -> logger.log(System.Logger.Level.ERROR,
			() -> describe(error, port, event), error);

	private Delivery() {
	}

	private static String describe(Throwable error, MessagePort port, @Nullable MessageEvent event) {
		if (event == null && error instanceof PortDecodingException) {
			return "A message to port " + port.name() + " could not be decoded; the port stays open."
					+ " Add a message error listener to handle it";
		}
		return "A " + ((event != null) ? "message" : "message error or close") + " listener of port " + port.name()
				+ " failed; the port stays open";
	}

	/**
	 * Hand an element to the listeners that it was taken for.
	 * @param side the side in whose queue it was
	 * @param config the configuration of the side, or one that it has had before
	 * @param element a message or the close
	 */
	static void deliver(TurnTaker side, ChannelConfig config, Envelope element) {
		Listeners listeners = element.recipients();
		if (element instanceof CloseElement close) {
			fireClose(side, close, listeners);
			return;
		}
		taken(side, element);
		if (element instanceof UndecodableMessage undecodable) {
			fireError(side, undecodable.error, listeners);
			return;
		}
		Interceptors interceptors = config.interceptors();
		if (interceptors == null) {
			callListeners(side, element, listeners);
			return;
		}
		if (element instanceof ControlMessage control) {
			CapturedContext.run(control.context, () -> callListeners(side, element, listeners));
			return;
		}
		if (listeners.isConversing()) {
			callListeners(side, element, listeners);
			return;
		}
		try {
			interceptors.aroundDelivery(element, () -> callListeners(side, element, listeners));
		}
		catch (Throwable ex) {
			failed(side, ex, listeners.port(), element);
			element.failUnanswered(ex);
		}
	}

	private static @Nullable Throwable callListeners(TurnTaker side, Envelope element, Listeners listeners) {
		Registered<MessageListener>[] registered = listeners.messages;
		Throwable failure = null;
		for (int i = 0; i < registered.length; i++) {
			// The first one was promised the message when it was taken
			if (i > 0 && (registered[i].isRemoved() || !listeners.port().isLive())) {
				continue;
			}
			try {
				registered[i].listener().onMessage(element);
			}
			catch (Throwable ex) {
				failure = (failure != null) ? failure : ex;
				failed(side, ex, listeners.port(), element);
			}
		}
		if (failure != null) {
			element.failUnanswered(failure);
		}
		return failure;
	}

	/**
	 * Complete a message that was taken off its queue.
	 * @param side the side in whose queue it was
	 * @param message the message
	 */
	static void taken(TurnTaker side, Envelope message) {
		if (message instanceof CarryingEnvelope carrier) {
			carrier.arrive();
		}
		if (message instanceof ControlMessage) {
			side.needExtras().addControl(-1);
			return;
		}
		ChannelObserver observer = side.observer();
		if (observer != null) {
			observer.delivered(side);
		}
	}

	private static void fireError(TurnTaker side, PortDecodingException error, Listeners listeners) {
		if (listeners.errors.length == 0) {
			failed(side, error, listeners.port(), null);
			return;
		}
		MessageErrorEvent event = new MessageErrorEvent(error, listeners.port());
		for (int i = 0; i < listeners.errors.length; i++) {
			// As with messages, the first one was promised it
			if (i > 0 && (listeners.errors[i].isRemoved() || !listeners.port().isLive())) {
				continue;
			}
			try {
				listeners.errors[i].listener().onMessageError(event);
			}
			catch (Throwable ex) {
				failed(side, ex, listeners.port(), null);
			}
		}
	}

	private static void fireClose(TurnTaker side, CloseElement close, Listeners listeners) {
		side.side().gone();
		for (Registered<CloseListener> registered : listeners.closes) {
			if (registered.isRemoved()) {
				continue;
			}
			try {
				registered.listener().onClose(close.event());
			}
			catch (Throwable ex) {
				failed(side, ex, listeners.port(), null);
			}
		}
	}

	/**
	 * Report an error of user code that a port has called. No lock may be held.
	 * @param side the side of the port
	 * @param error the error
	 * @param port the port
	 * @param event the message that was handled, if any
	 */
	static void failed(TurnTaker side, Throwable error, MessagePort port, @Nullable MessageEvent event) {
		ChannelObserver observer = side.observer();
		if (observer != null) {
			observer.failed(side, error);
		}
		try {
			side.config.errorHandler().handleError(error, port, event);
		}
		catch (Throwable ex) {
			if (ex != error) {
				ex.addSuppressed(error);
			}
			logger.log(System.Logger.Level.ERROR, "The error handler of port " + port.name() + " failed", ex);
		}
	}

}
