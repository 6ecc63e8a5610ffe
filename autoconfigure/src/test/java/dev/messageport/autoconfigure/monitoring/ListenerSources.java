package dev.messageport.autoconfigure.monitoring;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import dev.messageport.spring.PortListenerEndpointRegistry;

/**
 * Listeners for tests without an application context.
 */
final class ListenerSources {

	private ListenerSources() {
	}

	static ListenersAt none() {
		return new ListenersAt(new StaticListableBeanFactory().getBeanProvider(PortListenerEndpointRegistry.class));
	}

}
