package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

import dev.messageport.MessageEvent;

/**
 * A message event as a Spring message. Immutable and thread-safe. The headers are made
 * when they are first asked for, because many handlers never do.
 * <p>
 * The payload is {@code null} for the {@code null} message (P6), which Spring Messaging
 * does not know otherwise.
 */
final class EventMessage implements Message<Object> {

	private final MessageEvent event;

	private volatile @Nullable MessageHeaders headers;

	EventMessage(MessageEvent event) {
		this.event = event;
	}

	/**
	 * Return the event.
	 * @return the event that this is a view of
	 */
	MessageEvent event() {
		return this.event;
	}

	@Override
	@SuppressWarnings("NullAway") // P6
	public Object getPayload() {
		return this.event.data();
	}

	/**
	 * Return the headers that were posted, the {@link MessagePortHeaders#EVENT}, and, if
	 * an answer was asked for, the channel for it. Their {@code id} and {@code timestamp}
	 * are those that the sender's message had; without a {@link java.util.UUID} and a
	 * {@link Long} of these names, they are made here.
	 */
	@Override
	public MessageHeaders getHeaders() {
		MessageHeaders made = this.headers;
		return (made != null) ? made : makeHeaders();
	}

	// All callers see the same id
	private synchronized MessageHeaders makeHeaders() {
		MessageHeaders made = this.headers;
		if (made == null) {
			made = EventHeaders.of(this.event);
			this.headers = made;
		}
		return made;
	}

	/**
	 * Names no payload and no header: they may be secrets, and exceptions of Spring
	 * Messaging print the message that has failed.
	 */
	@Override
	public String toString() {
		return this.event.toString();
	}

}
