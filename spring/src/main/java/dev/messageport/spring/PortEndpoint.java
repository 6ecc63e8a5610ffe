package dev.messageport.spring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * A name that anyone can connect to, with the listeners that own a port of each
 * connection.
 * <p>
 * The lock keeps a connection that is being made, its readers, from slipping past a pause
 * or an end of the endpoint, its writers.
 */
final class PortEndpoint implements ListenerPlace {

	private static final int FIRST_SWEEP = 64;

	private final PortListenerGroup group;

	private final PortEndpoints endpoints;

	private final ReadWriteLock lock = new ReentrantReadWriteLock();

	/**
	 * All open connections: nobody else needs to hold the endpoint's ports of them.
	 */
	private final Set<EndpointConnection> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private volatile int sweepAt = FIRST_SWEEP;

	private volatile boolean paused;

	private @Nullable EndpointGoneException gone;

	PortEndpoint(PortListenerGroup group, PortEndpoints endpoints) {
		this.group = group;
		this.endpoints = endpoints;
	}

	String name() {
		return this.group.name();
	}

	MessagePort connect(EndpointClient client) {
		admit();
		boolean connected = false;
		try {
			MessagePort port = open(client);
			connected = true;
			return port;
		}
		finally {
			if (!connected) {
				this.count.decrementAndGet();
			}
		}
	}

	private MessagePort open(EndpointClient client) {
		MessageChannel channel = client.factory().create(this.group.name());
		boolean tellsOfConnections = this.group.has(ListenerKind.CONNECT);
		if (tellsOfConnections) {
			this.endpoints.post(channel.port1(), EndpointConnection.CONNECTED);
		}
		MessagePort port = client.foreign() ? this.endpoints.takeOver(channel.port2(), name()) : channel.port2();
		EndpointConnection connection = new EndpointConnection(this, this.group, port, client);
		Executor executor = this.group.executor();
		if (executor != null) {
			this.endpoints.deliverOn(connection.port(), executor);
		}
		this.lock.readLock().lock();
		try {
			if (this.gone != null) {
				channel.close();
				throw this.gone;
			}
			this.open.add(connection);
			connection.attach(tellsOfConnections);
			if (tellsOfConnections ? this.group.isConnectAutoStartup() : this.group.isAutoStartup()) {
				connection.start(isHeld(connection));
			}
		}
		finally {
			this.lock.readLock().unlock();
		}
		connection.port().closed().thenRun(() -> forget(connection));
		return channel.port1();
	}

	/**
	 * Count a connection. A port that was transferred never tells that it has closed
	 * (T4): those are looked for whenever the number of ports has doubled, and when there
	 * are too many.
	 */
	private void admit() {
		int connections = this.count.incrementAndGet();
		int max = this.endpoints.maxConnections();
		boolean tooMany = max > 0 && connections > max;
		if (connections > this.sweepAt || tooMany) {
			sweep();
		}
		if (tooMany && this.count.get() > max) {
			this.count.decrementAndGet();
			throw new EndpointRefusedException(this.group.name(),
					"Endpoint '" + this.group.name() + "' has " + max + " open connections, as many as it may have."
							+ " Close those that are no longer needed, or raise 'messageport.endpoints.max-connections'"
							+ " (PortListenerEndpointRegistrar.setMaxConnections)");
		}
	}

	private void sweep() {
		this.open.forEach((connection) -> {
			if (connection.port().isDetached()) {
				forget(connection);
			}
		});
		this.sweepAt = Math.max(FIRST_SWEEP, 2 * this.open.size());
	}

	private void forget(EndpointConnection connection) {
		if (this.open.remove(connection)) {
			this.count.decrementAndGet();
		}
	}

	/**
	 * Prepare a connection for its listener to {@link ConnectEvent}. Without one to
	 * messages, nobody takes them, so that they wait for the one that the method may add.
	 * @param connection the connection that it is called for
	 */
	void connected(EndpointConnection connection) {
		this.lock.writeLock().lock();
		try {
			if (!this.group.isAutoStartup()) {
				connection.leaveStopped();
			}
			connection.leaveMessages();
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

	/**
	 * Listen at the connections to what a listener was added for. Those of one that has
	 * gone are closed.
	 */
	@Override
	public void update() {
		exclusively(() -> this.open.forEach((connection) -> connection.attach(false)));
	}

	/**
	 * Connections are started one by one.
	 */
	@Override
	public void start() {
	}

	@Override
	public void pause() {
		exclusively(() -> {
			this.paused = true;
			this.open.forEach(EndpointConnection::hold);
		});
	}

	@Override
	public void resume() {
		exclusively(() -> {
			this.paused = false;
			releaseAll();
		});
	}

	/**
	 * The application context stops. The channels of its own factory are suspended then;
	 * hold back what comes over those that other contexts have made.
	 */
	void contextStopped() {
		exclusively(() -> this.open.stream().filter(this::isHeld).forEach(EndpointConnection::hold));
	}

	void contextStarted() {
		exclusively(this::releaseAll);
	}

	/**
	 * Close all connections, because a listener has gone that they may call.
	 * @param cause why
	 */
	void closeConnections(EndpointGoneException cause) {
		exclusively(() -> {
			this.gone = this.group.isEmpty() ? cause : null;
			this.open.forEach((connection) -> connection.close(cause));
		});
	}

	/**
	 * The application context is being closed: its lifecycle closes the connections.
	 * @param cause why
	 */
	void ownerGone(EndpointGoneException cause) {
		exclusively(() -> this.gone = cause);
	}

	@Override
	public boolean isStarted() {
		return !this.paused && this.group.isAutoStartup();
	}

	/**
	 * Return how many connections are kept.
	 * @return the number of open connections, and of those whose port was transferred
	 * lately
	 */
	@Override
	public int connections() {
		return this.open.size();
	}

	private boolean isHeld(EndpointConnection connection) {
		return this.paused || (this.endpoints.isStopped() && connection.isForeign());
	}

	private void releaseAll() {
		this.open.forEach((connection) -> {
			if (!isHeld(connection)) {
				connection.release();
			}
		});
	}

	private void exclusively(Runnable action) {
		this.lock.writeLock().lock();
		try {
			action.run();
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

}
