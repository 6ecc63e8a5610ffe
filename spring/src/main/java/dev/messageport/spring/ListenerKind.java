package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import dev.messageport.CloseEvent;
import dev.messageport.MessageEvent;

/**
 * What a {@link PortListener} method listens to, which its parameters tell.
 */
enum ListenerKind {

	/**
	 * Messages.
	 */
	MESSAGE(MessageEvent.class),

	/**
	 * The close of the port by the other end.
	 */
	CLOSE(CloseEvent.class),

	/**
	 * New connections to the endpoint.
	 */
	CONNECT(ConnectEvent.class);

	private final Class<?> eventType;

	ListenerKind(Class<?> eventType) {
		this.eventType = eventType;
	}

	Class<?> eventType() {
		return this.eventType;
	}

	static ListenerKind of(Method method) {
		List<Class<?>> types = Arrays.asList(method.getParameterTypes());
		if (types.contains(CLOSE.eventType)) {
			return CLOSE;
		}
		return types.contains(CONNECT.eventType) ? CONNECT : MESSAGE;
	}

}
