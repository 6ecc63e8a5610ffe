package dev.messageport.spring;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Mono;

import dev.messageport.Transferable;

/**
 * Sends what a listener has returned, each type in its way: one answer, one that is to
 * come, or a stream of them.
 */
final class ListenerAnswers {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.adapter.JdkFlowAdapter",
			ListenerAnswers.class.getClassLoader());

	private ListenerAnswers() {
	}

	/**
	 * Send what a listener has returned.
	 * @param result what was returned
	 * @param destination where it goes
	 * @return whether somebody will get it, as far as is known
	 */
	static boolean send(@Nullable Object result, AnswerDestination destination) {
		if (result instanceof Optional<?> optional) {
			return destination.send(optional.orElse(null));
		}
		if (result == null || result instanceof Transferable) {
			return destination.send(result);
		}
		if (result instanceof CompletionStage<?> stage) {
			sendLater(stage, destination);
			return true;
		}
		// Some reactive types are collections, too, and must not be taken for those
		if (!(result instanceof Flow.Publisher<?>) && REACTOR && Reactive.send(result, destination)) {
			return true;
		}
		Flow.Publisher<?> publisher = publisher(result);
		if (publisher != null) {
			sendAll(publisher, destination);
			return true;
		}
		return destination.send(result);
	}

	// When nobody wants answers any more, nobody subscribes
	private static void sendAll(Flow.Publisher<?> publisher, AnswerDestination destination) {
		try {
			ListenerObservation.stream(publisher, destination::send);
		}
		finally {
			if (publisher instanceof IteratorPublisher<?> elements) {
				elements.releaseIfUnused();
			}
		}
	}

	private static Flow.@Nullable Publisher<?> publisher(Object result) {
		if (result instanceof Flow.Publisher<?> publisher) {
			return publisher;
		}
		if (result instanceof BaseStream<?, ?> stream) {
			return new IteratorPublisher<>(stream.iterator(), stream::close);
		}
		return (result instanceof Collection<?> elements) ? elements(elements) : null;
	}

	/**
	 * Publish the elements of something iterable. Many a value is iterable besides, such
	 * as a path, a tree of JSON or an order with its items: only those are streams of
	 * their elements that are collections, or declared as nothing else than iterable.
	 * @param elements the elements
	 * @return what publishes them
	 */
	static Flow.Publisher<?> elements(Iterable<?> elements) {
		return new IteratorPublisher<>(elements.iterator(), () -> {
		});
	}

	/**
	 * Send the outcome of a stage. Who waits for an answer must not keep alive who is to
	 * give it (G1): whoever will complete the stage does that. That it was cancelled here
	 * is no error.
	 * @param stage the stage
	 * @param destination where its outcome goes
	 */
	private static void sendLater(CompletionStage<?> stage, AnswerDestination destination) {
		AtomicBoolean unwanted = new AtomicBoolean();
		if (stage instanceof CompletableFuture<?> future) {
			WeakReference<CompletableFuture<?>> reference = new WeakReference<>(future);
			destination.onCancel(() -> {
				CompletableFuture<?> pending = reference.get();
				if (pending != null) {
					unwanted.set(true);
					pending.cancel(false);
				}
			});
		}
		ListenerObservation.Later handling = ListenerObservation.later();
		stage.whenComplete((value, error) -> {
			if (error instanceof CancellationException && unwanted.get()) {
				handling.end();
			}
			else {
				handling.finish(() -> sendOutcome(value, error, destination));
			}
		});
	}

	private static void sendOutcome(@Nullable Object value, @Nullable Throwable error, AnswerDestination destination) {
		if (error != null) {
			destination
				.fail((error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error);
			return;
		}
		try {
			sendValue(value, destination);
		}
		catch (RuntimeException | Error ex) {
			destination.fail(ex);
		}
	}

	/**
	 * Send what a stage has ended with. Of a collection that is one answer, of anything
	 * else what it would be without the stage.
	 * @param value the value
	 * @param destination where it goes
	 */
	private static void sendValue(@Nullable Object value, AnswerDestination destination) {
		if (value instanceof Collection<?>) {
			destination.send(value);
		}
		else {
			send(value, destination);
		}
	}

	/**
	 * Apart, because Reactor is optional.
	 */
	private static final class Reactive {

		static boolean send(Object result, AnswerDestination destination) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
			if (adapter == null) {
				return false;
			}
			Publisher<?> publisher = adapter.toPublisher(result);
			if (adapter.isMultiValue()) {
				sendAll(JdkFlowAdapter.publisherToFlowPublisher(publisher), destination);
			}
			else {
				sendLater(Mono.from(publisher).toFuture(), destination);
			}
			return true;
		}

	}

}
