package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.MessagePort;

/**
 * Connects and posts to endpoints by their names: those that {@link PortListener} methods
 * have. Thread-safe.
 */
public class MessagePortTemplate {

	private final PortEndpoints endpoints;

	/**
	 * Create a new template.
	 * @param endpoints the endpoints of the application context
	 */
	public MessagePortTemplate(PortEndpoints endpoints) {
		Assert.notNull(endpoints, "'endpoints' must not be null");
		this.endpoints = endpoints;
	}

	/**
	 * Connect to an endpoint: makes a channel with the name of the endpoint, whose one
	 * port the listeners of the endpoint own from now on.
	 * @param endpoint the name of the endpoint
	 * @return the other port, not started, to be closed by the caller when it is done
	 * @throws UnknownEndpointException if there is no such endpoint
	 * @see ConnectEvent
	 */
	public MessagePort connect(String endpoint) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		return this.endpoints.connect(endpoint);
	}

	/**
	 * Post one message to an endpoint, over a connection of its own that is closed behind
	 * it: the listeners get the message, then the close (C1). An answer has nowhere to go
	 * and is dropped.
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param ports the ports to transfer
	 * @return whether the message was queued, as for
	 * {@link MessagePort#postMessage(Object, dev.messageport.Transferable...)}
	 * @throws UnknownEndpointException if there is no such endpoint
	 * @throws dev.messageport.DataCloneException if the payload or a port is refused (P2,
	 * P4): then nothing is transferred
	 */
	public boolean post(String endpoint, @Nullable Object data, MessagePort... ports) {
		Assert.notNull(ports, "'ports' must not be null");
		try (MessagePort port = connect(endpoint)) {
			return port.postMessage(data, ports);
		}
	}

}
