package dev.messageport.spring;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;

/**
 * Calls a suspending function of Kotlin. What it returns is a publisher of what the
 * function will return; the thread of the listener is free meanwhile.
 *
 * @param bean the bean to call
 * @param method the function to call
 * @param arguments where each argument comes from
 */
record SuspendingInvoker(Object bean, Method method, ListenerArgument[] arguments) implements ListenerInvoker {

	/**
	 * Return what a method returns in the eyes of who has written it.
	 * @param method a method, suspending or not
	 * @return the type, {@code void} for a suspending function without a result
	 */
	static Class<?> returnType(Method method) {
		if (!KotlinDetector.isSuspendingFunction(method)) {
			return method.getReturnType();
		}
		Class<?> result = result(method, method.getDeclaringClass()).resolve(Object.class);
		return "kotlin.Unit".equals(result.getName()) ? void.class : result;
	}

	/**
	 * Return what a method returns in the eyes of who has written it, with its generics.
	 * @param method a method, suspending or not
	 * @param targetClass the class that tells what type variables stand for
	 * @return the type
	 */
	static ResolvableType result(Method method, Class<?> targetClass) {
		if (!KotlinDetector.isSuspendingFunction(method)) {
			return ResolvableType.forMethodReturnType(method, targetClass);
		}
		// What Kotlin makes of it: the last parameter, a Continuation<? super Result>
		return ResolvableType.forMethodParameter(method, method.getParameterCount() - 1, targetClass).getGeneric();
	}

	@Override
	public @Nullable Object invoke(Object event) throws Exception {
		@Nullable Object[] values = new Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].of(event);
		}
		return CoroutinesUtils.invokeSuspendingFunction(this.method, this.bean, values);
	}

}
