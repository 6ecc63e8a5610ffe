package dev.messageport.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;
import dev.messageport.PortClosedException;
import dev.messageport.PostOptions;

/**
 * A call as it is posted.
 *
 * @param operation what is called
 * @param payload the payload
 * @param options what goes with it
 */
record OutgoingCall(ServiceOperation operation, PortCall payload, PostOptions options) {

	static OutgoingCall of(ServiceOperation operation, @Nullable Object[] values) {
		List<@Nullable Object> arguments = new ArrayList<>(values.length);
		Map<String, Object> headers = new LinkedHashMap<>();
		Transferables transferables = new Transferables();
		for (ServiceParameter parameter : operation.parameters()) {
			Object value = values[parameter.parameter().getParameterIndex()];
			switch (parameter.kind()) {
				case ARGUMENT -> arguments.add(transferables.takeOut(unwrap(parameter, value)));
				case HEADER -> addHeader(headers, operation, parameter, unwrap(parameter, value));
				case HEADERS -> addHeaders(headers, unwrap(parameter, value));
			}
		}
		return new OutgoingCall(operation, new PortCall(operation.name(), arguments),
				PostOptions.builder().transfer(transferables.found()).headers(headers).build());
	}

	private static @Nullable Object unwrap(ServiceParameter parameter, @Nullable Object value) {
		return (parameter.optional() && value instanceof Optional<?> optional) ? optional.orElse(null) : value;
	}

	private static void addHeader(Map<String, Object> headers, ServiceOperation operation, ServiceParameter parameter,
			@Nullable Object value) {
		Object present = (value != null) ? value : parameter.defaultValue();
		if (present != null) {
			headers.put(parameter.name(), present);
		}
		else if (parameter.required()) {
			throw new IllegalArgumentException(parameter + " of " + operation
					+ " is null, but required: give it a value, or declare it @Header(required = false)");
		}
	}

	private static void addHeaders(Map<String, Object> headers, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((name, each) -> {
				if (each != null) {
					headers.put(String.valueOf(name), each);
				}
			});
		}
	}

	/**
	 * Return what this fails with when the port of the connection has closed.
	 * @param reason why, seen from here
	 * @param cause the error behind it, if any
	 * @return the exception
	 */
	PortClosedException lost(CloseReason reason, @Nullable Throwable cause) {
		return new PortClosedException(reason, "The call of " + this.operation
				+ " has failed: the port was closed before it was answered (" + reason + ")."
				+ ((reason == CloseReason.LOCAL) ? " Keep it open until then" : " Call again once there is a new one"),
				cause);
	}

}
