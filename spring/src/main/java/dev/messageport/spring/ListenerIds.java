package dev.messageport.spring;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The identities of listeners: those that they were given, and generated ones for the
 * others. Guarded by the registrar.
 */
final class ListenerIds {

	private final Map<String, NamedListener> listeners = new LinkedHashMap<>();

	private final Map<NamedListener, String> ids = new IdentityHashMap<>();

	/**
	 * Add listeners: first those that have an identity, so that no generated one takes
	 * it.
	 * @param added the listeners
	 */
	void add(List<NamedListener> added) {
		for (NamedListener listener : added) {
			if (!listener.id().isEmpty()) {
				put(listener.id(), listener);
			}
		}
		for (NamedListener listener : added) {
			if (listener.id().isEmpty()) {
				put(generate(listener.defaultId()), listener);
			}
		}
	}

	void remove(NamedListener listener) {
		String id = this.ids.remove(listener);
		if (id != null) {
			this.listeners.remove(id);
		}
	}

	@Nullable String of(NamedListener listener) {
		return this.ids.get(listener);
	}

	@Nullable NamedListener get(String id) {
		return this.listeners.get(id);
	}

	Map<String, NamedListener> all() {
		return new LinkedHashMap<>(this.listeners);
	}

	private void put(String id, NamedListener listener) {
		NamedListener previous = this.listeners.putIfAbsent(id, listener);
		if (previous != null) {
			throw new PortListenerDefinitionException(listener.toString(),
					"it has the id '" + id + "', but that is the one of " + previous + " already",
					"Give one of them another id");
		}
		this.ids.put(listener, id);
	}

	private String generate(String base) {
		String id = base;
		for (int number = 2; this.listeners.containsKey(id); number++) {
			id = base + "-" + number;
		}
		return id;
	}

}
