package dev.messageport.spring;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * The answers of a call as a {@link Stream}: waits for each of them. Subscribes when it
 * is first read from. One thread reads; signals come on others.
 */
final class CallStream implements Iterator<Object>, Flow.Subscriber<Object> {

	private static final int PREFETCH = 64;

	private static final int REPLENISH = PREFETCH / 2;

	private static final Object END = new Object();

	private final ServiceOperation operation;

	private final Duration timeout;

	// Never more than is asked for, and the end
	private final BlockingQueue<Object> elements = new LinkedBlockingQueue<>();

	private final Supplier<Flow.Publisher<Object>> call;

	private volatile Flow.@Nullable Subscription subscription;

	private volatile @Nullable Throwable failure;

	private volatile boolean closed;

	private boolean subscribed;

	private @Nullable Object next;

	private int taken;

	private CallStream(ServiceOperation operation, Duration timeout, Supplier<Flow.Publisher<Object>> call) {
		this.operation = operation;
		this.timeout = timeout;
		this.call = call;
	}

	static Stream<Object> of(ServiceOperation operation, Duration timeout, Supplier<Flow.Publisher<Object>> call) {
		CallStream elements = new CallStream(operation, timeout, call);
		return StreamSupport
			.stream(() -> Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED | Spliterator.NONNULL),
					Spliterator.ORDERED | Spliterator.NONNULL, false)
			.onClose(elements::close);
	}

	@Override
	public boolean hasNext() {
		if (this.next == null) {
			this.next = take();
		}
		return this.next != END;
	}

	@Override
	public Object next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		Object element = Objects.requireNonNull(this.next);
		this.next = null;
		return element;
	}

	private Object take() {
		if (!this.subscribed && !this.closed) {
			this.subscribed = true;
			this.call.get().subscribe(this);
		}
		Object element = poll();
		if (element != END) {
			replenish();
			return element;
		}
		this.elements.add(END);
		throwFailure();
		return END;
	}

	private void throwFailure() {
		Throwable error = this.failure;
		if (error == null) {
			return;
		}
		CallSite.add(error, this.operation);
		if (error instanceof Error serious) {
			throw serious;
		}
		throw (error instanceof RuntimeException runtime) ? runtime : new UndeclaredThrowableException(error);
	}

	private Object poll() {
		try {
			Object element = this.elements.poll(TimeUnit.NANOSECONDS.convert(this.timeout), TimeUnit.NANOSECONDS);
			if (element != null) {
				return element;
			}
			PortTimeoutException error = new PortTimeoutException(
					"No element of the answer of " + this.operation + " has come within " + this.timeout
							+ ": see that the service emits them, or set a longer time-out");
			this.failure = error;
			close();
			throw error;
		}
		catch (InterruptedException ex) {
			close();
			throw CallSite.interrupted(this.operation, ex);
		}
	}

	private void replenish() {
		Flow.Subscription present = this.subscription;
		if (++this.taken == REPLENISH && present != null) {
			this.taken = 0;
			present.request(REPLENISH);
		}
	}

	private void close() {
		this.closed = true;
		Flow.Subscription present = this.subscription;
		if (present != null) {
			present.cancel();
		}
		Object left = this.elements.poll();
		while (left != null) {
			Transferables.release(left);
			left = this.elements.poll();
		}
		this.elements.add(END);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.closed) {
			subscription.cancel();
		}
		else {
			subscription.request(PREFETCH);
		}
	}

	@Override
	public void onNext(Object item) {
		this.elements.add(item);
		if (this.closed && this.elements.remove(item)) {
			Transferables.release(item);
		}
	}

	@Override
	public void onError(Throwable error) {
		this.failure = error;
		this.elements.add(END);
	}

	@Override
	public void onComplete() {
		this.elements.add(END);
	}

}
