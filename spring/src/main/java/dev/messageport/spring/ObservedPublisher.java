package dev.messageport.spring;

import java.util.concurrent.Flow;

/**
 * A stream of answers that an observation waits for. What it signals is part of the
 * handling of the message, on whichever thread it comes.
 *
 * @param <T> the type of the elements
 */
final class ObservedPublisher<T> implements Flow.Publisher<T> {

	private final Flow.Publisher<T> source;

	private final ListenerObservation.Later handling;

	private volatile boolean used;

	ObservedPublisher(Flow.Publisher<T> source, ListenerObservation.Later handling) {
		this.source = source;
		this.handling = handling;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		this.used = true;
		boolean subscribed = false;
		try {
			this.source.subscribe(new ObservedSubscriber<>(subscriber, this.handling));
			subscribed = true;
		}
		finally {
			if (!subscribed) {
				this.handling.end();
			}
		}
	}

	/**
	 * End the observation, if nobody wants any answers.
	 */
	void endIfUnused() {
		if (!this.used) {
			this.handling.end();
		}
	}

	/**
	 * Passes everything on.
	 *
	 * @param <T> the type of the elements
	 * @param subscriber whom to pass it to
	 * @param handling the handling that it is part of
	 */
	private record ObservedSubscriber<T>(Flow.Subscriber<? super T> subscriber,
			ListenerObservation.Later handling) implements Flow.Subscriber<T> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					subscription.request(n);
				}

				@Override
				public void cancel() {
					ObservedSubscriber.this.handling.finish(subscription::cancel);
				}

			});
		}

		@Override
		public void onNext(T item) {
			this.handling.run(() -> this.subscriber.onNext(item));
		}

		@Override
		public void onError(Throwable ex) {
			this.handling.finish(() -> this.subscriber.onError(ex));
		}

		@Override
		public void onComplete() {
			this.handling.finish(this.subscriber::onComplete);
		}

	}

}
