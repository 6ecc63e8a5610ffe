package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.Arrays;

import dev.messageport.CloseEvent;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * What a listener listens to, which the parameters of a {@link PortListener} method tell.
 */
enum ListenerKind {

	/**
	 * Messages.
	 */
	MESSAGE(MessageEvent.class),

	/**
	 * Messages that could not be decoded.
	 */
	ERROR(MessageErrorEvent.class),

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

	/**
	 * Return the port that an event is about.
	 * @param event an event of the type of this kind
	 * @return the port
	 */
	MessagePort port(Object event) {
		return switch (this) {
			case MESSAGE -> ((MessageEvent) event).target();
			case ERROR -> ((MessageErrorEvent) event).target();
			case CLOSE -> ((CloseEvent) event).target();
			case CONNECT -> ((ConnectEvent) event).port();
		};
	}

	static ListenerKind of(Method method) {
		return Arrays.stream(values())
			.filter((kind) -> Arrays.asList(method.getParameterTypes()).contains(kind.eventType))
			.findFirst()
			.orElse(MESSAGE);
	}

}
