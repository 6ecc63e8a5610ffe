package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * Nobody can be connected to an endpoint, or a connection to it has ended against the
 * will of the one who has connected. The message names the endpoint and the remedy.
 */
public class PortEndpointException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String endpoint;

	/**
	 * Create a new exception.
	 * @param endpoint the name of the endpoint
	 * @param message the endpoint, what is wrong, and the remedy
	 * @param cause the error behind it, if any
	 */
	public PortEndpointException(String endpoint, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.endpoint = endpoint;
	}

	/**
	 * Return the name of the endpoint.
	 * @return the name, as it was given to connect to it
	 */
	public String endpoint() {
		return this.endpoint;
	}

}
