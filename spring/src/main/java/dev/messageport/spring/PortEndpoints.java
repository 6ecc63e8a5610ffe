package dev.messageport.spring;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.ObjectProvider;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * The endpoints of an application context: the names, given to {@link PortListener}
 * methods, that anyone can connect to. Thread-safe.
 *
 * @see MessagePortTemplate
 */
public final class PortEndpoints {

	private final Map<String, PortEndpoint> endpoints = new ConcurrentHashMap<>();

	private final ObjectProvider<MessageChannelFactory> factory;

	private volatile boolean complete;

	PortEndpoints(ObjectProvider<MessageChannelFactory> factory) {
		this.factory = factory;
	}

	/**
	 * Return the names of all endpoints.
	 * @return the names, sorted
	 */
	public Set<String> names() {
		return new TreeSet<>(this.endpoints.keySet());
	}

	void add(PortListenerGroup group) {
		this.endpoints.computeIfAbsent(group.name(), (name) -> new PortEndpoint(group));
	}

	/**
	 * Take note that a group has lost a listener.
	 * @param group the group
	 * @param closing whether the application context is being closed: then its lifecycle
	 * closes the connections, and says why
	 */
	void listenerRemoved(PortListenerGroup group, boolean closing) {
		PortEndpoint endpoint = this.endpoints.get(group.name());
		if (endpoint == null) {
			return;
		}
		if (group.isEmpty()) {
			this.endpoints.remove(group.name(), endpoint);
		}
		if (!closing) {
			endpoint.closeConnections();
		}
	}

	/**
	 * All singletons have been created: every endpoint is known that they have.
	 */
	void complete() {
		this.complete = true;
	}

	MessagePort connect(String name) {
		return get(name).connect(this.factory.getObject());
	}

	PortEndpoint get(String name) {
		PortEndpoint endpoint = this.endpoints.get(name);
		if (endpoint == null) {
			throw new UnknownEndpointException(name, "There is no endpoint '" + name + "': "
					+ (this.complete ? "no @PortListener has that name. The nearest are: "
							: "connect once the application context has created all singletons. Known so far are: ")
					+ NearestNames.describe(name, this.endpoints.keySet()));
		}
		return endpoint;
	}

}
