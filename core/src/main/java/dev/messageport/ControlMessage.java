package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * A message of the library or of a container itself: it waits its turn like any other,
 * but nobody has posted it. So no interceptor sees it, and no observer counts it.
 */
final class ControlMessage extends Envelope {

	/**
	 * What its listeners are called in.
	 */
	final @Nullable CapturedContext context;

	/**
	 * Create a new message.
	 * @param data what it says
	 * @param context what its listeners are called in, or {@code null} if that is nothing
	 */
	ControlMessage(Object data, @Nullable CapturedContext context) {
		super(data);
		this.context = context;
	}

}
