package dev.messageport.spring;

import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/**
 * Publishes what another publisher does, but for its error.
 *
 * @param <T> the type of the elements
 * @param source the other publisher
 * @param error makes the error to show of the real one
 */
record ErrorMappingPublisher<T>(Flow.Publisher<T> source, UnaryOperator<Throwable> error) implements Flow.Publisher<T> {

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		this.source.subscribe(new Flow.Subscriber<T>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscriber.onSubscribe(subscription);
			}

			@Override
			public void onNext(T item) {
				subscriber.onNext(item);
			}

			@Override
			public void onError(Throwable ex) {
				subscriber.onError(ErrorMappingPublisher.this.error.apply(ex));
			}

			@Override
			public void onComplete() {
				subscriber.onComplete();
			}

		});
	}

}
