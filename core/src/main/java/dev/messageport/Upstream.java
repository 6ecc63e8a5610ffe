package dev.messageport;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The subscription that the answers come from. It may come late, and its methods are
 * called one after the other (Reactive Streams 2.7): who finds somebody at work leaves
 * the work to them.
 */
final class Upstream {

	private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

	private final AtomicLong requested = new AtomicLong();

	private final Consumer<Throwable> violated;

	private volatile boolean cancelled;

	/**
	 * How much there is to do; who makes it 1 does it all.
	 */
	private final AtomicInteger work = new AtomicInteger();

	private volatile @Nullable Thread worker;

	Upstream(Consumer<Throwable> violated) {
		this.violated = violated;
	}

	/**
	 * Set the subscription.
	 * @param subscription the subscription
	 * @return {@code false} if there is one already
	 */
	boolean set(Flow.Subscription subscription) {
		if (!this.subscription.compareAndSet(null, subscription)) {
			return false;
		}
		work();
		return true;
	}

	void request(long n) {
		this.requested.getAndAdd(n);
		work();
	}

	void cancel() {
		this.cancelled = true;
		if (this.worker == Thread.currentThread()) {
			// Inside of a request that an endless publisher would never return from
			step();
		}
		else {
			work();
		}
	}

	private void work() {
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		while (seen != 0) {
			this.worker = Thread.currentThread();
			step();
			this.worker = null;
			seen = this.work.addAndGet(-seen);
		}
	}

	private void step() {
		Flow.Subscription present = this.subscription.get();
		if (present == null) {
			return;
		}
		try {
			if (this.cancelled) {
				present.cancel();
				return;
			}
			long n = this.requested.getAndSet(0);
			if (n > 0) {
				present.request(n);
			}
		}
		catch (Throwable ex) {
			this.violated.accept(ex);
		}
	}

}
