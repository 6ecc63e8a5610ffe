package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Says inside the {@link Copier} why a value cannot be copied. It reads on from the path
 * to the value, and {@link Copier} makes a {@link DataCloneException} of both.
 */
final class CopyRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CopyRefusedException(String reason) {
		this(reason, null);
	}

	CopyRefusedException(String reason, @Nullable Throwable cause) {
		super(reason, cause, false, false);
	}

}
