package dev.messageport.spring;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;

/**
 * A listener that was registered by program.
 *
 * @see PortListenerEndpoint
 */
final class EndpointListener implements NamedListener {

	private final PortListenerEndpoint endpoint;

	private final Supplier<ListenerContext> context;

	EndpointListener(PortListenerEndpoint endpoint, Supplier<ListenerContext> context) {
		this.endpoint = endpoint;
		this.context = context;
	}

	@Override
	public String name() {
		return this.endpoint.port();
	}

	@Override
	public String id() {
		return this.endpoint.id();
	}

	@Override
	public ListenerKind kind() {
		return this.endpoint.kind();
	}

	@Override
	public boolean isAutoStartup() {
		return this.endpoint.isAutoStartup();
	}

	@Override
	public @Nullable Executor executor() {
		return this.endpoint.executor();
	}

	@Override
	public Class<?> payloadType() {
		return this.endpoint.payloadType();
	}

	@Override
	public boolean converts(MessageEvent event) {
		return this.context.get().converter().converts(event.data(), event.headers(), payloadType(), null);
	}

	@Override
	public void onEvent(Object event) throws Exception {
		if (event instanceof MessageEvent message && this.endpoint.isAnswering()) {
			answer(message);
		}
		else {
			this.endpoint.handler().handle(event, null);
		}
	}

	private void answer(MessageEvent message) throws Exception {
		ListenerContext context = this.context.get();
		ListenerErrors errors = new ListenerErrors(context, context.errorHandler(), true);
		try {
			Object payload = context.converter().convert(message.data(), message.headers(), payloadType(), null);
			Object answer = this.endpoint.handler().handle(message, payload);
			if (answer != null || message.replyPort() != null) {
				errors.answer(answer, message);
			}
		}
		catch (Throwable ex) {
			errors.thrown(ex, message);
		}
	}

	/**
	 * Return what this is, for people.
	 */
	@Override
	public String toString() {
		return this.endpoint.toString();
	}

	/**
	 * Handles an event of the kind of the listener.
	 */
	@FunctionalInterface
	interface Handler {

		/**
		 * Handle an event.
		 * @param event the event
		 * @param payload the payload of a message, of the type of the listener
		 * @return the answer to a message, if the listener answers
		 * @throws Exception whatever goes wrong
		 */
		@Nullable Object handle(Object event, @Nullable Object payload) throws Exception;

	}

}
