package dev.messageport;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message that is about to be posted, as a {@link PortInterceptor} sees it. Not
 * thread-safe, and of no effect once the interceptor has returned.
 */
public interface OutgoingMessage {

	/**
	 * Return the port that the message is posted on.
	 * @return the port
	 */
	MessagePort port();

	/**
	 * Return the payload as the sender gave it.
	 * @return the payload
	 */
	@Nullable Object data();

	/**
	 * Return what the message is to transfer.
	 * @return an immutable list, empty when there is nothing
	 */
	List<Transferable> transfer();

	/**
	 * Return the headers as they are now.
	 * @return an immutable view
	 */
	Map<String, Object> headers();

	/**
	 * Set a header, in place of one of the same name.
	 * @param name the name, not empty
	 * @param value the value
	 */
	void setHeader(String name, Object value);

	/**
	 * Remove a header. Does nothing if there is none of that name.
	 * @param name the name
	 */
	void removeHeader(String name);

}
