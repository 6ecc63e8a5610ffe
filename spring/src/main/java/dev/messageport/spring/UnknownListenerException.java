package dev.messageport.spring;

/**
 * There is no listener of the identity that somebody has asked for.
 *
 * @see PortListenerEndpointRegistry
 */
public class UnknownListenerException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String id;

	/**
	 * Create a new exception.
	 * @param id the identity that is not known
	 * @param message the identity and those nearest to it
	 */
	public UnknownListenerException(String id, String message) {
		super(message);
		this.id = id;
	}

	/**
	 * Return the identity that is not known.
	 * @return the identity
	 */
	public String id() {
		return this.id;
	}

}
