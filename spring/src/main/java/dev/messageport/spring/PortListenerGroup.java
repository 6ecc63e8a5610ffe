package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;

/**
 * The listeners that share a name: to messages as many as their types can be told apart,
 * to anything else at most one. An event finds the listeners that are there when it is
 * delivered. Thread-safe.
 */
final class PortListenerGroup {

	private final String name;

	private final MessageListeners.Failures failures;

	private volatile MessageListeners messages = new MessageListeners(List.of());

	private volatile Map<ListenerKind, NamedListener> others = Map.of();

	PortListenerGroup(String name, MessageListeners.Failures failures) {
		this.name = name;
		this.failures = failures;
	}

	/**
	 * Add a listener.
	 * @param listener the listener
	 * @throws AmbiguousListenerException if there is another one for the same
	 */
	synchronized void add(NamedListener listener) {
		checkExecutor(listener);
		if (listener.kind() == ListenerKind.MESSAGE) {
			this.messages = this.messages.with(listener);
			return;
		}
		Map<ListenerKind, NamedListener> changed = new EnumMap<>(ListenerKind.class);
		changed.putAll(this.others);
		NamedListener previous = changed.put(listener.kind(), listener);
		if (previous != null) {
			throw new AmbiguousListenerException(this.name, previous, listener,
					"Two listeners to '" + listener.kind().eventType().getSimpleName() + "' at '" + this.name + "': "
							+ previous + " and " + listener
							+ ". Which of them to call is ambiguous: remove one, give it another name,"
							+ " or, if both are the same, make its bean a singleton");
		}
		this.others = changed;
	}

	/**
	 * Remove a listener.
	 * @param listener the listener
	 * @return whether it was in this group
	 */
	synchronized boolean remove(NamedListener listener) {
		if (listener.kind() == ListenerKind.MESSAGE) {
			MessageListeners before = this.messages;
			this.messages = before.without(listener);
			return this.messages != before;
		}
		Map<ListenerKind, NamedListener> changed = new EnumMap<>(ListenerKind.class);
		changed.putAll(this.others);
		boolean removed = changed.remove(listener.kind(), listener);
		this.others = changed;
		return removed;
	}

	boolean isEmpty() {
		return this.messages.all().isEmpty() && this.others.isEmpty();
	}

	String name() {
		return this.name;
	}

	boolean has(ListenerKind kind) {
		return (kind == ListenerKind.MESSAGE) ? !this.messages.all().isEmpty() : this.others.containsKey(kind);
	}

	/**
	 * Return all listeners.
	 * @return the listeners, of all kinds
	 */
	Collection<NamedListener> all() {
		List<NamedListener> all = new ArrayList<>(this.messages.all());
		all.addAll(this.others.values());
		return all;
	}

	boolean isAutoStartup() {
		return all().stream().allMatch(NamedListener::isAutoStartup);
	}

	/**
	 * Return whether new connections are told of although the port of the connection may
	 * not be started.
	 * @return whether there is a listener to connections that is on
	 */
	boolean isConnectAutoStartup() {
		NamedListener connect = this.others.get(ListenerKind.CONNECT);
		return connect != null && connect.isAutoStartup();
	}

	/**
	 * Return what the listeners are called on.
	 * @return the executor, or {@code null} for that of the channel
	 */
	@Nullable Executor executor() {
		return all().stream().map(NamedListener::executor).filter(Objects::nonNull).findFirst().orElse(null);
	}

	void onMessage(MessageEvent event) throws Exception {
		this.messages.onMessage(event, this.name, this.failures);
	}

	void onMessageError(MessageErrorEvent event) throws Exception {
		onOther(ListenerKind.ERROR, event);
	}

	void onClose(CloseEvent event) throws Exception {
		onOther(ListenerKind.CLOSE, event);
	}

	void onConnect(ConnectEvent event) throws Exception {
		onOther(ListenerKind.CONNECT, event);
	}

	private void onOther(ListenerKind kind, Object event) throws Exception {
		NamedListener listener = this.others.get(kind);
		if (listener != null) {
			listener.onEvent(event);
		}
	}

	/**
	 * All listeners at a port are called on one executor, one at a time (invariant 5).
	 * @param listener the listener to add
	 */
	private void checkExecutor(NamedListener listener) {
		for (NamedListener other : all()) {
			if (listener.executor() != null && other.executor() != null && listener.executor() != other.executor()) {
				throw new AmbiguousListenerException(this.name, other, listener, "Two executors for the listeners at '"
						+ this.name + "': that of " + other + " and that of " + listener
						+ ". A port has one: set 'executor' on one of them only, or give one of them another name");
			}
		}
	}

}
