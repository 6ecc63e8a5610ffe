package dev.messageport.spring;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

import dev.messageport.DeliveryControl;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * The endpoints of an application context: the names, given to listeners, that anyone can
 * connect to. Who looks for one finds those of the ancestors of the context, too.
 * Thread-safe.
 *
 * @see MessagePortTemplate
 */
public final class PortEndpoints {

	private static final String CONTEXT_CLOSED = "its application context is closed";

	private static final int DEFAULT_MAX_CONNECTIONS = 100_000;

	/**
	 * How many names are remembered of endpoints that have gone; the others are as
	 * unknown as if they had never been.
	 */
	private static final int REMEMBERED = 1_000;

	private final Map<String, PortEndpoint> endpoints = new ConcurrentHashMap<>();

	private final Map<String, String> gone = Collections.synchronizedMap(new Recent());

	private final ObjectProvider<MessageChannelFactory> factory;

	/**
	 * Those of the parent of the application context.
	 */
	private final @Nullable PortEndpoints parent;

	private volatile @Nullable DeliveryControl control;

	/**
	 * What all listeners have in common, once all singletons have been created.
	 */
	private volatile @Nullable ListenerContext listenerContext;

	private volatile boolean complete;

	private volatile boolean stopped = true;

	private volatile boolean closed;

	private volatile int maxConnections = DEFAULT_MAX_CONNECTIONS;

	PortEndpoints(ObjectProvider<MessageChannelFactory> factory, @Nullable PortEndpoints parent) {
		this.factory = factory;
		this.parent = parent;
	}

	/**
	 * Return the names of all endpoints of this application context, without those of its
	 * ancestors.
	 * @return the names, sorted
	 */
	public Set<String> names() {
		return new TreeSet<>(this.endpoints.keySet());
	}

	@Nullable PayloadConverter converter() {
		ListenerContext context = this.listenerContext;
		return (context != null) ? context.converter() : null;
	}

	ListenerContext listenerContext() {
		ListenerContext context = this.listenerContext;
		Assert.state(context != null, "There are no listeners before all singletons have been created");
		return context;
	}

	void setListenerContext(ListenerContext listenerContext) {
		this.listenerContext = listenerContext;
	}

	int maxConnections() {
		return this.maxConnections;
	}

	void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	void add(PortEndpoint endpoint) {
		this.endpoints.put(endpoint.name(), endpoint);
		this.gone.remove(endpoint.name());
	}

	/**
	 * Take note that an endpoint has lost a listener.
	 * @param endpoint the endpoint
	 * @param listener the listener
	 * @param last whether it was the last one
	 * @param closing whether the application context is being closed
	 */
	void listenerRemoved(PortEndpoint endpoint, NamedListener listener, boolean last, boolean closing) {
		String name = endpoint.name();
		String why = closing ? CONTEXT_CLOSED : "a listener of it was removed, or its bean was destroyed: " + listener;
		if (last) {
			this.gone.put(name, why);
			this.endpoints.remove(name, endpoint);
		}
		if (!closing) {
			endpoint.closeConnections(gone(name, why));
		}
		else if (last) {
			endpoint.ownerGone(gone(name, why));
		}
	}

	/**
	 * All singletons have been created: every endpoint is known that they have.
	 */
	void complete() {
		this.complete = true;
	}

	/**
	 * The application context runs: deliver what comes over the channels of others, too.
	 */
	void start() {
		this.stopped = false;
		this.endpoints.values().forEach(PortEndpoint::contextStarted);
	}

	void stop() {
		this.stopped = true;
		this.endpoints.values().forEach(PortEndpoint::contextStopped);
	}

	/**
	 * The application context is closed.
	 */
	void close() {
		this.closed = true;
	}

	boolean isStopped() {
		return this.stopped;
	}

	/**
	 * Return whether a listener can have an executor. Any factory can deliver on one,
	 * whichever has made a port.
	 * @return whether there is such a factory
	 */
	boolean canDeliverOn() {
		if (this.control == null) {
			this.control = this.factory.orderedStream()
				.filter(DeliveryControl.class::isInstance)
				.map(DeliveryControl.class::cast)
				.findFirst()
				.orElse(null);
		}
		return this.control != null;
	}

	/**
	 * Post what is ours, and no business of interceptors.
	 * @param port the port to post on
	 * @param marker the payload
	 */
	void post(MessagePort port, Object marker) {
		DeliveryControl control = canDeliverOn() ? this.control : null;
		if (control != null) {
			control.postAsIs(port, marker);
		}
		else {
			port.postMessage(marker);
		}
	}

	void deliverOn(MessagePort port, Executor executor) {
		DeliveryControl control = this.control;
		if (control != null) {
			control.deliverOn(port, executor);
		}
	}

	MessagePort connect(String name) {
		return connect(name, false);
	}

	/**
	 * Connect to an endpoint of this context or of an ancestor.
	 * @param name the name of the endpoint
	 * @param asking whether the connection is made for one request
	 * @return the port of whoever connects
	 */
	MessagePort connect(String name, boolean asking) {
		PortEndpoint endpoint = get(name);
		if (this.closed) {
			throw gone(name, "the application context that connects is closed");
		}
		boolean foreign = this.endpoints.get(name) != endpoint;
		return endpoint.connect(new EndpointClient(this.factory.getObject(), foreign, asking));
	}

	/**
	 * Take over the endpoint's port of a channel that another context has made: it
	 * belongs to the context of the port that it arrives at.
	 * @param port the port
	 * @param name the name of the endpoint
	 * @return the port, of this context
	 */
	MessagePort takeOver(MessagePort port, String name) {
		try (MessageChannel door = this.factory.getObject().create(name)) {
			door.port1().postMessage(null, port);
			MessageEvent event = door.port2().receive(Duration.ZERO);
			if (event == null) {
				throw gone(name, CONTEXT_CLOSED);
			}
			return event.ports().get(0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EndpointRefusedException(name,
					"Endpoint '" + name
							+ "' cannot be connected to by a thread that is interrupted. Connect on another thread",
					ex);
		}
	}

	PortEndpoint get(String name) {
		PortEndpoint endpoint = find(name);
		if (endpoint == null) {
			throw missing(name);
		}
		return endpoint;
	}

	private @Nullable PortEndpoint find(String name) {
		PortEndpoint endpoint = this.endpoints.get(name);
		return (endpoint == null && this.parent != null) ? this.parent.find(name) : endpoint;
	}

	/**
	 * Return an error for an endpoint that has gone.
	 * @param name the name of the endpoint
	 * @param why why it has gone
	 * @return the error
	 */
	EndpointGoneException gone(String name, String why) {
		return gone(name, why, null);
	}

	EndpointGoneException gone(String name, String why, @Nullable Throwable cause) {
		return new EndpointGoneException(name, "Endpoint '" + name + "' has gone: " + why
				+ ". Connect again once it is back. The nearest that are there: " + nearest(name), cause);
	}

	private PortEndpointException missing(String name) {
		String why = whyGone(name);
		if (why != null) {
			return gone(name, why);
		}
		if (isDeclared(name)) {
			return new UnknownEndpointException(name,
					"There is no endpoint '" + name + "': that is a declared channel,"
							+ " or an end of one, and nobody connects to those. Have the end injected,"
							+ " with @Qualifier and its name, such as 'pricing.port1'");
		}
		return new UnknownEndpointException(name,
				"There is no endpoint '" + name + "': "
						+ (this.complete ? "no listener has that name. The nearest are: "
								: "connect once the application context has created all singletons. Known so far are: ")
						+ nearest(name));
	}

	private boolean isDeclared(String name) {
		ListenerContext context = this.listenerContext;
		return context != null && context.beanFactory().containsBean(name)
				&& (context.beanFactory().isTypeMatch(name, MessageChannel.class)
						|| context.beanFactory().isTypeMatch(name, MessagePort.class));
	}

	private @Nullable String whyGone(String name) {
		String why = this.gone.get(name);
		return (why == null && this.parent != null) ? this.parent.whyGone(name) : why;
	}

	private String nearest(String name) {
		Set<String> names = new TreeSet<>();
		collectNames(names);
		return NearestNames.describe(name, names);
	}

	private void collectNames(Collection<String> names) {
		names.addAll(this.endpoints.keySet());
		if (this.parent != null) {
			this.parent.collectNames(names);
		}
	}

	/**
	 * Forgets the oldest entries.
	 */
	private static final class Recent extends LinkedHashMap<String, String> {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > REMEMBERED;
		}

	}

}
