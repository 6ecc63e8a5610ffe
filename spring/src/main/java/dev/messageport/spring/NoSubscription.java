package dev.messageport.spring;

import java.util.concurrent.Flow;

/**
 * What a subscriber has to be given before its error, when there is nothing to subscribe
 * to.
 */
record NoSubscription() implements Flow.Subscription {

	/**
	 * Tell a subscriber that it cannot be served: a publisher must not throw.
	 * @param subscriber the subscriber
	 * @param error why
	 */
	static void fail(Flow.Subscriber<?> subscriber, Throwable error) {
		subscriber.onSubscribe(new NoSubscription());
		subscriber.onError(error);
	}

	@Override
	public void request(long n) {
	}

	@Override
	public void cancel() {
	}

}
