package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Messages that were taken off the head of a queue together and are waiting their turn,
 * oldest first. A young object of its own, so that the turn that takes one message after
 * the other neither touches the line that posters write to nor pays for a write into an
 * old object.
 *
 * @see Inbox
 */
final class Batch extends Spin {

	/**
	 * The oldest of them; {@code null} when this batch is used up.
	 */
	@Nullable Envelope rest;

}
