package dev.messageport.spring;

import java.lang.ref.WeakReference;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * One connection to an endpoint: the listener to messages at the endpoint's port of it.
 */
final class EndpointConnection implements MessageListener {

	/**
	 * The first message of a connection whose listeners include one to
	 * {@link ConnectEvent}: so that it is called in order, on the executor, and not while
	 * delivery is suspended.
	 */
	static final Object CONNECTED = Signal.CONNECTED;

	private final PortEndpoint endpoint;

	private final PortListenerGroup group;

	private final MessagePort port;

	/**
	 * Whether another context has connected.
	 */
	private final boolean foreign;

	/**
	 * What there is a listener for at the port. Guarded by the lock of the endpoint.
	 */
	private final Set<ListenerKind> attached = EnumSet.noneOf(ListenerKind.class);

	private @Nullable Registration messages;

	/**
	 * Whether the port is to be started when the endpoint is resumed. Guarded by the lock
	 * of the endpoint.
	 */
	private boolean held;

	/**
	 * The reply port of the request that the connection was made for: it is no business
	 * of this to keep it alive (G1).
	 */
	private volatile @Nullable WeakReference<MessagePort> asked;

	private final boolean asking;

	/**
	 * Create a connection.
	 * @param endpoint the endpoint
	 * @param group the listeners
	 * @param port the endpoint's port of the connection
	 * @param client who connects
	 */
	EndpointConnection(PortEndpoint endpoint, PortListenerGroup group, MessagePort port, EndpointClient client) {
		this.endpoint = endpoint;
		this.group = group;
		this.port = port;
		this.foreign = client.foreign();
		this.asking = client.asking();
	}

	MessagePort port() {
		return this.port;
	}

	boolean isForeign() {
		return this.foreign;
	}

	/**
	 * Listen to what there are listeners for.
	 * @param tellsOfConnections whether the first message tells of the connection
	 */
	void attach(boolean tellsOfConnections) {
		if (this.group.has(ListenerKind.CLOSE) && this.attached.add(ListenerKind.CLOSE)) {
			this.port.addCloseListener(this.group::onClose);
		}
		if (this.group.has(ListenerKind.ERROR) && this.attached.add(ListenerKind.ERROR)) {
			this.port.addMessageErrorListener(this.group::onMessageError);
		}
		if ((tellsOfConnections || this.group.has(ListenerKind.MESSAGE)) && this.attached.add(ListenerKind.MESSAGE)) {
			this.messages = this.port.addMessageListener(this);
		}
	}

	/**
	 * Stop to listen to messages, so that they wait for who will (Q1).
	 */
	void leaveMessages() {
		if (!this.group.has(ListenerKind.MESSAGE) && this.messages != null) {
			this.messages.remove();
			this.attached.remove(ListenerKind.MESSAGE);
		}
	}

	void start(boolean held) {
		this.held = held;
		if (!held) {
			this.port.start();
		}
	}

	void hold() {
		this.held = this.held || this.port.isStarted();
		this.port.pause();
	}

	void release() {
		if (this.held) {
			start(false);
		}
	}

	/**
	 * Keep the port from being started but by its owner.
	 */
	void leaveStopped() {
		this.held = false;
		this.port.pause();
	}

	void close(Throwable cause) {
		failRequest(cause);
		this.port.close(cause);
	}

	/**
	 * Fail what was asked, in order: an answer that was given before still arrives.
	 * @param cause why
	 */
	void failRequest(Throwable cause) {
		WeakReference<MessagePort> reference = this.asked;
		MessagePort replyPort = (reference != null) ? reference.get() : null;
		if (replyPort != null) {
			replyPort.close(cause);
		}
	}

	@Override
	public void onMessage(MessageEvent event) throws Exception {
		if (event.data() == CONNECTED) {
			connected();
			return;
		}
		MessagePort replyPort = this.asking ? event.replyPort() : null;
		if (replyPort != null) {
			this.asked = new WeakReference<>(replyPort);
		}
		this.group.onMessage(event);
	}

	private void connected() throws Exception {
		this.endpoint.connected(this);
		try {
			this.group.onConnect(new ConnectEvent(this.group.name(), this.port));
		}
		catch (EndpointRefusedException ex) {
			this.port.close(ex);
		}
		catch (Exception | Error ex) {
			this.port.close(
					new EndpointRefusedException(this.group.name(),
							"Endpoint '" + this.group.name()
									+ "' has refused the connection: its listener to 'ConnectEvent' has thrown " + ex,
							ex));
			throw ex;
		}
	}

	/**
	 * An enum, because its constants are themselves in a copy, too.
	 */
	private enum Signal {

		CONNECTED

	}

}
