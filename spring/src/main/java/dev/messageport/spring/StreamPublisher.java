package dev.messageport.spring;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Publishes the elements of a {@link Stream} to one subscriber, as many as it asks for,
 * on the thread that asks; closes the stream at the end, or when it is cancelled.
 */
final class StreamPublisher implements Flow.Publisher<Object>, Flow.Subscription {

	private static final long CANCELLED = Long.MIN_VALUE;

	private final Stream<?> stream;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	/**
	 * How many elements are asked for. Who makes it more than zero emits until it is zero
	 * again.
	 */
	private final AtomicLong demand = new AtomicLong();

	private Flow.@Nullable Subscriber<? super Object> subscriber;

	private @Nullable Iterator<?> elements;

	StreamPublisher(Stream<?> stream) {
		this.stream = stream;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Object> subscriber) {
		if (!this.subscribed.compareAndSet(false, true)) {
			NoSubscription.fail(subscriber, new IllegalStateException("A stream can be read only once"));
			return;
		}
		this.subscriber = subscriber;
		subscriber.onSubscribe(this);
	}

	@Override
	public void request(long n) {
		if (n <= 0) {
			cancelThenFail(new IllegalArgumentException("Request at least 1 element, not " + n));
			return;
		}
		long before = this.demand.getAndUpdate((present) -> (present == CANCELLED) ? CANCELLED : sum(present, n));
		if (before == 0) {
			emit();
		}
	}

	@Override
	public void cancel() {
		if (this.demand.getAndSet(CANCELLED) == 0) {
			this.stream.close();
		}
	}

	private static long sum(long present, long more) {
		return (present + more < 0) ? Long.MAX_VALUE : present + more;
	}

	// Alone: from the first request until all that is asked for is emitted
	private void emit() {
		Flow.Subscriber<? super Object> present = this.subscriber;
		Iterator<?> elements = this.elements;
		try {
			if (elements == null) {
				elements = this.stream.iterator();
				this.elements = elements;
			}
			long left;
			do {
				if (!elements.hasNext()) {
					complete(present);
					return;
				}
				if (present != null && this.demand.get() != CANCELLED) {
					present.onNext(elements.next());
				}
				left = this.demand.updateAndGet((asked) -> (asked == CANCELLED) ? CANCELLED : asked - 1);
			}
			while (left > 0);
			if (left == CANCELLED) {
				this.stream.close();
			}
		}
		catch (Throwable ex) {
			fail(present, ex);
		}
	}

	private void complete(Flow.@Nullable Subscriber<? super Object> present) {
		boolean cancelled = this.demand.getAndSet(CANCELLED) == CANCELLED;
		this.stream.close();
		if (!cancelled && present != null) {
			present.onComplete();
		}
	}

	private void fail(Flow.@Nullable Subscriber<? super Object> present, Throwable error) {
		boolean cancelled = this.demand.getAndSet(CANCELLED) == CANCELLED;
		try {
			this.stream.close();
		}
		catch (RuntimeException ex) {
			error.addSuppressed(ex);
		}
		if (!cancelled && present != null) {
			present.onError(error);
		}
	}

	private void cancelThenFail(Throwable error) {
		Flow.Subscriber<? super Object> present = this.subscriber;
		if (this.demand.get() != CANCELLED && present != null) {
			cancel();
			present.onError(error);
		}
	}

}
