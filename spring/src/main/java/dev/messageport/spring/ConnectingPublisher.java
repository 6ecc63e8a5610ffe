package dev.messageport.spring;

import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.util.Assert;

import dev.messageport.MessagePort;

/**
 * A stream over a port that is connected for each subscriber, and closed when the stream
 * is over: ended, cancelled, or left by a subscriber that throws.
 *
 * @param <T> the type of the elements
 */
final class ConnectingPublisher<T> implements Flow.Publisher<T> {

	private final Supplier<MessagePort> connect;

	private final Function<MessagePort, Flow.Publisher<T>> stream;

	ConnectingPublisher(Supplier<MessagePort> connect, Function<MessagePort, Flow.Publisher<T>> stream) {
		this.connect = connect;
		this.stream = stream;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Assert.notNull(subscriber, "'subscriber' must not be null");
		MessagePort port;
		try {
			port = this.connect.get();
		}
		catch (RuntimeException ex) {
			// The endpoint has gone: a publisher must not throw
			subscriber.onSubscribe(new NoSubscription());
			subscriber.onError(ex);
			return;
		}
		this.stream.apply(port).subscribe(new Closing<>(subscriber, port));
	}

	/**
	 * Closes the port when the stream is over.
	 *
	 * @param <T> the type of the elements
	 * @param subscriber who gets the elements
	 * @param port the port to close
	 */
	private record Closing<T>(Flow.Subscriber<? super T> subscriber, MessagePort port) implements Flow.Subscriber<T> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			closeIfItThrows(() -> this.subscriber.onSubscribe(new ClosingSubscription(subscription, this.port)));
		}

		@Override
		public void onNext(T item) {
			closeIfItThrows(() -> this.subscriber.onNext(item));
		}

		@Override
		public void onError(Throwable error) {
			this.port.close();
			this.subscriber.onError(error);
		}

		@Override
		public void onComplete() {
			this.port.close();
			this.subscriber.onComplete();
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

	/**
	 * Closes the port when the subscriber cancels.
	 *
	 * @param subscription the subscription to the stream
	 * @param port the port to close
	 */
	private record ClosingSubscription(Flow.Subscription subscription, MessagePort port) implements Flow.Subscription {

		@Override
		public void request(long n) {
			this.subscription.request(n);
		}

		@Override
		public void cancel() {
			this.subscription.cancel();
			this.port.close();
		}

	}

	/**
	 * What a subscriber has to be given before its error.
	 */
	private record NoSubscription() implements Flow.Subscription {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
		}

	}

}
