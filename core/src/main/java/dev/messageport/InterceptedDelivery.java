package dev.messageport;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The delivery of a message as one interceptor sees it: the next interceptor, or the
 * listeners.
 */
final class InterceptedDelivery implements PortInterceptor.Delivery {

	private final List<PortInterceptor> interceptors;

	private final int next;

	private final MessageEvent event;

	private final Supplier<@Nullable Throwable> listeners;

	private final AtomicBoolean called = new AtomicBoolean();

	private volatile @Nullable Throwable failure;

	private InterceptedDelivery(List<PortInterceptor> interceptors, int next, MessageEvent event,
			Supplier<@Nullable Throwable> listeners) {
		this.interceptors = interceptors;
		this.next = next;
		this.event = event;
		this.listeners = listeners;
	}

	/**
	 * Call listeners through interceptors.
	 * @param interceptors the interceptors, the outermost first
	 * @param event the message
	 * @param listeners calls the listeners, and returns what the first one that failed
	 * has thrown
	 * @throws Exception what an interceptor throws
	 */
	static void call(List<PortInterceptor> interceptors, MessageEvent event, Supplier<@Nullable Throwable> listeners)
			throws Exception {
		new InterceptedDelivery(interceptors, 0, event, listeners).proceed();
	}

	@Override
	public void proceed() throws Exception {
		if (!this.called.compareAndSet(false, true)) {
			throw new IllegalStateException("The listeners of port " + this.event.target().name()
					+ " were called for this message before: call proceed() once");
		}
		if (this.next == this.interceptors.size()) {
			this.failure = this.listeners.get();
			return;
		}
		InterceptedDelivery inner = new InterceptedDelivery(this.interceptors, this.next + 1, this.event,
				this.listeners);
		try {
			this.interceptors.get(this.next).aroundDelivery(this.event, inner);
		}
		finally {
			this.failure = inner.failure;
		}
	}

	@Override
	public @Nullable Throwable failure() {
		return this.failure;
	}

}
