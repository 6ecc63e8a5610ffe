package dev.messageport.spring;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;

import dev.messageport.MessageEvent;

/**
 * The parameter of a listener method that takes the payload: as it is, in an
 * {@link Optional} or in a {@link Message}; converted and validated.
 */
final class ListenerPayload implements ListenerArgument {

	private final MethodParameter parameter;

	private final String place;

	private final PayloadConverter converter;

	private final ParameterValidation validation;

	private final Form form;

	/**
	 * The type as it is declared, which may be a primitive one.
	 */
	private final Class<?> type;

	private final boolean takesNull;

	ListenerPayload(MethodParameter parameter, String place, PayloadConverter converter,
			@Nullable Validator validator) {
		this.parameter = parameter;
		this.place = place;
		this.converter = converter;
		this.validation = new ParameterValidation(parameter, parameter.getParameter().getName(), validator);
		Class<?> declared = ResolvableType.forMethodParameter(parameter).toClass();
		this.form = Form.of(declared);
		this.type = (this.form == Form.PLAIN) ? declared
				: ResolvableType.forMethodParameter(parameter).getGeneric().toClass();
		this.takesNull = this.form != Form.PLAIN || takesNull(parameter, this.type);
	}

	/**
	 * Return whether there is to be a validation and nobody to do it.
	 * @return whether a validator is missing
	 */
	boolean lacksValidator() {
		return this.validation.lacksValidator();
	}

	/**
	 * Return the type of the payload.
	 * @return the type, never a primitive one
	 */
	Class<?> type() {
		return ClassUtils.resolvePrimitiveIfNecessary(this.type);
	}

	boolean takes(@Nullable Object data) {
		return (data != null) ? type().isInstance(data) : this.takesNull;
	}

	boolean converts(MessageEvent event) {
		return event.data() != null
				&& this.converter.converts(event.data(), event.headers(), this.type, this.parameter);
	}

	@Override
	public @Nullable Object of(Object event) {
		MessageEvent message = (MessageEvent) event;
		Object data = message.data();
		if (!takes(data)) {
			data = convert(message, data);
		}
		this.validation.validate(data, message);
		return switch (this.form) {
			case PLAIN -> data;
			case OPTIONAL -> Optional.ofNullable(data);
			case MESSAGE -> message(message, data);
		};
	}

	private @Nullable Object convert(MessageEvent event, @Nullable Object data) {
		Exception cause = null;
		if (data != null) {
			try {
				return this.converter.convert(data, event.headers(), this.type, this.parameter);
			}
			catch (RuntimeException ex) {
				cause = ex;
			}
		}
		throw new MessageConversionException("The payload of a message at port '" + event.target().name() + "' is "
				+ ((data != null) ? "of type '" + data.getClass().getName() + "'" : "null") + ", but parameter '"
				+ this.parameter.getParameter().getName() + "' of the @PortListener " + this.place + " takes '"
				+ this.type.getName() + "'" + ((data != null) ? ", and it cannot be converted" : "")
				+ ": post that type, or widen the parameter", cause);
	}

	private static Message<?> message(MessageEvent event, @Nullable Object data) {
		Message<?> message = new EventMessage(event);
		return (data == null || data == event.data()) ? message
				: MessageBuilder.createMessage(data, message.getHeaders());
	}

	private static boolean takesNull(MethodParameter parameter, Class<?> type) {
		if (KotlinDetector.isKotlinReflectPresent() && KotlinDetector.isKotlinType(parameter.getContainingClass())) {
			return parameter.isOptional();
		}
		return !type.isPrimitive();
	}

	/**
	 * How the payload is wrapped.
	 */
	private enum Form {

		PLAIN, OPTIONAL, MESSAGE;

		static Form of(Class<?> type) {
			return (type == Optional.class) ? OPTIONAL : (type == Message.class) ? MESSAGE : PLAIN;
		}

	}

}
