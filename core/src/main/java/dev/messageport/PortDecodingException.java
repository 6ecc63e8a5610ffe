package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * A message arrived that cannot be decoded here (V4): its payload is of a type that this
 * side does not know, or is damaged.
 * <p>
 * Between two ports of one JVM this never happens, because the sender makes the copies,
 * and learns at once what cannot be copied ({@link DataCloneException}). It is a link to
 * another JVM or to a page that brings such messages. The port stays open, and the next
 * message still comes.
 *
 * @see MessageErrorListener
 */
public class PortDecodingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param message what could not be decoded, where, and the remedy; not the payload
	 * itself, because it may be a secret
	 * @param cause why, if there is an error behind it
	 */
	public PortDecodingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
