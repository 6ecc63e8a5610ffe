package dev.messageport.spring;

/**
 * There is no endpoint of the name that somebody wanted to connect to, neither in the
 * application context nor in its ancestors.
 */
public class UnknownEndpointException extends PortEndpointException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param endpoint the name that is not known
	 * @param message the name and those nearest to it
	 */
	public UnknownEndpointException(String endpoint, String message) {
		super(endpoint, message, null);
	}

	/**
	 * Return the name that is not known.
	 * @return the name
	 */
	public String getEndpoint() {
		return endpoint();
	}

}
