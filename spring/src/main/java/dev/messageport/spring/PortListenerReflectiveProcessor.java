package dev.messageport.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;

/**
 * Registers what a native image needs for a method that is annotated with
 * {@link PortListener}, by whatever way.
 *
 * @see PortListenerAotProcessor
 */
final class PortListenerReflectiveProcessor implements ReflectiveProcessor {

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			new ListenerHints(hints).register(method, method.getDeclaringClass());
		}
	}

}
