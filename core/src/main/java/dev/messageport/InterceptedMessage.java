package dev.messageport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way through the interceptors.
 *
 * @param port the port that it is posted on
 * @param data the payload
 * @param transfer what it is to transfer, immutable
 * @param collected the headers so far
 */
record InterceptedMessage(MessagePort port, @Nullable Object data, List<Transferable> transfer,
		Map<String, Object> collected) implements OutgoingMessage {

	@Override
	public Map<String, Object> headers() {
		return Collections.unmodifiableMap(this.collected);
	}

	@Override
	public void setHeader(String name, Object value) {
		this.collected.put(PostOptions.checkHeader(name, value), value);
	}

	@Override
	public void removeHeader(String name) {
		this.collected.remove(name);
	}

	/**
	 * Return the headers to send, which what an interceptor has kept cannot change.
	 * @return an immutable copy
	 */
	Map<String, Object> sealed() {
		return this.collected.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(this.collected));
	}

}
