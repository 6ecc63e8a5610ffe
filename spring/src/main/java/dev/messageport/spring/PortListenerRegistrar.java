package dev.messageport.spring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * Gives listeners their place: at the port that is a bean, or at an endpoint.
 */
final class PortListenerRegistrar {

	private static final Pattern END = Pattern.compile(".+\\.port[12]");

	private final ConfigurableListableBeanFactory beanFactory;

	private final PortEndpoints endpoints;

	private final Map<String, PortListenerMethod> ids = new HashMap<>();

	private final Map<String, PortListenerGroup> groups = new HashMap<>();

	private final Map<PortListenerMethod, Registration> registrations = new ConcurrentHashMap<>();

	PortListenerRegistrar(ConfigurableListableBeanFactory beanFactory, PortEndpoints endpoints) {
		this.beanFactory = beanFactory;
		this.endpoints = endpoints;
	}

	/**
	 * Register listeners, all of them before a port is started; or none, when one of them
	 * is refused.
	 * @param methods the listeners
	 */
	void register(List<PortListenerMethod> methods) {
		try {
			registerAll(methods);
		}
		catch (RuntimeException ex) {
			unregister(methods, false);
			throw ex;
		}
	}

	/**
	 * Remove listeners: no call of them starts any more.
	 * @param methods the listeners
	 * @param closing whether the application context is being closed
	 */
	void unregister(List<PortListenerMethod> methods, boolean closing) {
		for (PortListenerMethod method : methods) {
			Registration registration = this.registrations.remove(method);
			if (registration != null) {
				registration.remove();
			}
			leave(method, closing);
		}
	}

	private void registerAll(List<PortListenerMethod> methods) {
		Map<MessagePort, PortListenerGroup> attached = new LinkedHashMap<>();
		for (PortListenerMethod method : methods) {
			MessagePort port = isDeclaredEnd(method) ? this.beanFactory.getBean(method.name(), MessagePort.class)
					: null;
			PortListenerGroup group = join(method, port == null);
			if (port != null) {
				this.registrations.put(method, attach(method, port));
				attached.put(port, group);
			}
		}
		attached.forEach((port, group) -> {
			if (group.isAutoStartup()) {
				port.start();
			}
		});
	}

	private synchronized PortListenerGroup join(PortListenerMethod method, boolean endpoint) {
		if (endpoint) {
			checkName(method);
		}
		checkId(method);
		PortListenerGroup group = this.groups.computeIfAbsent(method.name(), PortListenerGroup::new);
		group.add(method);
		if (endpoint) {
			this.endpoints.add(group);
		}
		return group;
	}

	private synchronized void leave(PortListenerMethod method, boolean closing) {
		this.ids.remove(method.id(), method);
		PortListenerGroup group = this.groups.get(method.name());
		if (group == null || !group.remove(method)) {
			return;
		}
		this.endpoints.listenerRemoved(group, closing);
		if (group.isEmpty()) {
			this.groups.remove(method.name());
		}
	}

	/**
	 * Connections to an endpoint are channels of its name.
	 * @param method the listener
	 */
	private void checkName(PortListenerMethod method) {
		try {
			ChannelOptions.builder().name(method.name());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("Listener " + method + " has a name that no channel can have, '"
					+ method.name() + "'. Give it another one: " + ex.getMessage(), ex);
		}
	}

	private void checkId(PortListenerMethod method) {
		if (method.id().isEmpty()) {
			return;
		}
		PortListenerMethod previous = this.ids.putIfAbsent(method.id(), method);
		if (previous != null) {
			throw new IllegalStateException("Two listeners have the id '" + method.id() + "': " + previous + " and "
					+ method + ". Give one of them another id");
		}
	}

	private Registration attach(PortListenerMethod method, MessagePort port) {
		return switch (method.kind()) {
			case MESSAGE -> port.addMessageListener(method::onMessage);
			case CLOSE -> port.addCloseListener(method::onClose);
			case CONNECT -> throw new IllegalStateException("Listener " + method + " to 'ConnectEvent' is at '"
					+ method.name() + "', which is one end of a declared channel: only endpoints are connected to."
					+ " Give it the name of an endpoint, or take another parameter");
		};
	}

	private boolean isDeclaredEnd(PortListenerMethod method) {
		String name = method.name();
		if (this.beanFactory.containsBean(name)) {
			if (this.beanFactory.isTypeMatch(name, MessagePort.class)) {
				return true;
			}
			if (this.beanFactory.isTypeMatch(name, MessageChannel.class)) {
				throw new IllegalStateException("Listener " + method + " is at '" + name
						+ "', which is a channel: say which end it listens at, '" + name + ".port1' or '" + name
						+ ".port2'");
			}
		}
		if (END.matcher(name).matches()) {
			String[] declared = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, MessagePort.class,
					false, false);
			throw new IllegalStateException("Listener " + method + " is at '" + name
					+ "', but no channel of that name is declared. Declare it, or use one of the nearest declared ends: "
					+ NearestNames.describe(name, Arrays.asList(declared)));
		}
		return false;
	}

}
