package dev.messageport.spring;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.util.Assert;

/**
 * Publishes what an iterator gives, at the demand of one subscriber and on the thread
 * that demands. Nothing is taken from the iterator before it is demanded, but it is asked
 * ahead whether there is more.
 *
 * @param <T> the type of the elements
 */
final class IteratorPublisher<T> implements Flow.Publisher<T> {

	private final Iterator<? extends T> iterator;

	private final Runnable release;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	/**
	 * Create a publisher.
	 * @param iterator what to publish
	 * @param release is called once it is over: completed, failed or cancelled
	 */
	IteratorPublisher(Iterator<? extends T> iterator, Runnable release) {
		this.iterator = iterator;
		this.release = release;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Assert.notNull(subscriber, "'subscriber' must not be null");
		if (this.subscribed.compareAndSet(false, true)) {
			subscriber.onSubscribe(new Elements(subscriber));
			return;
		}
		NoSubscription.fail(subscriber,
				new IllegalStateException("Somebody has subscribed already: what an iterator gives, it gives once"));
	}

	/**
	 * Release the iterator, unless somebody has subscribed, who does that.
	 */
	void releaseIfUnused() {
		if (this.subscribed.compareAndSet(false, true)) {
			this.release.run();
		}
	}

	/**
	 * Whoever adds the first to {@link #demanded} emits until nothing is demanded; others
	 * only add. When it is over that is {@link #OVER} for good, so that nobody is the
	 * first again.
	 */
	private final class Elements implements Flow.Subscription {

		private static final long OVER = Long.MIN_VALUE;

		private final Flow.Subscriber<? super T> subscriber;

		private final AtomicLong demanded = new AtomicLong();

		private volatile boolean demandIsIllegal;

		Elements(Flow.Subscriber<? super T> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long n) {
			if (n <= 0) {
				this.demandIsIllegal = true;
			}
			if (this.demanded.getAndAccumulate(Math.max(n, 1), Elements::add) == 0) {
				emit();
			}
		}

		@Override
		public void cancel() {
			if (this.demanded.getAndSet(OVER) == 0) {
				IteratorPublisher.this.release.run();
			}
		}

		private void emit() {
			try {
				boolean more = hasMore();
				while (more) {
					this.subscriber.onNext(next());
					more = hasMore();
					if (more && this.demanded.updateAndGet(Elements::takeOne) == 0) {
						return;
					}
				}
			}
			catch (Throwable ex) {
				end(() -> this.subscriber.onError(ex));
				return;
			}
			end(this.subscriber::onComplete);
		}

		private boolean hasMore() {
			if (this.demandIsIllegal) {
				throw new IllegalArgumentException("The number of elements that are requested must be positive");
			}
			return this.demanded.get() > 0 && IteratorPublisher.this.iterator.hasNext();
		}

		private T next() {
			T element = IteratorPublisher.this.iterator.next();
			Assert.state(element != null, "An element is null: a stream of answers cannot have it");
			return element;
		}

		private void end(Runnable signal) {
			boolean cancelled = this.demanded.getAndSet(OVER) < 0;
			try {
				IteratorPublisher.this.release.run();
			}
			finally {
				if (!cancelled) {
					signal.run();
				}
			}
		}

		private static long add(long demanded, long n) {
			return (demanded < 0) ? demanded : (demanded + n < 0) ? Long.MAX_VALUE : demanded + n;
		}

		private static long takeOne(long demanded) {
			return (demanded < 0 || demanded == Long.MAX_VALUE) ? demanded : demanded - 1;
		}

	}

}
