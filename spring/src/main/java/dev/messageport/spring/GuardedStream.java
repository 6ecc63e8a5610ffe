package dev.messageport.spring;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a publisher and its subscriber, so that somebody else can end the stream
 * with an error: signals still come one after the other.
 *
 * <pre>
 *   signals: 0 --onNext--&gt; 1 --done--&gt; 0
 *            0 --end, error--&gt; 1           for ever: nothing comes any more
 *            1 --error--&gt; 2                for ever: who signals tells of the error
 * </pre>
 */
class GuardedStream implements Flow.Subscriber<Object>, Flow.Subscription {

	private final Flow.Subscriber<Object> subscriber;

	private final AtomicInteger signals = new AtomicInteger();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private volatile Flow.@Nullable Subscription upstream;

	private volatile boolean over;

	GuardedStream(Flow.Subscriber<Object> subscriber) {
		this.subscriber = subscriber;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.upstream = subscription;
		this.subscriber.onSubscribe(this);
		if (this.over) {
			subscription.cancel();
		}
	}

	@Override
	public void onNext(Object item) {
		if (!this.signals.compareAndSet(0, 1)) {
			Transferables.release(item);
			return;
		}
		try {
			next(this.subscriber, item);
		}
		finally {
			if (this.signals.decrementAndGet() != 0) {
				tellFailure();
			}
		}
	}

	/**
	 * Give an element to the subscriber.
	 * @param subscriber the subscriber
	 * @param item the element
	 */
	void next(Flow.Subscriber<Object> subscriber, Object item) {
		subscriber.onNext(item);
	}

	@Override
	public void onError(Throwable error) {
		if (this.failure.compareAndSet(null, error)) {
			end();
			if (this.signals.getAndIncrement() == 0) {
				tellFailure();
			}
		}
	}

	@Override
	public void onComplete() {
		end();
		if (this.signals.getAndIncrement() == 0) {
			this.subscriber.onComplete();
		}
	}

	@Override
	public void request(long n) {
		Flow.Subscription present = this.upstream;
		if (present != null) {
			present.request(n);
		}
	}

	@Override
	public void cancel() {
		end();
		Flow.Subscription present = this.upstream;
		if (present != null) {
			present.cancel();
		}
	}

	/**
	 * End the stream from outside.
	 * @param error what the subscriber gets, unless the stream is over
	 */
	final void fail(Throwable error) {
		if (!this.over) {
			// Before a look at the subscription: one that comes later finds it
			this.over = true;
			Flow.Subscription present = this.upstream;
			if (present != null) {
				present.cancel();
			}
			onError(error);
		}
	}

	/**
	 * The stream is over, or nobody wants any more of it.
	 */
	void end() {
		this.over = true;
	}

	final boolean isOver() {
		return this.over;
	}

	private void tellFailure() {
		Throwable error = this.failure.get();
		if (error != null) {
			this.subscriber.onError(error);
		}
	}

}
