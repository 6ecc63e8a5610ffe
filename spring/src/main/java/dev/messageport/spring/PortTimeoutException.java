package dev.messageport.spring;

/**
 * No answer has come in time to a call that waits for it. The call was cancelled: the
 * other end sees its reply port close. Futures fail with a
 * {@link java.util.concurrent.TimeoutException}, as futures do.
 *
 * @see PortServiceProxyFactory.Builder#timeout(java.time.Duration)
 */
public class PortTimeoutException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param message what was called, for how long it waited, and the remedy
	 */
	public PortTimeoutException(String message) {
		super(message);
	}

}
