package dev.messageport.spring;

import java.util.Locale;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;

/**
 * What listens at a name, which is a declared end or an endpoint: a method of a bean, or
 * something that was registered by program. Thread-safe. Its {@link #toString()} is where
 * it is, for people.
 *
 * @see PortListenerGroup
 */
interface NamedListener {

	/**
	 * Return the name that this listens at.
	 * @return the name of a declared end or of an endpoint
	 */
	String name();

	/**
	 * Return the identity that was given to this listener.
	 * @return the identity, or an empty string when it has none
	 */
	String id();

	/**
	 * Return the identity that this listener gets when it was given none.
	 * @return an identity, which gets a number when there is another one of that name
	 */
	default String defaultId() {
		return name() + "." + kind().name().toLowerCase(Locale.ROOT);
	}

	ListenerKind kind();

	/**
	 * Return the bean that this listener belongs to.
	 * @return the name of the bean, or {@code null} if it is not of a bean
	 */
	default @Nullable String beanName() {
		return null;
	}

	/**
	 * Return the class of the bean that this listener belongs to: its package tells the
	 * module that owns the port.
	 * @return the class of the user, behind all proxies, or {@code null} if it is not of
	 * a bean
	 */
	default @Nullable Class<?> beanType() {
		return null;
	}

	/**
	 * Return whether the port is started with the application context.
	 * @return {@code false} if somebody else will start it
	 */
	boolean isAutoStartup();

	/**
	 * Return what the listeners of the port are to be called on.
	 * @return the executor, or {@code null} for that of the channel
	 */
	default @Nullable Executor executor() {
		return null;
	}

	/**
	 * Return the type of the messages that this is for.
	 * @return the type of the payload, never a primitive one; {@code Object} for any
	 */
	default Class<?> payloadType() {
		return Object.class;
	}

	/**
	 * Return whether a payload can be given to this listener as it is.
	 * @param data the payload
	 * @return whether it needs no conversion
	 */
	default boolean takes(@Nullable Object data) {
		return data == null || payloadType().isInstance(data);
	}

	/**
	 * Return whether the payload of a message can be converted for this listener.
	 * @param event the message, whose payload this listener does not take as it is
	 * @return whether it can be converted
	 */
	default boolean converts(MessageEvent event) {
		return false;
	}

	/**
	 * Return the condition that a message has to meet, next to its type.
	 * @return the condition as it was written, or an empty string for none
	 */
	default String condition() {
		return "";
	}

	/**
	 * Return whether a message meets the condition.
	 * @param event the message
	 * @return whether it does, or there is no condition
	 */
	default boolean accepts(MessageEvent event) {
		return true;
	}

	/**
	 * Handle an event.
	 * @param event an event of the {@linkplain ListenerKind#eventType() type} of the kind
	 * @throws Exception whatever the listener throws
	 */
	void onEvent(Object event) throws Exception;

}
