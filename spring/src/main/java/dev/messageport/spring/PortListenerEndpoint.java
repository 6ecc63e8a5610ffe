package dev.messageport.spring;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

import dev.messageport.CloseEvent;
import dev.messageport.CloseListener;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageErrorListener;
import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;

/**
 * A listener that is registered by program, in place of a {@link PortListener} method.
 * Immutable; each registration of it is a listener of its own.
 *
 * <pre>{@code
 * registry.register(PortListenerEndpoint.at("pricing").id("prices")
 *     .onMessage(Quote.class, (quote, event) -> this.prices.of(quote)));
 * }</pre>
 *
 * @see PortListenerEndpointRegistry#register(PortListenerEndpoint)
 * @see PortListenerEndpointRegistrar#registerEndpoint(PortListenerEndpoint)
 */
public final class PortListenerEndpoint {

	private final Builder definition;

	private final ListenerKind kind;

	private final Class<?> payloadType;

	private final boolean answering;

	private final EndpointListener.Handler handler;

	private PortListenerEndpoint(Builder definition, ListenerKind kind, Class<?> payloadType, boolean answering,
			EndpointListener.Handler handler) {
		this.definition = definition;
		this.kind = kind;
		this.payloadType = payloadType;
		this.answering = answering;
		this.handler = handler;
	}

	/**
	 * Begin to define a listener.
	 * @param port the name of a declared end, such as {@code "pricing.port2"}, or of an
	 * endpoint; not resolved any further
	 * @return a builder
	 */
	public static Builder at(String port) {
		return new Builder(port);
	}

	/**
	 * Return the name that this listens at.
	 * @return the name of a declared end or of an endpoint
	 */
	public String port() {
		return this.definition.port;
	}

	/**
	 * Return the identity that this was given.
	 * @return the identity, or an empty string for none
	 */
	public String id() {
		return this.definition.id;
	}

	ListenerKind kind() {
		return this.kind;
	}

	boolean isAutoStartup() {
		return this.definition.autoStartup;
	}

	@Nullable Executor executor() {
		return this.definition.executor;
	}

	Class<?> payloadType() {
		return this.payloadType;
	}

	boolean isAnswering() {
		return this.answering;
	}

	EndpointListener.Handler handler() {
		return this.handler;
	}

	@Override
	public String toString() {
		return "endpoint listener to '" + this.kind.eventType().getSimpleName() + "' at '" + port() + "'"
				+ (id().isEmpty() ? "" : " (id '" + id() + "')");
	}

	/**
	 * Handles the payload of a message.
	 *
	 * @param <T> the type of the payload
	 */
	@FunctionalInterface
	public interface PayloadHandler<T> {

		/**
		 * Handle the payload.
		 * @param payload the payload, {@code null} if that was posted (P6)
		 * @param event the message
		 * @return the answer, as a {@link PortListener} method returns it
		 * @throws Exception whatever goes wrong; a request fails with it (V3)
		 */
		@Nullable Object handle(@Nullable T payload, MessageEvent event) throws Exception;

	}

	/**
	 * Handles a new connection.
	 */
	@FunctionalInterface
	public interface ConnectHandler {

		/**
		 * Handle the connection.
		 * @param event the connection, whose port has its messages yet to come
		 * @throws Exception to refuse it; an {@link EndpointRefusedException} without
		 * telling the error handler
		 */
		void onConnect(ConnectEvent event) throws Exception;

	}

	/**
	 * Defines a listener: at last, by what it is for. Not thread-safe, and not to be
	 * changed after that.
	 */
	public static final class Builder {

		private final String port;

		private String id = "";

		private boolean autoStartup = true;

		private @Nullable Executor executor;

		private Builder(String port) {
			Assert.hasText(port, "'port' must not be empty");
			this.port = port;
		}

		private Builder(Builder other) {
			this.port = other.port;
			this.id = other.id;
			this.autoStartup = other.autoStartup;
			this.executor = other.executor;
		}

		/**
		 * Set the identity.
		 * @param id the identity, unique in the application context; one is made by
		 * default
		 * @return this builder
		 */
		public Builder id(String id) {
			Assert.notNull(id, "'id' must not be null");
			this.id = id;
			return this;
		}

		/**
		 * Set whether the port is started with the application context, or when it is
		 * connected.
		 * @param autoStartup {@code false} if somebody else will start it; {@code true}
		 * by default
		 * @return this builder
		 */
		public Builder autoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		/**
		 * Set what the listeners of the port are called on.
		 * @param executor the executor, or {@code null}, the default, for that of the
		 * channel
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Listen to all messages.
		 * @param listener is called with each message
		 * @return the listener
		 */
		public PortListenerEndpoint onMessage(MessageListener listener) {
			Assert.notNull(listener, "'listener' must not be null");
			return build(ListenerKind.MESSAGE, (event) -> listener.onMessage((MessageEvent) event));
		}

		/**
		 * Listen to messages whose payload is of a type. What the handler returns answers
		 * as what a {@link PortListener} method returns.
		 * @param <T> the type of the payload
		 * @param payloadType the type of the payload
		 * @param handler is called with each payload
		 * @return the listener
		 */
		@SuppressWarnings("unchecked") // Converted
		public <T> PortListenerEndpoint onMessage(Class<T> payloadType, PayloadHandler<? super T> handler) {
			Assert.notNull(payloadType, "'payloadType' must not be null");
			Assert.notNull(handler, "'handler' must not be null");
			Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(payloadType);
			return new PortListenerEndpoint(new Builder(this), ListenerKind.MESSAGE, type, true,
					(event, payload) -> handler.handle((T) payload, (MessageEvent) event));
		}

		/**
		 * Listen to connections to the endpoint.
		 * @param handler is called with each connection, before its first message
		 * @return the listener
		 */
		public PortListenerEndpoint onConnect(ConnectHandler handler) {
			Assert.notNull(handler, "'handler' must not be null");
			return build(ListenerKind.CONNECT, (event) -> handler.onConnect((ConnectEvent) event));
		}

		/**
		 * Listen to the close of the port by the other end.
		 * @param listener is called when a port was closed
		 * @return the listener
		 */
		public PortListenerEndpoint onClose(CloseListener listener) {
			Assert.notNull(listener, "'listener' must not be null");
			return build(ListenerKind.CLOSE, (event) -> listener.onClose((CloseEvent) event));
		}

		/**
		 * Listen to messages that could not be decoded.
		 * @param listener is called with each of them
		 * @return the listener
		 */
		public PortListenerEndpoint onMessageError(MessageErrorListener listener) {
			Assert.notNull(listener, "'listener' must not be null");
			return build(ListenerKind.ERROR, (event) -> listener.onMessageError((MessageErrorEvent) event));
		}

		private PortListenerEndpoint build(ListenerKind kind, EventHandler handler) {
			return new PortListenerEndpoint(new Builder(this), kind, Object.class, false, (event, payload) -> {
				handler.handle(event);
				return null;
			});
		}

		@FunctionalInterface
		private interface EventHandler {

			void handle(Object event) throws Exception;

		}

	}

}
