package dev.messageport.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.ClassUtils;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Decides, once for each method, where its arguments come from.
 */
final class ListenerArguments {

	private static final String PAYLOAD = "payload";

	private final Method method;

	private final ListenerKind kind;

	private final String place;

	private final Set<String> found = new HashSet<>();

	private ListenerArguments(Method method, ListenerKind kind, String place) {
		this.method = method;
		this.kind = kind;
		this.place = place;
	}

	static ListenerArgument[] resolve(Method method, Class<?> targetClass, ListenerKind kind, String place) {
		ListenerArguments arguments = new ListenerArguments(method, kind, place);
		ListenerArgument[] resolved = new ListenerArgument[method.getParameterCount()];
		for (int i = 0; i < resolved.length; i++) {
			resolved[i] = arguments.resolve(i, ResolvableType.forMethodParameter(method, i, targetClass));
		}
		return resolved;
	}

	private ListenerArgument resolve(int index, ResolvableType type) {
		if (type.toClass() == this.kind.eventType()) {
			return once(index, "the " + type.toClass().getSimpleName(), (event) -> event);
		}
		if (type.toClass() == MessagePort.class) {
			return once(index, "the MessagePort", this.kind::port);
		}
		if (this.kind != ListenerKind.MESSAGE) {
			throw unsupported(index, "a listener to '" + this.kind.eventType().getSimpleName()
					+ "' can have that event and a 'MessagePort' only");
		}
		if (isListOfPorts(type)) {
			return once(index, "the List<MessagePort>", (event) -> ((MessageEvent) event).ports());
		}
		return once(index, "the " + PAYLOAD, payload(index, type.toClass()));
	}

	private ListenerArgument once(int index, String what, ListenerArgument argument) {
		if (!this.found.add(what)) {
			throw unsupported(index, "another parameter is " + what + " already. A listener to messages can have a"
					+ " payload, a 'MessageEvent', a 'MessagePort' and a 'List<MessagePort>', each once");
		}
		return argument;
	}

	private IllegalStateException unsupported(int index, String reason) {
		Parameter parameter = this.method.getParameters()[index];
		return new IllegalStateException("Parameter " + (index + 1) + ", '" + parameter.getType().getSimpleName() + " "
				+ parameter.getName() + "', of the @PortListener " + this.place + " cannot be resolved: " + reason);
	}

	private ListenerArgument payload(int index, Class<?> type) {
		Class<?> expected = ClassUtils.resolvePrimitiveIfNecessary(type);
		return (event) -> {
			Object data = ((MessageEvent) event).data();
			if (expected.isInstance(data) || (data == null && !type.isPrimitive())) {
				return data;
			}
			throw mismatch(index, type, data, (MessageEvent) event);
		};
	}

	private MessageConversionException mismatch(int index, Class<?> type, @Nullable Object data, MessageEvent event) {
		return new MessageConversionException("The payload of a message at port '" + event.target().name() + "' is "
				+ ((data != null) ? "of type '" + data.getClass().getName() + "'" : "null") + ", but parameter '"
				+ this.method.getParameters()[index].getName() + "' of the @PortListener " + this.place + " takes '"
				+ type.getName() + "': post that type, or widen the parameter");
	}

	private static boolean isListOfPorts(ResolvableType type) {
		return type.toClass() == List.class && type.getGeneric().toClass() == MessagePort.class;
	}

}
