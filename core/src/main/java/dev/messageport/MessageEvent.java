package dev.messageport;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A message that has arrived at a port. Immutable, and usable from any thread and after
 * the listener has returned.
 */
public interface MessageEvent {

	/**
	 * Return the payload.
	 * @return the payload; {@code null} is a legal message (P6)
	 */
	@Nullable Object data();

	/**
	 * Return the payload as the given type.
	 * @param <T> the type
	 * @param type the type to cast to; a primitive type stands for its wrapper
	 * @return the payload, or {@code null} for the {@code null} message
	 * @throws ClassCastException if the payload is of another type, naming both
	 */
	<T> @Nullable T data(Class<T> type);

	/**
	 * Return the ports that came with this message, in the order of the transfer list
	 * (P5). They belong to the receiver now and are not started (T1).
	 * @return an immutable list, empty when there are none
	 */
	List<MessagePort> ports();

	/**
	 * Return everything that came in the transfer list of this message, in its order: the
	 * {@link #ports()}, and the other transferables, each a new object that belongs to
	 * the receiver now (T8).
	 * @return an immutable list, empty when there is nothing
	 */
	default List<Transferable> transferred() {
		return List.copyOf(ports());
	}

	/**
	 * Return the headers of this message.
	 * @return an immutable map, empty unless the sender set headers
	 */
	Map<String, Object> headers();

	/**
	 * Return the port that this message was delivered to.
	 * @return the port
	 */
	MessagePort target();

	/**
	 * Return the port for the answer, when the sender asked for one with
	 * {@link MessagePort#request request} or {@link MessagePort#requestStream
	 * requestStream} (V1). It is the last one in {@link #ports()} then. It may be used
	 * like any other, kept for later, or transferred on: what is posted on it is an
	 * answer, and {@code close(cause)} fails what was asked. It closes when nobody waits
	 * for an answer any more.
	 * @return the port, not started, or {@code null} when the sender asked for nothing
	 */
	@Nullable MessagePort replyPort();

	/**
	 * Answer a request: post the answer on the reply port and close that.
	 * @param data the answer; {@code null} is one
	 * @return whether it was queued; {@code false} when this message was answered before,
	 * or nobody waits for the answer any more
	 * @throws IllegalStateException if this message has no reply port
	 * @throws DataCloneException if the answer cannot be posted (P2); the request fails
	 * with the same error, so that nobody waits for ever. A port is posted on the
	 * {@link #replyPort()}, with a transfer list
	 * @throws PortOverflowException if the reply channel is full of answers posted by
	 * hand; the request fails with the same error
	 */
	boolean reply(@Nullable Object data);

	/**
	 * Answer a request with a stream, at the asker's demand (V2): subscribe to the
	 * publisher, request from it what the asker requests, post each element on the reply
	 * port, and close that at the end, with the cause if it ends with an error. An
	 * element that is a port, or another transferable, is transferred (P4). When nobody
	 * waits for more answers the subscription is cancelled. The reply port belongs to the
	 * publisher from now on. Where the sender asked for one answer only, it gets the
	 * first element.
	 * <p>
	 * Subscribes on the calling thread; requests and cancels on turns of the reply port.
	 * Does nothing when this message was answered before, or when nobody waits for an
	 * answer any more.
	 * @param answers the answers; {@code null}, which the compiler takes for a publisher,
	 * is the answer {@code null}
	 * @throws IllegalStateException if this message has no reply port
	 */
	void reply(Flow.@Nullable Publisher<?> answers);

	/**
	 * Fail a request: close the reply port with the cause. Does nothing when this message
	 * was answered before. A listener that throws before it has answered has the same
	 * effect, once all listeners have run (V3).
	 * @param cause what the asker gets, as the very same object
	 * @throws IllegalStateException if this message has no reply port
	 */
	void fail(Throwable cause);

}
