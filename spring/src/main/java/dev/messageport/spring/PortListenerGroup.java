package dev.messageport.spring;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The listeners that share a name: at most one of each kind. Thread-safe.
 */
final class PortListenerGroup {

	private final String name;

	private volatile Map<ListenerKind, PortListenerMethod> methods = new EnumMap<>(ListenerKind.class);

	PortListenerGroup(String name) {
		this.name = name;
	}

	synchronized void add(PortListenerMethod method) {
		Map<ListenerKind, PortListenerMethod> changed = new EnumMap<>(this.methods);
		PortListenerMethod previous = changed.put(method.kind(), method);
		if (previous != null) {
			throw new IllegalStateException("Two listeners to '" + method.kind().eventType().getSimpleName() + "' at '"
					+ this.name + "': " + previous + " and " + method
					+ ". Which of them to call is ambiguous: remove one, give it another name,"
					+ " or, if both are the same, make its bean a singleton");
		}
		this.methods = changed;
	}

	/**
	 * Remove a listener.
	 * @param method the listener
	 * @return whether it was in this group
	 */
	synchronized boolean remove(PortListenerMethod method) {
		Map<ListenerKind, PortListenerMethod> changed = new EnumMap<>(this.methods);
		boolean removed = changed.remove(method.kind(), method);
		this.methods = changed;
		return removed;
	}

	boolean isEmpty() {
		return this.methods.isEmpty();
	}

	String name() {
		return this.name;
	}

	@Nullable PortListenerMethod get(ListenerKind kind) {
		return this.methods.get(kind);
	}

	boolean isAutoStartup() {
		Collection<PortListenerMethod> all = this.methods.values();
		return all.stream().allMatch(PortListenerMethod::isAutoStartup);
	}

}
