package dev.messageport.spring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * Gives listeners their place: at the port that is a bean, or at an endpoint.
 */
final class PortListenerRegistrar {

	private static final Pattern END = Pattern.compile(".+\\.port[12]");

	private final ConfigurableListableBeanFactory beanFactory;

	private final PortEndpoints endpoints;

	private final Map<String, NamedListener> ids = new HashMap<>();

	private final Map<String, PortListenerGroup> groups = new HashMap<>();

	private final Map<String, AttachedGroup> attached = new HashMap<>();

	PortListenerRegistrar(ConfigurableListableBeanFactory beanFactory, PortEndpoints endpoints) {
		this.beanFactory = beanFactory;
		this.endpoints = endpoints;
	}

	/**
	 * Register listeners, all of them before a port is started; or none, when one of them
	 * is refused.
	 * @param listeners the listeners
	 */
	void register(List<NamedListener> listeners) {
		try {
			registerAll(listeners);
		}
		catch (RuntimeException ex) {
			unregister(listeners, false);
			throw ex;
		}
	}

	/**
	 * Remove listeners: no call of them starts any more.
	 * @param listeners the listeners
	 * @param closing whether the application context is being closed
	 */
	void unregister(List<NamedListener> listeners, boolean closing) {
		listeners.forEach((listener) -> leave(listener, closing));
	}

	private void registerAll(List<NamedListener> listeners) {
		Set<AttachedGroup> changed = new LinkedHashSet<>();
		for (NamedListener listener : listeners) {
			MessagePort port = isDeclaredEnd(listener) ? this.beanFactory.getBean(listener.name(), MessagePort.class)
					: null;
			AttachedGroup group = join(listener, port);
			if (group != null) {
				changed.add(group);
			}
		}
		changed.forEach(AttachedGroup::start);
	}

	private synchronized @Nullable AttachedGroup join(NamedListener listener, @Nullable MessagePort port) {
		if (port == null) {
			checkName(listener);
		}
		else {
			checkKind(listener);
		}
		checkId(listener);
		PortListenerGroup group = this.groups.computeIfAbsent(listener.name(), PortListenerGroup::new);
		group.add(listener);
		if (port == null) {
			this.endpoints.add(group);
			return null;
		}
		AttachedGroup attached = this.attached.computeIfAbsent(listener.name(),
				(name) -> new AttachedGroup(group, port));
		attached.update();
		return attached;
	}

	private synchronized void leave(NamedListener listener, boolean closing) {
		this.ids.remove(listener.id(), listener);
		PortListenerGroup group = this.groups.get(listener.name());
		if (group == null || !group.remove(listener)) {
			return;
		}
		AttachedGroup attached = this.attached.get(listener.name());
		if (attached != null) {
			attached.update();
		}
		this.endpoints.listenerRemoved(group, closing);
		if (group.isEmpty()) {
			this.groups.remove(listener.name());
			this.attached.remove(listener.name());
		}
	}

	/**
	 * Connections to an endpoint are channels of its name.
	 * @param listener the listener
	 */
	private void checkName(NamedListener listener) {
		try {
			ChannelOptions.builder().name(listener.name());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("Listener " + listener + " has a name that no channel can have, '"
					+ listener.name() + "'. Give it another one: " + ex.getMessage(), ex);
		}
	}

	private void checkId(NamedListener listener) {
		if (listener.id().isEmpty()) {
			return;
		}
		NamedListener previous = this.ids.putIfAbsent(listener.id(), listener);
		if (previous != null) {
			throw new IllegalStateException("Two listeners have the id '" + listener.id() + "': " + previous + " and "
					+ listener + ". Give one of them another id");
		}
	}

	private void checkKind(NamedListener listener) {
		if (listener.kind() == ListenerKind.CONNECT) {
			throw new IllegalStateException("Listener " + listener + " to 'ConnectEvent' is at '" + listener.name()
					+ "', which is one end of a declared channel: only endpoints are connected to."
					+ " Give it the name of an endpoint, or take another parameter");
		}
	}

	private boolean isDeclaredEnd(NamedListener listener) {
		String name = listener.name();
		if (this.beanFactory.containsBean(name)) {
			if (this.beanFactory.isTypeMatch(name, MessagePort.class)) {
				return true;
			}
			if (this.beanFactory.isTypeMatch(name, MessageChannel.class)) {
				throw new IllegalStateException("Listener " + listener + " is at '" + name
						+ "', which is a channel: say which end it listens at, '" + name + ".port1' or '" + name
						+ ".port2'");
			}
		}
		if (END.matcher(name).matches()) {
			String[] declared = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, MessagePort.class,
					false, false);
			throw new IllegalStateException("Listener " + listener + " is at '" + name
					+ "', but no channel of that name is declared. Declare it, or use one of the nearest declared ends: "
					+ NearestNames.describe(name, Arrays.asList(declared)));
		}
		return false;
	}

}
