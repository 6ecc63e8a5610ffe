package dev.messageport.spring;

/**
 * A {@link PortService} has no operation of the name that was called.
 */
public class UnknownOperationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String operation;

	/**
	 * Create a new exception.
	 * @param operation the name that is not known
	 * @param message the name, the service, and the names nearest to it
	 */
	public UnknownOperationException(String operation, String message) {
		super(message);
		this.operation = operation;
	}

	/**
	 * Return the name that is not known.
	 * @return the name
	 */
	public String getOperation() {
		return this.operation;
	}

}
