package dev.messageport.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.util.ClassUtils;

import dev.messageport.Transferable;

/**
 * Registers what a native image needs for an operation: the method, and the types of its
 * arguments and results, which may be converted.
 */
final class PortExchangeReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			this.binding.registerReflectionHints(hints, PortCall.class, PortCall.Transferred.class);
			for (Type type : method.getGenericParameterTypes()) {
				bind(hints, type);
			}
			bind(hints, method.getGenericReturnType());
		}
	}

	private void bind(ReflectionHints hints, Type type) {
		boolean plain = type instanceof Class<?> plainClass
				&& (ClassUtils.isPrimitiveOrWrapper(plainClass) || Transferable.class.isAssignableFrom(plainClass));
		if (!plain && type != void.class) {
			this.binding.registerReflectionHints(hints, type);
		}
	}

}
