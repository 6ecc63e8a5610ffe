package dev.messageport;

import java.util.List;
import java.util.Map;

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

}
