package dev.messageport.spring;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;
import dev.messageport.PortClosedException;

/**
 * One subscriber to the answers of a call. When the port has been closed by the other
 * end, what was posted before may still be on its way, or wait for demand: the stream
 * fails when there is demand and nothing comes.
 */
final class CallSubscription extends GuardedStream implements OpenCall {

	private final OutgoingCall call;

	private final PayloadConverter converter;

	private final OpenCalls open;

	private final Executor later;

	private final AtomicLong demand = new AtomicLong();

	private final AtomicBoolean checking = new AtomicBoolean();

	private final AtomicLong received = new AtomicLong();

	/**
	 * Counts when the subscriber gets an element and when it is done with it, so that the
	 * time in which nothing comes begins when it is ready for more.
	 */
	private final AtomicLong progress = new AtomicLong();

	/**
	 * The subscriber has got an element and does not have time for the next one.
	 */
	private volatile boolean busy;

	private volatile @Nullable PortClosedException closed;

	CallSubscription(OutgoingCall call, PayloadConverter converter, OpenCalls open, Executor later,
			Flow.Subscriber<Object> subscriber) {
		super(subscriber);
		this.call = call;
		this.converter = converter;
		this.open = open;
		this.later = later;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		super.onSubscribe(subscription);
		this.open.add(this);
		if (isOver()) {
			this.open.remove(this);
		}
	}

	@Override
	void next(Flow.Subscriber<Object> subscriber, Object item) {
		this.received.incrementAndGet();
		Object element;
		try {
			element = this.call.operation().result().result(item, this.converter);
			if (element == null) {
				throw new IllegalStateException("An element of the answer of " + this.call.operation() + " is null");
			}
		}
		catch (RuntimeException ex) {
			Transferables.release(item);
			fail(ex);
			return;
		}
		this.busy = true;
		this.progress.incrementAndGet();
		try {
			super.next(subscriber, element);
		}
		finally {
			this.progress.incrementAndGet();
			this.busy = false;
		}
	}

	@Override
	public void request(long n) {
		this.demand.accumulateAndGet(n, (present, more) -> (present + more < 0) ? Long.MAX_VALUE : present + more);
		super.request(n);
		checkLater();
	}

	@Override
	void end() {
		super.end();
		this.open.remove(this);
	}

	@Override
	public void portClosed(CloseReason reason, @Nullable Throwable cause) {
		PortClosedException failure = this.call.lost(reason, cause);
		if (reason == CloseReason.LOCAL) {
			PortConnection.APART.execute(() -> fail(failure));
			return;
		}
		this.closed = failure;
		checkLater();
	}

	private void checkLater() {
		long before = this.progress.get();
		if (this.closed != null && !isOver() && this.demand.get() > this.received.get()
				&& this.checking.compareAndSet(false, true)) {
			this.later.execute(() -> check(before));
		}
	}

	private void check(long before) {
		this.checking.set(false);
		PortClosedException failure = this.closed;
		if (failure != null && !this.busy && this.progress.get() == before && this.demand.get() > this.received.get()) {
			fail(failure);
		}
		else {
			checkLater();
		}
	}

}
