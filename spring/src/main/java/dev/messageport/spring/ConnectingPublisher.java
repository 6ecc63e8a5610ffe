package dev.messageport.spring;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.MessagePort;

/**
 * A stream over a port that is connected for each subscriber, and closed when the stream
 * is over: ended, cancelled, or left by a subscriber that throws.
 *
 * @param <T> the type of the elements
 */
final class ConnectingPublisher<T> implements Flow.Publisher<T> {

	private final PortEndpoints endpoints;

	private final String endpoint;

	private final @Nullable Object data;

	private final AnswerType<T> type;

	/**
	 * Create a publisher.
	 * @param endpoints what is connected to
	 * @param endpoint the name of the endpoint
	 * @param data what is asked
	 * @param type the type of the elements
	 */
	ConnectingPublisher(PortEndpoints endpoints, String endpoint, @Nullable Object data, AnswerType<T> type) {
		this.endpoints = endpoints;
		this.endpoint = endpoint;
		this.data = data;
		this.type = type;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Assert.notNull(subscriber, "'subscriber' must not be null");
		MessagePort port;
		try {
			port = this.endpoints.connect(this.endpoint, true);
		}
		catch (RuntimeException ex) {
			// The endpoint has gone
			NoSubscription.fail(subscriber, ex);
			return;
		}
		EndpointFailure failure = new EndpointFailure(this.endpoints, this.endpoint, port);
		port.requestStream(this.data, Object.class).subscribe(new Elements<>(subscriber, this.type, failure));
	}

}
