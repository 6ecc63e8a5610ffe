package dev.messageport.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.MessagePort;

/**
 * Connects, posts and asks at endpoints by their names: those that {@link PortListener}
 * methods have. Thread-safe.
 */
public class MessagePortTemplate {

	private final PortEndpoints endpoints;

	private volatile Duration requestTimeout = Duration.ofSeconds(30);

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
		Assert.notNull(timeout, "'timeout' must not be null");
		Assert.isTrue(!timeout.isZero() && !timeout.isNegative(),
				() -> "'requestTimeout' must be greater than zero, but is " + timeout);
		this.requestTimeout = timeout;
	}

	/**
	 * Connect to an endpoint: makes a channel with the name of the endpoint, whose one
	 * port the listeners of the endpoint own from now on.
	 * @param endpoint the name of the endpoint
	 * @return the other port, not started, to be closed by the caller when it is done
	 * @throws UnknownEndpointException if there is no such endpoint
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
	 * @throws UnknownEndpointException if there is no such endpoint
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
	 * @param replyType the type of the answer
	 * @return the answer to come, as for {@link MessagePort#request(Object, Class)};
	 * fails with a {@link java.util.concurrent.TimeoutException} when it has not come in
	 * {@linkplain #setRequestTimeout(Duration) time}
	 * @throws UnknownEndpointException if there is no such endpoint
	 * @throws dev.messageport.DataCloneException if the payload cannot be posted (P2)
	 */
	public <R> CompletableFuture<R> request(String endpoint, @Nullable Object data, Class<R> replyType) {
		MessagePort port = connect(endpoint);
		try {
			CompletableFuture<R> answer = port.request(data, replyType);
			RequestTimeout.set(answer, this.requestTimeout, endpoint);
			answer.whenComplete((reply, error) -> port.close());
			return answer;
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
	 * @param elementType the type of the answers
	 * @return the answers to come, as for
	 * {@link MessagePort#requestStream(Object, Class)}; there is no time-out
	 * @throws UnknownEndpointException if there is no such endpoint
	 */
	public <R> Flow.Publisher<R> stream(String endpoint, @Nullable Object data, Class<R> elementType) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		Assert.notNull(elementType, "'elementType' must not be null");
		this.endpoints.get(endpoint);
		return new ConnectingPublisher<>(() -> connect(endpoint), (port) -> port.requestStream(data, elementType));
	}

}
