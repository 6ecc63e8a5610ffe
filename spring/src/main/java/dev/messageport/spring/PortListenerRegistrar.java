package dev.messageport.spring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.messageport.MessagePort;

/**
 * Gives listeners their identity and their place: at the port that is a bean, or at an
 * endpoint. Thread-safe. What is registered before all singletons have been created waits
 * until then.
 */
final class PortListenerRegistrar {

	private final PortListenerPlaces places;

	private final PortEndpoints endpoints;

	private final ReentrantLock lock = new ReentrantLock();

	private final ListenerIds ids = new ListenerIds();

	private final Map<String, PlaceEntry> entries = new HashMap<>();

	/**
	 * Empty once this has been started.
	 */
	private @Nullable List<NamedListener> waiting = new ArrayList<>();

	PortListenerRegistrar(ConfigurableListableBeanFactory beanFactory, PortEndpoints endpoints) {
		this.places = new PortListenerPlaces(beanFactory, endpoints);
		this.endpoints = endpoints;
	}

	/**
	 * Register listeners, and from now on those that come at once.
	 * @param listeners the listeners of all singletons
	 */
	void start(List<NamedListener> listeners) {
		List<NamedListener> all = new ArrayList<>(listeners);
		locked(() -> {
			if (this.waiting != null) {
				all.addAll(this.waiting);
			}
			this.waiting = null;
		});
		register(all);
		this.endpoints.complete();
	}

	boolean isStarted() {
		this.lock.lock();
		try {
			return this.waiting == null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Register listeners, all of them before a port is started; or none, when one of them
	 * is refused.
	 * @param listeners the listeners
	 */
	void register(List<NamedListener> listeners) {
		if (await(listeners)) {
			return;
		}
		try {
			Map<String, MessagePort> ends = this.places.declaredEnds(listeners);
			locked(() -> registerAll(listeners, ends));
		}
		catch (RuntimeException ex) {
			locked(() -> refuse(listeners));
			throw ex;
		}
	}

	/**
	 * Remove listeners: no call of them starts any more.
	 * @param listeners the listeners
	 * @param closing whether the application context is being closed
	 */
	void unregister(List<NamedListener> listeners, boolean closing) {
		locked(() -> {
			if (this.waiting != null) {
				this.waiting.removeAll(listeners);
			}
			listeners.forEach((listener) -> leave(listener, closing));
		});
	}

	/**
	 * Return all listeners that are registered.
	 * @return the listeners by their identities, in the order in which they came
	 */
	Map<String, NamedListener> listeners() {
		this.lock.lock();
		try {
			return this.ids.all();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the identity of a listener, one that it was given or one that was made for
	 * it.
	 * @param listener the listener
	 * @return the identity, or {@code null} if the listener is not registered
	 */
	@Nullable String idOf(NamedListener listener) {
		this.lock.lock();
		try {
			return this.ids.of(listener);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable NamedListener find(String id) {
		this.lock.lock();
		try {
			return this.ids.get(id);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the place of a listener.
	 * @param listener the listener
	 * @return its place, or {@code null} if the listener is not registered any more
	 */
	@Nullable PlaceEntry entryOf(NamedListener listener) {
		this.lock.lock();
		try {
			return (this.ids.of(listener) != null) ? this.entries.get(listener.name()) : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Pause or resume the place of a listener.
	 * @param id the identity of the listener
	 * @param pause whether to pause
	 * @return whether there is such a listener
	 */
	boolean setPaused(String id, boolean pause) {
		this.lock.lock();
		try {
			NamedListener listener = this.ids.get(id);
			if (listener == null) {
				return false;
			}
			PlaceEntry entry = this.entries.get(listener.name());
			if (entry != null) {
				entry.setPaused(listener, pause);
			}
			return entry != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean await(List<NamedListener> listeners) {
		this.lock.lock();
		try {
			if (this.waiting == null) {
				return false;
			}
			this.waiting.addAll(listeners);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void registerAll(List<NamedListener> listeners, Map<String, MessagePort> ends) {
		this.ids.add(listeners);
		Set<ListenerPlace> changed = new LinkedHashSet<>();
		for (NamedListener listener : listeners) {
			changed.add(join(listener, ends.get(listener.name())));
		}
		changed.forEach(ListenerPlace::start);
	}

	private ListenerPlace join(NamedListener listener, @Nullable MessagePort port) {
		PlaceEntry entry = this.entries.get(listener.name());
		if (entry == null) {
			entry = create(new PortListenerGroup(listener.name(), this::failed), port);
			this.entries.put(listener.name(), entry);
		}
		entry.group().add(listener);
		if (entry.place() instanceof PortEndpoint endpoint) {
			this.endpoints.add(endpoint);
		}
		entry.place().update();
		return entry.place();
	}

	private void failed(Throwable error, MessagePort port) {
		this.endpoints.listenerContext().failed(error, port);
	}

	private PlaceEntry create(PortListenerGroup group, @Nullable MessagePort port) {
		return new PlaceEntry(group, (port != null) ? new AttachedGroup(group, port, this.endpoints)
				: new PortEndpoint(group, this.endpoints));
	}

	/**
	 * Take back listeners of which one was refused. Who is connected to an endpoint with
	 * other listeners counts on those, and on none of these.
	 * @param listeners the listeners
	 */
	private void refuse(List<NamedListener> listeners) {
		for (NamedListener listener : listeners) {
			PlaceEntry entry = this.entries.get(listener.name());
			if (entry != null && entry.place() instanceof PortEndpoint && !listeners.containsAll(entry.group().all())) {
				this.ids.remove(listener);
				entry.group().remove(listener);
			}
			else {
				leave(listener, false);
			}
		}
	}

	private void leave(NamedListener listener, boolean closing) {
		this.ids.remove(listener);
		PlaceEntry entry = this.entries.get(listener.name());
		if (entry == null) {
			return;
		}
		boolean removed = entry.group().remove(listener);
		boolean last = entry.group().isEmpty();
		if (last) {
			this.entries.remove(listener.name());
		}
		if (!removed) {
			return;
		}
		entry.setPaused(listener, false);
		if (entry.place() instanceof PortEndpoint endpoint) {
			this.endpoints.listenerRemoved(endpoint, listener, last, closing);
		}
		else {
			entry.place().update();
		}
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

}
