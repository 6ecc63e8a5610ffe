package dev.messageport.spring;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.util.ClassUtils;

/**
 * Gives payloads the type that somebody wants them to have. Thread-safe.
 */
final class PayloadConverter {

	private final MessageConverter converter;

	PayloadConverter(MessageConverter converter) {
		this.converter = converter;
	}

	/**
	 * Convert a payload, if it is not of the type already.
	 * @param data the payload; {@code null} stays {@code null}
	 * @param headers the headers of the message
	 * @param type the type that is wanted
	 * @param hint a {@link org.springframework.core.MethodParameter} that says more of
	 * the type, or {@code null}
	 * @return the payload itself or what it was converted to
	 * @throws MessageConversionException if it cannot be converted
	 */
	@Nullable Object convert(@Nullable Object data, Map<String, Object> headers, Class<?> type, @Nullable Object hint) {
		Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (data == null || wanted.isInstance(data)) {
			return data;
		}
		Object converted = fromMessage(new Payload(data, headers), wanted, hint);
		if (!wanted.isInstance(converted)) {
			throw new MessageConversionException("A payload of type '" + data.getClass().getName()
					+ "' cannot be converted to '" + wanted.getName() + "'");
		}
		return converted;
	}

	/**
	 * Return whether a payload can be converted, by trying it.
	 * @param data the payload
	 * @param headers the headers of the message
	 * @param type the type that is wanted
	 * @param hint a {@link org.springframework.core.MethodParameter} that says more of
	 * the type, or {@code null}
	 * @return whether {@link #convert} will succeed
	 */
	boolean converts(@Nullable Object data, Map<String, Object> headers, Class<?> type, @Nullable Object hint) {
		try {
			convert(data, headers, type, hint);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private @Nullable Object fromMessage(Message<?> message, Class<?> type, @Nullable Object hint) {
		return (this.converter instanceof SmartMessageConverter smart) ? smart.fromMessage(message, type, hint)
				: this.converter.fromMessage(message, type);
	}

	/**
	 * What converters take. They put it into their exceptions, which must not show the
	 * payload: it may be a secret.
	 *
	 * @param data the payload
	 * @param headers the headers of the message
	 */
	private record Payload(Object data, Map<String, Object> headers) implements Message<Object> {

		@Override
		public Object getPayload() {
			return this.data;
		}

		@Override
		public MessageHeaders getHeaders() {
			return new MessageHeaders(this.headers);
		}

		@Override
		public String toString() {
			return "a payload of type " + this.data.getClass().getName();
		}

	}

}
