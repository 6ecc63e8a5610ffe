package dev.messageport.spring;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageHeaders;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * The headers of a message that has arrived at a port.
 */
final class EventHeaders extends MessageHeaders {

	private static final long serialVersionUID = 1L;

	private EventHeaders(Map<String, Object> headers, @Nullable UUID id, @Nullable Long timestamp) {
		super(headers, id, timestamp);
	}

	static EventHeaders of(MessageEvent event) {
		Map<String, Object> headers = new HashMap<>(event.headers());
		headers.put(MessagePortHeaders.EVENT, event);
		MessagePort replyPort = event.replyPort();
		if (replyPort != null) {
			EventReplyChannel channel = new EventReplyChannel(event, replyPort);
			headers.put(REPLY_CHANNEL, channel);
			headers.put(ERROR_CHANNEL, channel);
		}
		return new EventHeaders(headers, (headers.get(ID) instanceof UUID id) ? id : null,
				(headers.get(TIMESTAMP) instanceof Long timestamp) ? timestamp : null);
	}

}
