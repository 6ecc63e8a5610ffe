package dev.messageport.spring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.util.Assert;

/**
 * Knows the listeners of an application context by their identities, pauses them, and
 * takes more of them at run time. A bean; thread-safe.
 * <p>
 * A listener without an {@linkplain PortListener#id() id} has the one
 * {@code "<bean>.<method>"}; one that was registered by program has
 * {@code "<port>.<kind>"}, such as {@code "stock.message"}. When that is taken, a number
 * is added: {@code "desk.on-2"}. These are the same at each start of an application whose
 * beans are created in the same order.
 *
 * <h2>Pause</h2> To pause a listener pauses the port at its declared end, or all ports of
 * connections to its endpoint, those that are open and those that are made meanwhile:
 * messages and close events wait in their queues (Q8), connections can be made, a call
 * that is running may finish. Listeners of one name have one place, so that the place is
 * paused while any of them is paused. A listener that is removed does not keep its place
 * paused.
 * <p>
 * To resume starts the ports that would be started if there had been no pause: those that
 * were, and those that would have been started with the application context or when they
 * were connected. It does not start one that {@code autoStartup=false} keeps off, unless
 * somebody had started it before. Who calls {@link dev.messageport.MessagePort#start()},
 * or sets a handler, on such a port meanwhile starts this one port in spite of the pause.
 * A pause outlasts {@code stop} and {@code start} of the application context.
 *
 * @see PortListener#id()
 * @see PortListenerConfigurer
 */
public final class PortListenerEndpointRegistry {

	private final PortListenerRegistrar registrar;

	private final PortEndpoints endpoints;

	PortListenerEndpointRegistry(PortListenerRegistrar registrar, PortEndpoints endpoints) {
		this.registrar = registrar;
		this.endpoints = endpoints;
	}

	/**
	 * Return the identities of all listeners of this application context.
	 * @return the identities, sorted
	 */
	public Set<String> ids() {
		return new TreeSet<>(this.registrar.listeners().keySet());
	}

	/**
	 * Return whether there is a listener of an identity.
	 * @param id the identity
	 * @return whether there is one
	 */
	public boolean contains(String id) {
		Assert.notNull(id, "'id' must not be null");
		return this.registrar.find(id) != null;
	}

	/**
	 * Return a listener.
	 * @param id its identity
	 * @return the listener
	 * @throws UnknownListenerException if there is none
	 */
	public RegisteredListener get(String id) {
		Assert.notNull(id, "'id' must not be null");
		NamedListener listener = this.registrar.find(id);
		PlaceEntry entry = (listener != null) ? this.registrar.entryOf(listener) : null;
		if (listener == null || entry == null) {
			throw unknown(id);
		}
		return new RegisteredListener(id, listener, entry, () -> !this.endpoints.isStopped());
	}

	/**
	 * Pause a listener, and with it all of its name. Does nothing if it is paused.
	 * @param id its identity
	 * @throws UnknownListenerException if there is none
	 */
	public void pause(String id) {
		setPaused(id, true);
	}

	/**
	 * Resume a listener, and with it all of its name, unless another one of them is
	 * paused, too. Does nothing if it is not paused.
	 * @param id its identity
	 * @throws UnknownListenerException if there is none
	 */
	public void resume(String id) {
		setPaused(id, false);
	}

	/**
	 * Return whether the place of a listener is paused.
	 * @param id its identity
	 * @return whether this one was paused or another one of its name
	 * @throws UnknownListenerException if there is none
	 */
	public boolean isPaused(String id) {
		return get(id).isPaused();
	}

	/**
	 * Register a listener, which gets what comes from now on and what waits already, also
	 * over connections that are open. Before all singletons have been created: use a
	 * {@link PortListenerConfigurer}.
	 * @param endpoint the listener
	 * @return the listener as it is registered
	 * @throws PortListenerDefinitionException if it cannot be registered
	 * @throws AmbiguousListenerException if there is another one for the same messages
	 * @throws IllegalStateException if not all singletons have been created
	 */
	public RegisteredListener register(PortListenerEndpoint endpoint) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		Assert.state(this.registrar.isStarted(), () -> endpoint
				+ " cannot be registered before all singletons have been created: use a PortListenerConfigurer");
		NamedListener listener = new EndpointListener(endpoint, this.endpoints::listenerContext);
		this.registrar.register(List.of(listener));
		String id = this.registrar.idOf(listener);
		Assert.state(id != null, () -> endpoint + " was removed while it was registered");
		return get(id);
	}

	/**
	 * Remove a listener, whether it was registered by program or is a method of a bean:
	 * no call of it starts any more. A declared end keeps what comes; the connections to
	 * an endpoint close with an {@link EndpointGoneException} as their cause, also when
	 * it has other listeners, because they may count on the one that has gone.
	 * @param id its identity
	 * @throws UnknownListenerException if there is none
	 */
	public void unregister(String id) {
		Assert.notNull(id, "'id' must not be null");
		NamedListener listener = this.registrar.find(id);
		if (listener == null) {
			throw unknown(id);
		}
		this.registrar.unregister(List.of(listener), false);
	}

	/**
	 * Return all listeners, for those who look at the wiring.
	 * @return the listeners by their identities
	 */
	Map<String, NamedListener> listeners() {
		return this.registrar.listeners();
	}

	private void setPaused(String id, boolean pause) {
		Assert.notNull(id, "'id' must not be null");
		if (!this.registrar.setPaused(id, pause)) {
			throw unknown(id);
		}
	}

	private UnknownListenerException unknown(String id) {
		return new UnknownListenerException(id, "There is no listener with the id '" + id + "'. The nearest are: "
				+ NearestNames.describe(id, this.registrar.listeners().keySet()));
	}

}
