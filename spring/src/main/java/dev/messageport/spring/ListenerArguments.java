package dev.messageport.spring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Decides, once for each method, where its arguments come from: most straight from the
 * event, the rest from a {@link HandlerMethodArgumentResolver}, which gets a view of the
 * event as a Spring message.
 */
final class ListenerArguments {

	private final ListenerKind kind;

	private final String place;

	private final ListenerContext context;

	private final PayloadConverter converter;

	private final HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();

	private final Set<String> found = new HashSet<>();

	private final ListenerArgument[] arguments;

	private @Nullable ListenerPayload payload;

	/**
	 * Decide for a method.
	 * @param parameters the parameters, of the method of the class behind a proxy
	 * @param kind what the method listens to
	 * @param place where the method is, for people
	 * @param context what all methods have in common
	 * @param converter converts the payload
	 */
	ListenerArguments(List<MethodParameter> parameters, ListenerKind kind, String place, ListenerContext context,
			PayloadConverter converter) {
		this.kind = kind;
		this.place = place;
		this.context = context;
		this.converter = converter;
		this.resolvers.addResolvers(context.argumentResolvers());
		this.resolvers.addResolver(new HeaderMethodArgumentResolver(
				PortMessageConverters.conversionService(context.beanFactory()), context.beanFactory()));
		this.resolvers.addResolver(new HeadersMethodArgumentResolver());
		this.arguments = parameters.stream().map(this::resolve).toArray(ListenerArgument[]::new);
	}

	/**
	 * Return where each argument comes from.
	 * @return the arguments, in the order of the parameters
	 */
	ListenerArgument[] all() {
		return this.arguments;
	}

	/**
	 * Return the parameter that takes the payload.
	 * @return the parameter, or {@code null} if the method has none
	 */
	@Nullable ListenerPayload payload() {
		return this.payload;
	}

	private ListenerArgument resolve(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		if (isContinuation(type)) {
			return (event) -> null;
		}
		if (type == this.kind.eventType()) {
			return once(parameter, "the " + type.getSimpleName(), (event) -> event);
		}
		if (type == MessagePort.class) {
			return once(parameter, "the MessagePort", this.kind::port);
		}
		if (this.kind != ListenerKind.MESSAGE) {
			throw unsupported(parameter, "a listener to '" + this.kind.eventType().getSimpleName()
					+ "' can have that event and a 'MessagePort' only");
		}
		if (isListOfPorts(parameter)) {
			return once(parameter, "the List<MessagePort>", (event) -> ((MessageEvent) event).ports());
		}
		if (!parameter.hasParameterAnnotation(Payload.class) && this.resolvers.supportsParameter(parameter)) {
			return (event) -> this.resolvers.resolveArgument(parameter, new EventMessage((MessageEvent) event));
		}
		return once(parameter, "the payload", payload(parameter));
	}

	private ListenerArgument once(MethodParameter parameter, String what, ListenerArgument argument) {
		if (!this.found.add(what)) {
			throw unsupported(parameter, "another parameter is " + what + " already. A listener to messages can have a"
					+ " payload, a 'MessageEvent', a 'MessagePort' and a 'List<MessagePort>', each once, and headers,"
					+ " marked with @Header or @Headers");
		}
		return argument;
	}

	private ListenerPayload payload(MethodParameter parameter) {
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		if (annotation != null && !annotation.expression().isEmpty()) {
			throw unsupported(parameter, "@Payload has an expression, '" + annotation.expression()
					+ "': take the payload, and a part of it");
		}
		ListenerPayload payload = new ListenerPayload(parameter, this.place, this.converter, this.context.validator());
		if (payload.lacksValidator()) {
			throw unsupported(parameter, "it is to be validated, but there is no single or primary Validator bean",
					"Add one, with Spring Boot by 'spring-boot-starter-validation', or remove the annotation");
		}
		this.payload = payload;
		return payload;
	}

	private PortListenerDefinitionException unsupported(MethodParameter parameter, String reason) {
		return unsupported(parameter, reason,
				"Change the parameter, or add a HandlerMethodArgumentResolver for it with a PortListenerConfigurer");
	}

	private PortListenerDefinitionException unsupported(MethodParameter parameter, String reason, String action) {
		return new PortListenerDefinitionException(this.place,
				"parameter " + (parameter.getParameterIndex() + 1) + ", '"
						+ parameter.getParameterType().getSimpleName() + " " + parameter.getParameter().getName()
						+ "', cannot be resolved: " + reason,
				action);
	}

	static boolean isContinuation(Class<?> type) {
		return "kotlin.coroutines.Continuation".equals(type.getName());
	}

	static boolean isListOfPorts(MethodParameter parameter) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		return type.toClass() == List.class && type.getGeneric().toClass() == MessagePort.class;
	}

}
