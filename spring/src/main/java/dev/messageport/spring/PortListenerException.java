package dev.messageport.spring;

/**
 * A listener has failed, and does not tell the asker why.
 *
 * @see PortListener#returnExceptions()
 */
public class PortListenerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param message which listener has failed
	 */
	public PortListenerException(String message) {
		super(message);
	}

}
