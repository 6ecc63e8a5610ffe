package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * What was asked on a port stays unanswered, because a port closed (V1, V2). The message
 * names the port, what was asked, and a remedy.
 *
 * @see MessagePort#request(Object, Class)
 * @see MessagePort#requestStream(Object, Class)
 */
public class PortClosedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final CloseReason reason;

	/**
	 * Create a new exception.
	 * @param reason why the port closed, seen from who asked
	 * @param message the port, what was asked, and the remedy
	 * @param cause the error that the port was closed with, if any
	 */
	public PortClosedException(CloseReason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	/**
	 * Return why the port closed, seen from who asked.
	 * @return the reason
	 */
	public CloseReason reason() {
		return this.reason;
	}

}
