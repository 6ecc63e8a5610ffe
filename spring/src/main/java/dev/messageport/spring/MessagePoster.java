package dev.messageport.spring;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import dev.messageport.MessagePort;
import dev.messageport.PostOptions;
import dev.messageport.Transferable;

/**
 * Posts Spring messages on a port: the payload, the headers, and what
 * {@link MessagePortHeaders#TRANSFER} says.
 *
 * @param port the port
 */
record MessagePoster(MessagePort port) {

	boolean post(Message<?> message) {
		PostOptions.Builder options = PostOptions.builder();
		message.getHeaders().forEach((name, value) -> add(options, name, value));
		return this.port.postMessage(message.getPayload(), options.build());
	}

	private static void add(PostOptions.Builder options, String name, @Nullable Object value) {
		if (name.equals(MessagePortHeaders.TRANSFER)) {
			transferables(value).forEach((transferable) -> options.transfer(List.of(transferable)));
		}
		else if (value != null && !name.isEmpty() && !name.equals(MessagePortHeaders.EVENT)
				&& !name.equals(MessagePortHeaders.CONTEXT)) {
			options.header(name, value);
		}
	}

	private static List<Transferable> transferables(@Nullable Object value) {
		Collection<?> values = (value instanceof Collection<?> collection) ? collection
				: (value != null) ? List.of(value) : List.of();
		return values.stream().map(MessagePoster::transferable).toList();
	}

	private static Transferable transferable(@Nullable Object value) {
		if (value instanceof Transferable transferable) {
			return transferable;
		}
		throw new IllegalArgumentException("Header '" + MessagePortHeaders.TRANSFER + "' holds "
				+ ((value != null) ? "an object of type '" + value.getClass().getName() + "'" : "null")
				+ ": put a 'Transferable', such as a port, or a collection of them there");
	}

}
