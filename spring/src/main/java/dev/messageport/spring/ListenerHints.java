package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.util.ClassUtils;

import dev.messageport.Transferable;

/**
 * Registers what a native image needs for a {@link PortListener} method: the right to
 * call it, of its class and through a proxy, and the insides of its payload and its
 * answer, which may come from JSON and become JSON.
 */
final class ListenerHints {

	/**
	 * What an answer or a payload may be wrapped in; some of them are optional.
	 */
	private static final List<Class<?>> WRAPPERS = Stream
		.concat(Stream.of(CompletionStage.class, Flow.Publisher.class, BaseStream.class, Optional.class, Message.class),
				present("org.reactivestreams.Publisher", "kotlinx.coroutines.flow.Flow"))
		.toList();

	/**
	 * How deep a type is looked into: it may be made of its own kind, without end.
	 */
	private static final int NESTING = 8;

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	private final ReflectionHints hints;

	ListenerHints(ReflectionHints hints) {
		this.hints = hints;
	}

	/**
	 * Register what is needed to call methods through method handles.
	 */
	void registerInvocation() {
		for (Method method : ListenerArgument.class.getMethods()) {
			this.hints.registerMethod(method, ExecutableMode.INVOKE);
		}
	}

	/**
	 * Register what is needed for a method.
	 * @param method the method
	 * @param targetClass the class of the bean, as far as it is known
	 */
	void register(Method method, Class<?> targetClass) {
		this.hints.registerMethod(method, ExecutableMode.INVOKE);
		for (Class<?> type : ClassUtils.getAllInterfacesForClassAsSet(targetClass)) {
			Method declared = ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes());
			if (declared != null) {
				this.hints.registerMethod(declared, ExecutableMode.INVOKE);
			}
		}
		Method withDefaults = DefaultValuesInvoker.find(method);
		if (withDefaults != null) {
			this.hints.registerMethod(withDefaults, ExecutableMode.INVOKE);
		}
		ListenerKind kind = ListenerKind.of(method);
		for (MethodParameter parameter : PortListenerMethod.parameters(method, targetClass)) {
			if (kind == ListenerKind.MESSAGE && mayBePayload(parameter)) {
				bind(ResolvableType.forMethodParameter(parameter), NESTING);
			}
		}
		if (SuspendingInvoker.returnType(method) != void.class) {
			bind(SuspendingInvoker.result(method, targetClass), NESTING);
		}
	}

	private void bind(ResolvableType type, int depth) {
		Class<?> resolved = type.resolve(void.class);
		if (depth == 0 || resolved == void.class || Transferable.class.isAssignableFrom(resolved)) {
			return;
		}
		for (Class<?> wrapper : WRAPPERS) {
			if (wrapper.isAssignableFrom(resolved)) {
				bind(type.as(wrapper).getGeneric(), depth - 1);
				return;
			}
		}
		this.binding.registerReflectionHints(this.hints, resolved);
		for (ResolvableType generic : type.getGenerics()) {
			bind(generic, depth - 1);
		}
	}

	private static boolean mayBePayload(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type != ListenerKind.MESSAGE.eventType() && !ListenerArguments.isContinuation(type)
				&& !MessageHeaders.class.isAssignableFrom(type) && !ListenerArguments.isListOfPorts(parameter)
				&& !parameter.hasParameterAnnotation(Header.class) && !parameter.hasParameterAnnotation(Headers.class);
	}

	private static Stream<Class<?>> present(String... classNames) {
		ClassLoader classLoader = ListenerHints.class.getClassLoader();
		return Stream.of(classNames)
			.filter((name) -> ClassUtils.isPresent(name, classLoader))
			.map((name) -> ClassUtils.resolveClassName(name, classLoader));
	}

}
