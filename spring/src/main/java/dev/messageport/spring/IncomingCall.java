package dev.messageport.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.CoroutinesUtils;
import org.springframework.messaging.converter.MessageConversionException;

import dev.messageport.MessageEvent;
import dev.messageport.Transferable;

/**
 * A call that has arrived.
 *
 * @param operation what is called
 * @param arguments the arguments of the method
 */
record IncomingCall(ServiceOperation operation, @Nullable Object[] arguments) {

	static IncomingCall of(ServiceOperation operation, PortCall call, MessageEvent event, PayloadConverter converter,
			ArgumentValidation validation) {
		List<Transferable> arrived = arrived(event);
		Map<String, Object> headers = event.headers();
		Iterator<@Nullable Object> values = call.arguments().iterator();
		Object[] arguments = operation.parameters().stream().map((parameter) -> switch (parameter.kind()) {
			case ARGUMENT -> convert(operation, parameter,
					restore(parameter, values.next(), headers, arrived, converter), headers, converter);
			case HEADER -> convert(operation, parameter, header(operation, parameter, headers), headers, converter);
			case HEADERS -> headers;
		}).toArray();
		for (int i = 0; i < arguments.length; i++) {
			validation.validate(operation.parameters().get(i), arguments[i], event);
		}
		return new IncomingCall(operation, arguments);
	}

	/**
	 * Return what a call has brought.
	 * @param event the message
	 * @return everything in its transfer list but the reply port
	 */
	static List<Transferable> arrived(MessageEvent event) {
		List<Transferable> all = event.transferred();
		return (event.replyPort() != null) ? all.subList(0, all.size() - 1) : all;
	}

	private static @Nullable Object restore(ServiceParameter parameter, @Nullable Object value,
			Map<String, Object> headers, List<Transferable> arrived, PayloadConverter converter) {
		boolean encoded = parameter.transferable() && !(value instanceof Transferable);
		return Transferables
			.putBack(encoded ? converter.convert(value, headers, PortCall.Transferred.class, null) : value, arrived);
	}

	private static @Nullable Object header(ServiceOperation operation, ServiceParameter parameter,
			Map<String, Object> headers) {
		Object value = headers.get(parameter.name());
		if (value == null && parameter.required()) {
			throw new IllegalArgumentException(
					parameter + " of " + operation + " is missing: set it, or declare it @Header(required = false)");
		}
		return (value != null) ? value : parameter.defaultValue();
	}

	private static @Nullable Object convert(ServiceOperation operation, ServiceParameter parameter,
			@Nullable Object value, Map<String, Object> headers, PayloadConverter converter) {
		try {
			return parameter.argument(value,
					(type, each) -> converter.convert(each, headers, type, parameter.parameter()));
		}
		catch (MessageConversionException ex) {
			throw new MessageConversionException(parameter + " of " + operation + " cannot be read: " + ex.getMessage(),
					ex);
		}
	}

	@Nullable Object invoke(Object bean) throws Exception {
		if (this.operation.isSuspending()) {
			return CoroutinesUtils.invokeSuspendingFunction(this.operation.method(), bean, this.arguments);
		}
		try {
			return this.operation.method().invoke(bean, this.arguments);
		}
		catch (InvocationTargetException ex) {
			Throwable thrown = ex.getTargetException();
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (thrown instanceof Exception exception) ? exception : new UndeclaredThrowableException(thrown);
		}
	}

}
