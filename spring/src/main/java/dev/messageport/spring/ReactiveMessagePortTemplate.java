package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks endpoints, with answers as {@link Mono} and {@link Flux}. Needs Reactor on the
 * class path, which is otherwise optional. Thread-safe.
 *
 * <pre>{@code
 * Mono<Price> price = ports.request("quotes", new Quote("apples"), Price.class);
 * Flux<Tick> ticks = ports.stream("stock", new Watch("apples"), Tick.class).take(10);
 * }</pre>
 *
 * Nothing is asked before somebody subscribes; each subscriber asks anew, over a
 * connection of its own, which is closed when the answer is there, has failed or is
 * cancelled. Every failure is a signal to the subscriber, that of an
 * {@linkplain UnknownEndpointException unknown endpoint} as well. Answers come on the
 * executor of the channel.
 *
 * @see MessagePortTemplate
 */
public class ReactiveMessagePortTemplate {

	private final MessagePortTemplate template;

	/**
	 * Create a new template.
	 * @param template connects to the endpoints and has the time-out of requests
	 */
	public ReactiveMessagePortTemplate(MessagePortTemplate template) {
		Assert.notNull(template, "'template' must not be null");
		this.template = template;
	}

	/**
	 * Ask an endpoint for one answer (V1).
	 * @param <R> the type of the answer
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param replyType the type of the answer; {@code Void} or {@code void} for one that
	 * only tells that it is done
	 * @return the answer to come; empty for the answer {@code null}; fails with what
	 * {@link MessagePortTemplate#request(String, Object, Class)} fails with or throws,
	 * such as a {@link java.util.concurrent.TimeoutException} after its
	 * {@linkplain MessagePortTemplate#setRequestTimeout time-out}
	 */
	public <R> Mono<R> request(String endpoint, @Nullable Object data, Class<R> replyType) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		Assert.notNull(replyType, "'replyType' must not be null");
		return Mono.fromFuture(() -> this.template.request(endpoint, data, replyType));
	}

	/**
	 * Ask an endpoint for a stream of answers, at the demand of the subscriber (V2).
	 * @param <R> the type of the answers
	 * @param endpoint the name of the endpoint
	 * @param data the payload; {@code null} is a message like any other (P6)
	 * @param elementType the type of the answers
	 * @return the answers to come, as for
	 * {@link MessagePortTemplate#stream(String, Object, Class)}; there is no time-out:
	 * use {@link Flux#timeout(java.time.Duration)}
	 */
	public <R> Flux<R> stream(String endpoint, @Nullable Object data, Class<R> elementType) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		Assert.notNull(elementType, "'elementType' must not be null");
		return Flux.defer(() -> JdkFlowAdapter.flowPublisherToFlux(this.template.stream(endpoint, data, elementType)));
	}

}
