package dev.messageport;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A message: the node of the queue and, once delivered, the event. 24 bytes with
 * compressed references, which is why one field has two meanings.
 * <p>
 * Ports and headers live in {@link CarryingEnvelope}; {@link Marker} and
 * {@link CloseElement} are elements of a queue that are no messages.
 */
class Envelope implements MessageEvent {

	final @Nullable Object data;

	/**
	 * While queued the neighbour in the queue, an {@link Envelope}; once taken the
	 * {@link Listeners} that it was taken for, or the port that received it. {@code null}
	 * for the last in a {@link Batch}, and for what nobody will read.
	 */
	@Nullable Object link;

	/**
	 * The number of this message in a run of messages that began with an empty queue. The
	 * length of a queue is the difference of two of them, so there is no shared counter.
	 * It may wrap around.
	 */
	int seq;

	Envelope(@Nullable Object data) {
		this.data = data;
	}

	/**
	 * Return whether this message was taken off its queue by somebody who reads it.
	 * @return whether this message has a reader
	 */
	final boolean isTaken() {
		return this.link != null && !(this.link instanceof Envelope);
	}

	final @Nullable Envelope next() {
		return (Envelope) this.link;
	}

	/**
	 * Return the listeners that this element was taken for.
	 * @return the listeners
	 */
	final Listeners recipients() {
		return (Listeners) Objects.requireNonNull(this.link);
	}

	@Override
	public @Nullable Object data() {
		return this.data;
	}

	@Override
	@SuppressWarnings("unchecked")
	public final <T> @Nullable T data(Class<T> type) {
		Object payload = data();
		Class<?> wrapper = type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
		if (payload != null && !wrapper.isInstance(payload)) {
			throw new ClassCastException("The payload of a message to " + target().name() + " is a "
					+ payload.getClass().getName() + ", not a " + type.getName());
		}
		return (T) payload;
	}

	@Override
	public List<MessagePort> ports() {
		return List.of();
	}

	@Override
	public Map<String, Object> headers() {
		return Map.of();
	}

	@Override
	public final MessagePort target() {
		return (this.link instanceof Listeners recipients) ? recipients.port()
				: (MessagePort) Objects.requireNonNull(this.link);
	}

	@Override
	public @Nullable MessagePort replyPort() {
		return null;
	}

	@Override
	public boolean reply(@Nullable Object data) {
		throw noReplyPort();
	}

	@Override
	public void reply(Flow.@Nullable Publisher<?> answers) {
		throw noReplyPort();
	}

	@Override
	public void fail(Throwable cause) {
		throw noReplyPort();
	}

	/**
	 * Fail this message, if it is a request that is still unanswered, because of what a
	 * listener has thrown (V3).
	 * @param cause what it has thrown
	 */
	void failUnanswered(Throwable cause) {
	}

	private IllegalStateException noReplyPort() {
		return new IllegalStateException("The message to port " + target().name() + " has no reply port: it was sent"
				+ " with postMessage. Post the answer on event.target(), or let the sender use request(..)");
	}

	/**
	 * Names no payload and no header: they may be secrets, and this ends up in logs.
	 */
	@Override
	public String toString() {
		return isTaken() ? "Message to " + target().name() : "Message";
	}

}
