package dev.messageport;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts on demand: who adds to no demand emits until there is none.
 */
final class CountingSubscription implements Flow.Subscription {

	private final Responder.Counting counting;

	private final Flow.Subscriber<? super Object> subscriber;

	private final AtomicLong demand = new AtomicLong();

	private int next;

	private volatile boolean over;

	CountingSubscription(Responder.Counting counting, Flow.Subscriber<? super Object> subscriber) {
		this.counting = counting;
		this.subscriber = subscriber;
	}

	@Override
	public void request(long n) {
		if (this.demand.getAndAdd(n) == 0) {
			do {
				emit();
			}
			while (this.demand.decrementAndGet() != 0);
		}
	}

	private void emit() {
		if (this.over) {
			return;
		}
		if (this.next < this.counting.count()) {
			this.subscriber.onNext(this.counting.answer(this.next++));
		}
		if (this.next >= this.counting.count() && !this.over) {
			this.over = true;
			end();
		}
	}

	private void end() {
		if (this.counting.fails()) {
			this.subscriber.onError(Planned.unchecked());
		}
		else {
			this.subscriber.onComplete();
		}
	}

	@Override
	public void cancel() {
		this.over = true;
	}

}
