package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Registers what a native image needs for the {@link PortListener} methods of a bean. The
 * annotation does so for the method that it is on; only the class of the bean tells which
 * method implements that one, which interface a proxy is called by, and what a type
 * variable stands for.
 *
 * @see PortListenerReflectiveProcessor
 */
final class PortListenerAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Class<?> type = bean.getBeanClass();
		Set<Method> methods = PortListenerFinder.listenerMethods(type);
		if (methods.isEmpty()) {
			return null;
		}
		return (generation, code) -> {
			ListenerHints hints = new ListenerHints(generation.getRuntimeHints().reflection());
			hints.registerInvocation();
			methods.forEach((method) -> hints.register(method, type));
		};
	}

}
