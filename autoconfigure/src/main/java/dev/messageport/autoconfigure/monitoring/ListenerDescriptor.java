package dev.messageport.autoconfigure.monitoring;

import org.jspecify.annotations.Nullable;

import dev.messageport.spring.RegisteredListener;

/**
 * Description of a listener.
 *
 * @param id its identity
 * @param eventType the simple name of the type of the events that it listens to
 * @param payloadType the name of the type of the messages that it is for, absent if it
 * does not listen to messages
 * @param place where it is in the application
 * @param bean the name of its bean, absent if it was registered by program
 * @param autoStartup whether it lets the port be started with the application
 * @param paused whether its place is paused
 * @param running whether messages are delivered to it
 * @param connections how many ports are open that it owns
 */
public record ListenerDescriptor(String id, String eventType, @Nullable String payloadType, String place,
		@Nullable String bean, boolean autoStartup, boolean paused, boolean running, int connections) {

	static ListenerDescriptor of(RegisteredListener listener) {
		String event = listener.eventType().getSimpleName();
		return new ListenerDescriptor(listener.id(), event,
				event.equals("MessageEvent") ? listener.payloadType().getName() : null, listener.place(),
				listener.beanName(), listener.isAutoStartup(), listener.isPaused(), listener.isRunning(),
				listener.connections());
	}

}
