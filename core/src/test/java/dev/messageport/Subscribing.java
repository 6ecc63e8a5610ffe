package dev.messageport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscribes, asks for some elements, and writes down what comes. Fails on signals that
 * overlap or come after the end.
 *
 * @param <T> the type of the elements
 */
class Subscribing<T> implements Flow.Subscriber<T> {

	private final long first;

	private final List<T> elements = new CopyOnWriteArrayList<>();

	private final List<String> violations = new CopyOnWriteArrayList<>();

	private final AtomicInteger inside = new AtomicInteger();

	private volatile Flow.@Nullable Subscription subscription;

	private volatile @Nullable Throwable error;

	private volatile boolean completed;

	Subscribing(long first) {
		this.first = first;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		signal(() -> {
			this.subscription = subscription;
			if (this.first > 0) {
				subscription.request(this.first);
			}
		});
	}

	@Override
	public void onNext(T item) {
		signal(() -> received(item));
	}

	void received(T item) {
		this.elements.add(item);
	}

	@Override
	public void onError(Throwable throwable) {
		signal(() -> this.error = throwable);
	}

	@Override
	public void onComplete() {
		signal(() -> this.completed = true);
	}

	private void signal(Runnable action) {
		if (isOver()) {
			this.violations.add("A signal after the end");
		}
		if (this.inside.incrementAndGet() != 1) {
			this.violations.add("Signals overlap");
		}
		try {
			action.run();
		}
		finally {
			this.inside.decrementAndGet();
		}
	}

	void request(long n) {
		subscription().request(n);
	}

	void cancel() {
		subscription().cancel();
	}

	private Flow.Subscription subscription() {
		Flow.Subscription present = this.subscription;
		assertThat(present).isNotNull();
		return present;
	}

	List<T> elements() {
		assertThat(this.violations).isEmpty();
		return this.elements;
	}

	boolean isOver() {
		return this.completed || this.error != null;
	}

	void assertOpen() {
		assertThat(this.violations).isEmpty();
		assertThat(this.error).isNull();
		assertThat(this.completed).isFalse();
	}

	void assertCompleted() {
		assertThat(this.violations).isEmpty();
		assertThat(this.error).isNull();
		assertThat(this.completed).isTrue();
	}

	Throwable error() {
		assertThat(this.violations).isEmpty();
		assertThat(this.completed).isFalse();
		assertThat(this.error).isNotNull();
		return this.error;
	}

	CloseReason closeReason() {
		assertThat(error()).isInstanceOf(PortClosedException.class);
		return ((PortClosedException) error()).reason();
	}

}
