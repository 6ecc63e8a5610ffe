package dev.messageport.spring;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.StringUtils;

import dev.messageport.Transferable;

/**
 * One parameter of an operation.
 *
 * @param kind where its value travels
 * @param name the name of the header, or of the parameter
 * @param required whether a header must be there
 * @param defaultValue the value of a header that is not there, if any
 * @param type the type of the value; of what is in the {@link Optional}, if it is one
 * @param optional whether it is an {@link Optional}
 * @param several whether it is a collection or an array of transferables
 * @param parameter the parameter
 */
record ServiceParameter(Kind kind, String name, boolean required, @Nullable String defaultValue, Class<?> type,
		boolean optional, boolean several, MethodParameter parameter) {

	static ServiceParameter of(MethodParameter parameter) {
		ResolvableType declared = ResolvableType.forMethodParameter(parameter);
		boolean optional = declared.toClass() == Optional.class;
		ResolvableType value = optional ? declared.getGeneric() : declared;
		String name = (parameter.getParameterName() != null) ? parameter.getParameterName()
				: "#" + (parameter.getParameterIndex() + 1);
		Header header = parameter.getParameterAnnotation(Header.class);
		if (header != null) {
			String defaultValue = ValueConstants.DEFAULT_NONE.equals(header.defaultValue()) ? null
					: header.defaultValue();
			return new ServiceParameter(Kind.HEADER, StringUtils.hasText(header.name()) ? header.name() : name,
					header.required() && defaultValue == null && !optional, defaultValue, value.toClass(), optional,
					false, parameter);
		}
		Kind kind = parameter.hasParameterAnnotation(Headers.class) ? Kind.HEADERS : Kind.ARGUMENT;
		return new ServiceParameter(kind, name, false, null, value.toClass(), optional, Transferables.isSeveral(value),
				parameter);
	}

	/**
	 * Return what this parameter is given for a value from afar.
	 * @param value the value, of any type
	 * @param convert converts to {@link #type()}
	 * @return the argument
	 */
	@Nullable Object argument(@Nullable Object value, Conversion convert) {
		Object converted = (this.several && value instanceof Collection<?> values) ? collect(values)
				: convert.to(this.type, value);
		if (converted == null && this.type.isPrimitive()) {
			throw new IllegalArgumentException(this + " is null, but a '" + this.type.getName() + "' is needed");
		}
		return this.optional ? Optional.ofNullable(converted) : converted;
	}

	private @Nullable Object collect(Collection<?> values) {
		if (this.type.isArray()) {
			return values.toArray((Object[]) Array.newInstance(this.type.getComponentType(), values.size()));
		}
		return DefaultConversionService.getSharedInstance().convert(values, TypeDescriptor.valueOf(this.type));
	}

	/**
	 * Return whether values are transferred, and nothing else can be.
	 * @return whether the type is that of a transferable
	 */
	boolean transferable() {
		return this.kind == Kind.ARGUMENT && Transferable.class.isAssignableFrom(this.type);
	}

	/**
	 * Return what this is, for people.
	 */
	@Override
	public String toString() {
		return ((this.kind == Kind.HEADER) ? "Header '" : "Argument '") + this.name + "'";
	}

	enum Kind {

		ARGUMENT, HEADER, HEADERS

	}

	/**
	 * Converts values.
	 */
	@FunctionalInterface
	interface Conversion {

		@Nullable Object to(Class<?> type, @Nullable Object value);

	}

}
