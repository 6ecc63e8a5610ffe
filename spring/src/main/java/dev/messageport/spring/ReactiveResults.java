package dev.messageport.spring;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Results of reactive types: apart, because Reactor is optional.
 */
final class ReactiveResults {

	private ReactiveResults() {
	}

	static ServiceResult.@Nullable Shape shape(Class<?> type) {
		ReactiveAdapter adapter = adapter(type);
		if (adapter == null || type == Object.class) {
			return null;
		}
		return adapter.isMultiValue() ? ServiceResult.Shape.MANY : ServiceResult.Shape.SINGLE;
	}

	/**
	 * Make a result of one value.
	 * @param type the type of the result; {@code Object} for a suspending function, whose
	 * caller waits for a {@link Mono}
	 * @param call makes the call, for each subscriber
	 * @return the result
	 */
	@SuppressWarnings("NullAway") // A Mono of a null is empty
	static Object single(Class<?> type, Supplier<CompletableFuture<@Nullable Object>> call) {
		Mono<Object> mono = Mono.defer(() -> Mono.fromFuture(call.get()));
		ReactiveAdapter adapter = adapter(type);
		return (adapter != null) ? adapter.fromPublisher(mono) : mono;
	}

	static Object many(Class<?> type, Flow.Publisher<Object> elements) {
		Flux<Object> flux = JdkFlowAdapter.flowPublisherToFlux(elements);
		ReactiveAdapter adapter = adapter(type);
		return (adapter != null) ? adapter.fromPublisher(flux) : flux;
	}

	static CompletableFuture<?> toFuture(Class<?> type, @Nullable Object result) {
		return Mono.from(toPublisher(type, result)).toFuture();
	}

	static Flow.Publisher<?> toFlow(Class<?> type, @Nullable Object result) {
		return JdkFlowAdapter.publisherToFlowPublisher(toPublisher(type, result));
	}

	private static Publisher<?> toPublisher(Class<?> type, @Nullable Object result) {
		ReactiveAdapter adapter = adapter(type);
		return (adapter != null) ? adapter.toPublisher(result) : (Publisher<?>) Objects.requireNonNull(result);
	}

	private static @Nullable ReactiveAdapter adapter(Class<?> type) {
		return (type != Object.class) ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) : null;
	}

}
