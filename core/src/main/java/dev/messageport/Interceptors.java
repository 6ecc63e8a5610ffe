package dev.messageport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * All interceptors of a factory.
 *
 * @param interceptors the interceptors, the outermost first
 */
record Interceptors(List<PortInterceptor> interceptors) {

	private static final System.Logger logger = System.getLogger(Interceptors.class.getName());

	static @Nullable Interceptors of(List<PortInterceptor> interceptors) {
		return interceptors.isEmpty() ? null : new Interceptors(List.copyOf(interceptors));
	}

	/**
	 * Let all of them see a message that is about to be posted.
	 * @param from the port that it is posted on
	 * @param data the payload
	 * @param transfer what it is to transfer
	 * @param headers the headers that the sender has set
	 * @return the headers to send, immutable
	 */
	Map<String, Object> beforePost(MessagePort from, @Nullable Object data, TransferList transfer,
			Map<String, Object> headers) {
		InterceptedMessage message = new InterceptedMessage(from, data,
				Collections.unmodifiableList(transfer.entries()), new LinkedHashMap<>(headers));
		this.interceptors.forEach((interceptor) -> interceptor.beforePost(message));
		return message.sealed();
	}

	/**
	 * Capture what is current on this thread.
	 * @return runs a task with what all of them have captured, the outermost first, or
	 * {@code null} if there is nothing
	 */
	@Nullable Consumer<Runnable> captureContext() {
		Consumer<Runnable> all = null;
		for (PortInterceptor interceptor : this.interceptors) {
			Consumer<Runnable> captured = captureContext(interceptor);
			Consumer<Runnable> outer = all;
			if (captured != null) {
				all = (outer != null) ? (task) -> outer.accept(() -> captured.accept(task)) : captured;
			}
		}
		return all;
	}

	// The message may be on its way already: somebody waits for what comes of it
	private static @Nullable Consumer<Runnable> captureContext(PortInterceptor interceptor) {
		try {
			return interceptor.captureContext();
		}
		catch (Throwable ex) {
			FailsafeLog.error(logger, "What is current on thread '" + Thread.currentThread().getName()
					+ "' could not be captured; what is called for it later goes on without it", ex);
			return null;
		}
	}

	/**
	 * Call listeners through all of them.
	 * @param event the message
	 * @param listeners calls the listeners, and returns what the first one that failed
	 * has thrown
	 * @throws Exception what an interceptor throws
	 */
	void aroundDelivery(MessageEvent event, Supplier<@Nullable Throwable> listeners) throws Exception {
		InterceptedDelivery.call(this.interceptors, event, listeners);
	}

	/**
	 * Return these without one of them.
	 * @param removed the one to leave out
	 * @return the others, or {@code null} if there is none
	 */
	@Nullable Interceptors without(PortInterceptor removed) {
		return of(this.interceptors.stream().filter((interceptor) -> interceptor != removed).toList());
	}

}
