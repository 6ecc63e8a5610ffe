package dev.messageport.spring;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.MimeType;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The converters that need Jackson, which is optional.
 */
final class JsonConverters {

	private final JsonMapper mapper;

	private JsonConverters(JsonMapper mapper) {
		this.mapper = mapper;
	}

	static JsonConverters create(BeanFactory beanFactory) {
		JsonMapper mapper = beanFactory.getBeanProvider(JsonMapper.class).getIfUnique();
		return new JsonConverters((mapper != null) ? mapper
				: JsonMapper.builder().findAndAddModules(JsonConverters.class.getClassLoader()).build());
	}

	/**
	 * Make a converter of JSON text to objects.
	 * @return the converter
	 */
	MessageConverter ofText() {
		return new JacksonJsonMessageConverter(this.mapper) {

			@Override
			protected boolean canConvertFrom(Message<?> message, @Nullable Class<?> type) {
				return type != null && !CharSequence.class.isAssignableFrom(type) && type != byte[].class
						&& (isStructured(message.getPayload()) || (isText(message.getPayload()) && isDeclared(message)))
						&& super.canConvertFrom(message, type);
			}

			private boolean isDeclared(Message<?> message) {
				return getMimeType(message.getHeaders()) != null;
			}

		};
	}

	/**
	 * Make a converter of what JSON text would be parsed to.
	 * @return the converter
	 */
	MessageConverter ofValues() {
		return new ValueConverter(this.mapper);
	}

	private static boolean isText(Object data) {
		return data instanceof String || data instanceof byte[];
	}

	private static boolean isStructured(Object data) {
		if (data instanceof byte[] bytes) {
			int i = 0;
			while (i < bytes.length && Character.isWhitespace(bytes[i])) {
				i++;
			}
			return i < bytes.length && (bytes[i] == '{' || bytes[i] == '[');
		}
		return data instanceof String text
				&& (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("["));
	}

	/**
	 * Converts maps, collections, trees and simple values.
	 */
	private static final class ValueConverter extends AbstractMessageConverter {

		private final JsonMapper mapper;

		ValueConverter(JsonMapper mapper) {
			super(new MimeType[0]);
			this.mapper = mapper;
		}

		@Override
		protected boolean supports(Class<?> type) {
			return true;
		}

		@Override
		protected boolean canConvertFrom(Message<?> message, @Nullable Class<?> type) {
			Object data = message.getPayload();
			return data instanceof Map || data instanceof Collection || data instanceof TreeNode
					|| BeanUtils.isSimpleValueType(data.getClass());
		}

		@Override
		protected @Nullable Object convertFromInternal(Message<?> message, Class<?> type, @Nullable Object hint) {
			JavaType javaType = this.mapper.constructType(typeOf(type, hint));
			try {
				return this.mapper.convertValue(message.getPayload(), javaType);
			}
			catch (RuntimeException ex) {
				throw new MessageConversionException(
						"Jackson cannot make a '" + javaType.toCanonical() + "' of " + message, ex);
			}
		}

		private static Type typeOf(Class<?> type, @Nullable Object hint) {
			if (!(hint instanceof MethodParameter parameter)) {
				return type;
			}
			MethodParameter nested = (Message.class == parameter.getParameterType()) ? parameter.nested()
					: parameter.nestedIfOptional();
			Type generic = GenericTypeResolver.resolveType(nested.getNestedGenericParameterType(),
					nested.getContainingClass());
			return (nested.getNestedParameterType() == type) ? generic : type;
		}

	}

}
