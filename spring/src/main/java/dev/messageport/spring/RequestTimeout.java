package dev.messageport.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Fails what was asked when no answer has come in time, and says who was asked. Unlike
 * {@link CompletableFuture#orTimeout}, runs what depends on the answer off the one thread
 * that keeps the time for the whole JVM.
 */
final class RequestTimeout {

	static {
		startTimer();
	}

	private RequestTimeout() {
	}

	static void set(CompletableFuture<?> answer, Duration timeout, String endpoint) {
		set(answer, timeout, () -> new TimeoutException("Endpoint '" + endpoint + "' has not answered within " + timeout
				+ ": see that its listener answers each request, or set a longer time-out for requests"));
	}

	static void set(CompletableFuture<?> answer, Duration timeout, Supplier<TimeoutException> failure) {
		CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
		timer.thenRunAsync(() -> answer.completeExceptionally(failure.get()));
		timer.completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		answer.whenComplete((reply, error) -> timer.cancel(false));
	}

	/**
	 * Start the one thread of the virtual machine for time-outs. It keeps the context
	 * class loader of whoever is the first to need it, and must not keep that of an
	 * application that is restarted or redeployed.
	 */
	private static void startTimer() {
		Thread thread = Thread.currentThread();
		ClassLoader present = thread.getContextClassLoader();
		thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		try {
			new CompletableFuture<@Nullable Void>().completeOnTimeout(null, 0, TimeUnit.NANOSECONDS);
		}
		finally {
			thread.setContextClassLoader(present);
		}
	}

}
