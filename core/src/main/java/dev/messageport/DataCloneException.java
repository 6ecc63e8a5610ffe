package dev.messageport;

/**
 * A message was refused because of what it contains or transfers (P2, P4, P9). Nothing
 * was queued and nothing was transferred: the port and everything in the list stay as
 * they were.
 * <p>
 * The name is that of the {@code DataCloneError} of the HTML Standard, section
 * "Structured cloning and transfer".
 */
public class DataCloneException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int index;

	/**
	 * Create a new exception.
	 * @param index the index in the transfer list, or -1 when the payload is at fault
	 * @param reason what is wrong with it, and the remedy
	 */
	public DataCloneException(int index, String reason) {
		super(reason);
		this.index = index;
	}

	/**
	 * Create a new exception.
	 * @param index the index in the transfer list, or -1 when the payload is at fault
	 * @param reason what is wrong with it, and the remedy
	 * @param cause what was thrown while it was copied or moved
	 */
	public DataCloneException(int index, String reason, Throwable cause) {
		super(reason, cause);
		this.index = index;
	}

	/**
	 * Return the index, in the transfer list, of the entry that was refused.
	 * @return the index from 0, or -1 when the payload itself was refused
	 */
	public int index() {
		return this.index;
	}

}
