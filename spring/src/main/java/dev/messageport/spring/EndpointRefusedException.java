package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint has refused a connection: its listener to {@link ConnectEvent} has thrown,
 * or it has as many open connections as it may have. In the first case the connection
 * closes with this as its cause, the cause of which is what the listener has thrown, and
 * what was asked over a {@link MessagePortTemplate} fails with it; in the second case
 * whoever connects gets it at once.
 * <p>
 * A listener that throws this very exception refuses on purpose: whoever has connected
 * gets it as it is, and no error handler is told.
 */
public class EndpointRefusedException extends PortEndpointException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param endpoint the name of the endpoint
	 * @param message the endpoint, why it refuses, and the remedy
	 */
	public EndpointRefusedException(String endpoint, String message) {
		this(endpoint, message, null);
	}

	/**
	 * Create a new exception with a cause.
	 * @param endpoint the name of the endpoint
	 * @param message the endpoint, why it refuses, and the remedy
	 * @param cause the error behind it, if any
	 */
	public EndpointRefusedException(String endpoint, String message, @Nullable Throwable cause) {
		super(endpoint, message, cause);
	}

}
