package dev.messageport.spring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * A name that anyone can connect to, with the listeners that own a port of each
 * connection.
 */
final class PortEndpoint {

	/**
	 * The first message of a connection whose listeners include one to
	 * {@link ConnectEvent}: so that it is called in order, on the executor, and not while
	 * delivery is suspended.
	 */
	private static final Object CONNECTED = new Object() {

		@Override
		public String toString() {
			return "connected";
		}

	};

	private static final int FIRST_SWEEP = 64;

	private final PortListenerGroup group;

	/**
	 * The endpoint's ports of all open connections: nobody else needs to hold them.
	 */
	private final Set<MessagePort> open = ConcurrentHashMap.newKeySet();

	private volatile int sweepAt = FIRST_SWEEP;

	PortEndpoint(PortListenerGroup group) {
		this.group = group;
	}

	MessagePort connect(MessageChannelFactory factory) {
		MessageChannel channel = factory.create(this.group.name());
		keep(channel.port2());
		boolean tellsOfConnections = this.group.has(ListenerKind.CONNECT);
		if (tellsOfConnections) {
			channel.port1().postMessage(CONNECTED);
		}
		attach(channel.port2(), tellsOfConnections);
		return channel.port1();
	}

	private void attach(MessagePort port, boolean tellsOfConnections) {
		if (this.group.has(ListenerKind.CLOSE)) {
			port.addCloseListener(this.group::onClose);
		}
		if (this.group.has(ListenerKind.ERROR)) {
			port.addMessageErrorListener(this.group::onMessageError);
		}
		if (tellsOfConnections) {
			Connection connection = new Connection();
			connection.registration = port.addMessageListener(connection);
		}
		else if (this.group.has(ListenerKind.MESSAGE)) {
			port.addMessageListener(this.group::onMessage);
		}
		if (tellsOfConnections ? this.group.isConnectAutoStartup() : this.group.isAutoStartup()) {
			port.start();
		}
	}

	/**
	 * Keep a port while it is open. One that was transferred never tells that it has
	 * closed (T4): those are looked for whenever the number of ports has doubled.
	 * @param port the port
	 */
	private void keep(MessagePort port) {
		if (this.open.size() >= this.sweepAt) {
			this.open.removeIf(MessagePort::isDetached);
			this.sweepAt = Math.max(FIRST_SWEEP, 2 * this.open.size());
		}
		this.open.add(port);
		port.closed().thenRun(() -> this.open.remove(port));
	}

	/**
	 * Close all connections, because a listener has gone that they may call. One that is
	 * being made is either closed here, or does not find the listener any more.
	 */
	void closeConnections() {
		this.open.forEach(MessagePort::close);
	}

	/**
	 * Return how many connections are kept.
	 * @return the number of open connections, and of those whose port was transferred
	 * lately
	 */
	int connections() {
		return this.open.size();
	}

	/**
	 * Listens at the port of one connection to an endpoint that wants to know of it.
	 */
	private final class Connection implements MessageListener {

		private @Nullable Registration registration;

		@Override
		public void onMessage(MessageEvent event) throws Exception {
			if (event.data() == CONNECTED) {
				connected(event.target());
			}
			else {
				PortEndpoint.this.group.onMessage(event);
			}
		}

		/**
		 * Call the listener to connections. Without one to messages, this one leaves, so
		 * that messages wait for the one that the method may add (Q1).
		 * @param port the port of the new connection
		 */
		private void connected(MessagePort port) throws Exception {
			if (!PortEndpoint.this.group.isAutoStartup()) {
				port.pause();
			}
			if (!PortEndpoint.this.group.has(ListenerKind.MESSAGE) && this.registration != null) {
				this.registration.remove();
			}
			PortEndpoint.this.group.onConnect(new ConnectEvent(PortEndpoint.this.group.name(), port));
		}

	}

}
