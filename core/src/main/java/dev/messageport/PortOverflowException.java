package dev.messageport;

/**
 * A message was refused because the queue of the receiving side is full (Q7), under
 * {@link OverflowPolicy#FAIL}, or under {@link OverflowPolicy#BLOCK} when waiting did not
 * help. Nothing was queued and nothing was transferred.
 */
public class PortOverflowException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param message the port, its capacity and the remedy
	 */
	public PortOverflowException(String message) {
		super(message);
	}

}
