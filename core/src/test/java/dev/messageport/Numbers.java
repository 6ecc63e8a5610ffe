package dev.messageport;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes the numbers from 0 on, within {@code request}, on the stack of who calls it.
 * Counts what it is asked for.
 */
final class Numbers implements Flow.Publisher<Integer> {

	private final int count;

	private final AtomicLong requested = new AtomicLong();

	private final AtomicLong requests = new AtomicLong();

	private volatile boolean subscribed;

	private volatile boolean cancelled;

	private volatile int deepest;

	private volatile long largest;

	Numbers(int count) {
		this.count = count;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
		this.subscribed = true;
		subscriber.onSubscribe(new Counting(subscriber));
	}

	long requested() {
		return this.requested.get();
	}

	/**
	 * Return how often there was a request.
	 * @return the number of requests
	 */
	long requests() {
		return this.requests.get();
	}

	boolean isSubscribed() {
		return this.subscribed;
	}

	boolean isCancelled() {
		return this.cancelled;
	}

	long largestRequest() {
		return this.largest;
	}

	int deepest() {
		return this.deepest;
	}

	/**
	 * One subscription.
	 */
	private final class Counting implements Flow.Subscription {

		private final Flow.Subscriber<? super Integer> subscriber;

		private int next;

		private int depth;

		Counting(Flow.Subscriber<? super Integer> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long n) {
			Numbers.this.requested.addAndGet(n);
			Numbers.this.requests.incrementAndGet();
			Numbers.this.largest = Math.max(Numbers.this.largest, n);
			this.depth++;
			Numbers.this.deepest = Math.max(Numbers.this.deepest, this.depth);
			for (long i = 0; i < n && this.next < Numbers.this.count && !Numbers.this.cancelled; i++) {
				this.subscriber.onNext(this.next++);
			}
			if (this.next == Numbers.this.count) {
				this.next++;
				this.subscriber.onComplete();
			}
			this.depth--;
		}

		@Override
		public void cancel() {
			Numbers.this.cancelled = true;
		}

	}

}
