package dev.messageport.spring;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.messageport.Registration;

/**
 * Posts what a publisher gives, one after the other, for as long as the port takes it.
 * The capacity of the queue is the bound: what its overflow policy refuses ends the
 * subscription, and is reported.
 */
final class PostingSubscriber implements Flow.Subscriber<@Nullable Object> {

	private final PortDestination destination;

	private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

	private volatile @Nullable Registration closeListener;

	PostingSubscriber(PortDestination destination) {
		this.destination = destination;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (!this.subscription.compareAndSet(null, subscription)) {
			subscription.cancel();
			return;
		}
		// A publisher that is silent for long learns at once that nobody listens
		this.closeListener = this.destination.port().addCloseListener((event) -> cancel());
		subscription.request(1);
	}

	@Override
	public void onNext(@Nullable Object item) {
		try {
			if (this.destination.send(item)) {
				Flow.Subscription current = this.subscription.get();
				if (current != null) {
					current.request(1);
				}
			}
			else {
				cancel();
			}
		}
		catch (RuntimeException ex) {
			cancel();
			this.destination.fail(ex);
		}
	}

	@Override
	public void onError(Throwable error) {
		forget();
		this.destination.fail(error);
	}

	@Override
	public void onComplete() {
		forget();
	}

	private void cancel() {
		forget();
		Flow.Subscription current = this.subscription.get();
		if (current != null) {
			current.cancel();
		}
	}

	private void forget() {
		Registration registration = this.closeListener;
		if (registration != null) {
			registration.remove();
		}
	}

}
