package dev.messageport.spring;

import java.util.concurrent.CancellationException;

/**
 * Where a call was made that waits for its answer: added to what the service has thrown,
 * whose own stack is that of the service.
 */
final class CallSite extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * An exception may be thrown again and again.
	 */
	private static final int LIMIT = 8;

	private CallSite(String message) {
		super(message);
	}

	static void add(Throwable error, ServiceOperation operation) {
		if (error.getSuppressed().length < LIMIT) {
			error.addSuppressed(new CallSite("The caller of " + operation));
		}
	}

	/**
	 * Take note of an interrupt where it cannot be thrown.
	 * @param operation what was called
	 * @param interrupt the interrupt
	 * @return what to throw in its place
	 */
	static CancellationException interrupted(ServiceOperation operation, InterruptedException interrupt) {
		Thread.currentThread().interrupt();
		CancellationException cancelled = new CancellationException(
				"The call of " + operation + " was cancelled, because its thread was interrupted");
		cancelled.initCause(interrupt);
		return cancelled;
	}

}
