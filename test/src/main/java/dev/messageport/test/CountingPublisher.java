package dev.messageport.test;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Publishes the numbers from 0 on to one subscriber, as many as it asks for, and tells
 * how many that were.
 */
final class CountingPublisher implements Flow.Publisher<Integer> {

	private final long count;

	private final @Nullable Throwable error;

	private final AtomicLong requested = new AtomicLong();

	private final AtomicBoolean cancelled = new AtomicBoolean();

	/**
	 * Create a publisher.
	 * @param count how many numbers there are
	 * @param error what it ends with, or {@code null} to complete
	 */
	CountingPublisher(long count, @Nullable Throwable error) {
		this.count = count;
		this.error = error;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
		subscriber.onSubscribe(new Counting(subscriber));
	}

	long requested() {
		return this.requested.get();
	}

	boolean isCancelled() {
		return this.cancelled.get();
	}

	/**
	 * Emits on the stack of who asks, which asks from one thread at a time here.
	 */
	private final class Counting implements Flow.Subscription {

		private final Flow.Subscriber<? super Integer> subscriber;

		private final AtomicLong open = new AtomicLong();

		private int next;

		Counting(Flow.Subscriber<? super Integer> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long elements) {
			CountingPublisher.this.requested.addAndGet(elements);
			if (this.open.getAndAdd(elements) == 0) {
				emit();
			}
		}

		private void emit() {
			do {
				if (isCancelled() || this.next > CountingPublisher.this.count) {
					return;
				}
				if (this.next < CountingPublisher.this.count) {
					this.subscriber.onNext(this.next);
				}
				this.next++;
				endIfDue();
			}
			while (this.open.decrementAndGet() > 0);
		}

		private void endIfDue() {
			if (this.next != CountingPublisher.this.count || isCancelled()) {
				return;
			}
			this.next++;
			Throwable error = CountingPublisher.this.error;
			if (error != null) {
				this.subscriber.onError(error);
			}
			else {
				this.subscriber.onComplete();
			}
		}

		@Override
		public void cancel() {
			CountingPublisher.this.cancelled.set(true);
		}

	}

}
