package dev.messageport.spring;

/**
 * There is no endpoint of the name that somebody wanted to connect to.
 */
public class UnknownEndpointException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String endpoint;

	/**
	 * Create a new exception.
	 * @param endpoint the name that is not known
	 * @param message the name and those nearest to it
	 */
	public UnknownEndpointException(String endpoint, String message) {
		super(message);
		this.endpoint = endpoint;
	}

	/**
	 * Return the name that is not known.
	 * @return the name
	 */
	public String getEndpoint() {
		return this.endpoint;
	}

}
