package dev.messageport.test;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber that writes down what it gets, and asks when it is told to.
 *
 * @param <T> the type of the elements
 */
final class RecordedStream<T> implements Flow.Subscriber<T> {

	private final List<T> elements = new CopyOnWriteArrayList<>();

	/**
	 * Completes with the error of the stream, or with {@code null}.
	 */
	private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();

	private volatile Flow.@Nullable Subscription subscription;

	static <T> RecordedStream<T> of(Flow.Publisher<T> publisher) {
		RecordedStream<T> stream = new RecordedStream<>();
		publisher.subscribe(stream);
		return stream;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
	}

	@Override
	public void onNext(T element) {
		this.elements.add(element);
	}

	@Override
	public void onError(Throwable error) {
		this.end.complete(error);
	}

	@Override
	public void onComplete() {
		this.end.complete(null);
	}

	RecordedStream<T> request(long elements) {
		Objects.requireNonNull(this.subscription).request(elements);
		return this;
	}

	void cancel() {
		Objects.requireNonNull(this.subscription).cancel();
	}

	List<T> elements() {
		return this.elements;
	}

	CompletableFuture<@Nullable Throwable> end() {
		return this.end;
	}

}
