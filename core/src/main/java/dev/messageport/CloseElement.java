package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * The last element of a queue: the other end has closed (invariant 6). It is numbered
 * like the message before it, because it does not count.
 */
final class CloseElement extends Envelope {

	final CloseReason reason;

	CloseElement(CloseReason reason, @Nullable Throwable cause) {
		super(cause);
		this.reason = reason;
	}

	CloseEvent event() {
		return new CloseEvent(this.reason, (Throwable) this.data, recipients().port());
	}

}
