package dev.messageport.spring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * Finds out what a name is that a listener has: a declared end, which is a bean, or an
 * endpoint.
 */
final class PortListenerPlaces {

	private static final Pattern END = Pattern.compile(".+\\.port[12]");

	private final ConfigurableListableBeanFactory beanFactory;

	private final PortEndpoints endpoints;

	PortListenerPlaces(ConfigurableListableBeanFactory beanFactory, PortEndpoints endpoints) {
		this.beanFactory = beanFactory;
		this.endpoints = endpoints;
	}

	/**
	 * Return the declared ends that listeners are at; the others are at endpoints.
	 * @param listeners the listeners
	 * @return the declared ends, by name
	 * @throws PortListenerDefinitionException if a listener cannot have its name
	 */
	Map<String, MessagePort> declaredEnds(List<NamedListener> listeners) {
		Map<String, MessagePort> ends = new HashMap<>();
		for (NamedListener listener : listeners) {
			if (isDeclaredEnd(listener)) {
				checkKind(listener);
				ends.put(listener.name(), this.beanFactory.getBean(listener.name(), MessagePort.class));
			}
			else {
				checkName(listener);
			}
			checkExecutor(listener);
		}
		return ends;
	}

	private boolean isDeclaredEnd(NamedListener listener) {
		String name = listener.name();
		if (this.beanFactory.containsBean(name)) {
			if (this.beanFactory.isTypeMatch(name, MessagePort.class)) {
				return true;
			}
			if (this.beanFactory.isTypeMatch(name, MessageChannel.class)) {
				throw new PortListenerDefinitionException(listener.toString(),
						"its name '" + name + "' is that of a channel, which has two ends",
						"Say which end it listens at, '" + name + ".port1' or '" + name + ".port2'");
			}
		}
		if (END.matcher(name).matches() || isPartOfChannel(name)) {
			throw undeclared(listener);
		}
		return false;
	}

	/**
	 * Return whether a name looks like the end of a declared channel.
	 * @param name the name
	 * @return whether it begins with the name of a channel, and a dot
	 */
	private boolean isPartOfChannel(String name) {
		int dot = name.lastIndexOf('.');
		String channel = (dot > 0) ? name.substring(0, dot) : name;
		return this.beanFactory.containsBean(channel) && this.beanFactory.isTypeMatch(channel, MessageChannel.class);
	}

	private PortListenerDefinitionException undeclared(NamedListener listener) {
		String[] declared = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, MessagePort.class,
				false, false);
		return new PortListenerDefinitionException(listener.toString(),
				"its name is '" + listener.name()
						+ "', but no channel with that end is declared. The nearest ends are: "
						+ NearestNames.describe(listener.name(), Arrays.asList(declared)),
				"Declare the channel, with the property 'messageport.channels."
						+ listener.name().substring(0, listener.name().lastIndexOf('.'))
						+ "' of Spring Boot or as a MessageChannel bean, or use one of the nearest ends");
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
			throw new PortListenerDefinitionException(listener.toString(),
					"no channel can have its name '" + listener.name() + "': " + ex.getMessage(),
					"Give the listener another name", ex);
		}
	}

	private void checkKind(NamedListener listener) {
		if (listener.kind() == ListenerKind.CONNECT) {
			throw new PortListenerDefinitionException(listener.toString(),
					"it listens to 'ConnectEvent' at '" + listener.name()
							+ "', which is one end of a declared channel: only endpoints are connected to",
					"Give it the name of an endpoint, or let it take another parameter");
		}
	}

	private void checkExecutor(NamedListener listener) {
		if (listener.executor() != null && !this.endpoints.canDeliverOn()) {
			throw new PortListenerDefinitionException(listener.toString(),
					"it has an 'executor', but no MessageChannelFactory bean is a DeliveryControl, which takes one",
					"Make the factory with MessageChannelFactory.builder(), or remove 'executor'");
		}
	}

}
