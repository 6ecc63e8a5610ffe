package dev.messageport.spring;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessagePort;

/**
 * The elements of a stream over a connection of its own, which is closed when the stream
 * is over: ended, cancelled, or left by a subscriber that throws.
 *
 * @param <T> the type of the elements
 */
final class Elements<T> implements Flow.Subscriber<Object>, Flow.Subscription {

	private final Flow.Subscriber<? super T> subscriber;

	private final AnswerType<T> type;

	private final EndpointFailure failure;

	private final MessagePort port;

	private Flow.@Nullable Subscription subscription;

	private boolean over;

	Elements(Flow.Subscriber<? super T> subscriber, AnswerType<T> type, EndpointFailure failure) {
		this.subscriber = subscriber;
		this.type = type;
		this.failure = failure;
		this.port = failure.port();
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		closeIfItThrows(() -> this.subscriber.onSubscribe(this));
	}

	@Override
	public void onNext(Object item) {
		if (this.over) {
			return;
		}
		T element;
		try {
			element = this.type.read(item);
		}
		catch (RuntimeException ex) {
			cancel();
			onError(ex);
			return;
		}
		closeIfItThrows(() -> this.subscriber.onNext(element));
	}

	@Override
	public void onError(Throwable error) {
		if (!this.over) {
			this.over = true;
			Throwable explained = this.failure.explain(error);
			this.port.close();
			this.subscriber.onError(explained);
		}
	}

	@Override
	public void onComplete() {
		if (!this.over) {
			this.over = true;
			this.port.close();
			this.subscriber.onComplete();
		}
	}

	@Override
	public void request(long n) {
		if (this.subscription != null) {
			this.subscription.request(n);
		}
	}

	@Override
	public void cancel() {
		if (this.subscription != null) {
			this.subscription.cancel();
		}
		this.port.close();
	}

	private void closeIfItThrows(Runnable signal) {
		try {
			signal.run();
		}
		catch (Throwable ex) {
			this.port.close();
			throw ex;
		}
	}

}
