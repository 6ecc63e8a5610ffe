package dev.messageport.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;

import dev.messageport.MessagePort;

/**
 * Connects, posts and asks at endpoints by their names: those that {@link PortListener}
 * methods have. Thread-safe.
 */
public class MessagePortTemplate {

	private final PortEndpoints endpoints;

	private volatile Duration requestTimeout = Duration.ofSeconds(30);

	private volatile @Nullable PayloadConverter converter;

	/**
	 * Create a new template.
	 * @param endpoints the endpoints of the application context
	 */
	public MessagePortTemplate(PortEndpoints endpoints) {
		Assert.notNull(endpoints, "'endpoints' must not be null");
		this.endpoints = endpoints;
	}

	/**
	 * Set how long a {@linkplain #request request} waits for its answer.
	 * @param timeout the longest wait, greater than zero; 30 seconds by default
	 */
	public void setRequestTimeout(Duration timeout) {
		this.requestTimeout = checkTimeout(timeout, "requestTimeout");
	}

	/**
	 * Set what converts answers that are not of the type that was asked for.
	 * @param messageConverter the converter; by default that of the {@link PortListener}
	 * methods
	 */
	public void setMessageConverter(MessageConverter messageConverter) {
		Assert.notNull(messageConverter, "'messageConverter' must not be null");
		this.converter = new PayloadConverter(messageConverter);
	}

	/**
	 * Connect to an endpoint: makes a channel with the name of the endpoint, whose one
	 * port the listeners of the endpoint own from now on.
	 * @param endpoint the name of the endpoint
	 * @return the other port, not started, to be closed by the caller when it is done
	 * @throws UnknownEndpointException if there is no such endpoint, neither in this
	 * application context nor in its ancestors
	 * @throws EndpointGoneException if there is none any more
	 * @throws EndpointRefusedException if the endpoint has too many connections
	 * @see ConnectEvent
	 */
	public MessagePort connect(String endpoint) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		return this.endpoints.connect(endpoint);
	}

	/**
	 * Post one message to an endpoint, over a connection of its own that is closed behind
	 * it: the listeners get the message, then the close (C1). An answer has nowhere to go
	 * and is dropped.
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param ports the ports to transfer
	 * @return whether the message was queued, as for
	 * {@link MessagePort#postMessage(Object, dev.messageport.Transferable...)}
	 * @throws PortEndpointException if nobody can be connected to the endpoint, as for
	 * {@link #connect}
	 * @throws dev.messageport.DataCloneException if the payload or a port is refused (P2,
	 * P4): then nothing is transferred
	 */
	public boolean post(String endpoint, @Nullable Object data, MessagePort... ports) {
		Assert.notNull(ports, "'ports' must not be null");
		try (MessagePort port = connect(endpoint)) {
			return port.postMessage(data, ports);
		}
	}

	/**
	 * Ask an endpoint for one answer (V1), over a connection of its own that is closed
	 * when the answer has come, the request has failed or the future was completed in any
	 * other way.
	 * @param <R> the type of the answer
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param replyType the type of the answer; one of another type is converted
	 * @return the answer to come, as for {@link MessagePort#request(Object, Class)};
	 * fails with a {@link java.util.concurrent.TimeoutException} when it has not come in
	 * {@linkplain #setRequestTimeout(Duration) time}, with an
	 * {@link EndpointRefusedException} when the endpoint has refused the connection, with
	 * an {@link EndpointGoneException} when its listeners are removed or a context is
	 * closed before there is an answer, and with a
	 * {@link org.springframework.messaging.converter.MessageConversionException} when the
	 * answer cannot be converted
	 * @throws PortEndpointException if nobody can be connected to the endpoint, as for
	 * {@link #connect}
	 * @throws dev.messageport.DataCloneException if the payload cannot be posted (P2)
	 */
	public <R> CompletableFuture<R> request(String endpoint, @Nullable Object data, Class<R> replyType) {
		return request(endpoint, data, replyType, this.requestTimeout);
	}

	/**
	 * Ask an endpoint for one answer (V1), as {@link #request(String, Object, Class)}
	 * does, with a time-out of its own.
	 * @param <R> the type of the answer
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param replyType the type of the answer; one of another type is converted
	 * @param timeout how long to wait for the answer, greater than zero
	 * @return the answer to come
	 * @throws PortEndpointException if nobody can be connected to the endpoint, as for
	 * {@link #connect}
	 * @throws dev.messageport.DataCloneException if the payload cannot be posted (P2)
	 */
	public <R> CompletableFuture<R> request(String endpoint, @Nullable Object data, Class<R> replyType,
			Duration timeout) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		Assert.notNull(replyType, "'replyType' must not be null");
		checkTimeout(timeout, "timeout");
		MessagePort port = this.endpoints.connect(endpoint, true);
		try {
			return EndpointRequest.ask(port, data, answerType(replyType), timeout,
					new EndpointFailure(this.endpoints, endpoint, port));
		}
		catch (RuntimeException ex) {
			port.close();
			throw ex;
		}
	}

	/**
	 * Return a stream of the answers of an endpoint (V2). Each subscriber asks anew, over
	 * a connection of its own that is closed when the stream has ended or is cancelled.
	 * @param <R> the type of the answers
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param elementType the type of the answers; those of another type are converted
	 * @return the answers to come, as for
	 * {@link MessagePort#requestStream(Object, Class)}, with the errors of
	 * {@link #request(String, Object, Class)}; there is no time-out
	 * @throws UnknownEndpointException if there is no such endpoint
	 * @throws EndpointGoneException if there is none any more
	 */
	public <R> Flow.Publisher<R> stream(String endpoint, @Nullable Object data, Class<R> elementType) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		Assert.notNull(elementType, "'elementType' must not be null");
		this.endpoints.get(endpoint);
		return new ConnectingPublisher<>(this.endpoints, endpoint, data, answerType(elementType));
	}

	private <R> AnswerType<R> answerType(Class<R> type) {
		return new AnswerType<>(type, converter());
	}

	/**
	 * Return what converts answers.
	 * @return the converter, or {@code null} before all singletons have been created
	 */
	@Nullable PayloadConverter converter() {
		PayloadConverter own = this.converter;
		return (own != null) ? own : this.endpoints.converter();
	}

	private static Duration checkTimeout(Duration timeout, String name) {
		Assert.notNull(timeout, "'timeout' must not be null");
		Assert.isTrue(!timeout.isZero() && !timeout.isNegative(),
				() -> "'" + name + "' must be greater than zero, but is " + timeout);
		return timeout;
	}

}
