package dev.messageport.spring;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ReflectionUtils;

/**
 * Calls a function of Kotlin whose parameters have default values: they stand for what a
 * message does not have. The compiler has made a static method for that purpose next to
 * the function, which takes the object, the arguments, a set of bits that tells which of
 * them to replace, and a marker that is {@code null}. A bit that is set for a parameter
 * without a default value changes nothing.
 *
 * @param bean the bean to call; of a proxy too the function is called
 * @param method the static method
 * @param arguments where each argument comes from
 */
record DefaultValuesInvoker(Object bean, Method method, ListenerArgument[] arguments) implements ListenerInvoker {

	DefaultValuesInvoker {
		ReflectionUtils.makeAccessible(method);
	}

	/**
	 * Find the static method of a function.
	 * @param function the function
	 * @return the method, or {@code null} if no parameter has a default value
	 */
	static @Nullable Method find(Method function) {
		Class<?>[] types = function.getParameterTypes();
		if (!KotlinDetector.isKotlinType(function.getDeclaringClass()) || types.length == 0
				|| types.length > Integer.SIZE) {
			return null;
		}
		Class<?>[] all = new Class<?>[types.length + 3];
		all[0] = function.getDeclaringClass();
		System.arraycopy(types, 0, all, 1, types.length);
		all[all.length - 2] = int.class;
		all[all.length - 1] = Object.class;
		return Arrays.stream(function.getDeclaringClass().getDeclaredMethods())
			.filter((method) -> method.getName().equals(function.getName() + "$default"))
			.filter((method) -> Modifier.isStatic(method.getModifiers())
					&& Arrays.equals(method.getParameterTypes(), all))
			.findFirst()
			.orElse(null);
	}

	@Override
	public @Nullable Object invoke(Object event) throws Exception {
		int count = this.arguments.length;
		@Nullable Object[] values = new Object[count + 3];
		values[0] = this.bean;
		int missing = 0;
		for (int i = 0; i < count; i++) {
			Object value = this.arguments[i].of(event);
			if (value == null) {
				missing |= 1 << i;
				value = placeholder(this.method.getParameterTypes()[i + 1]);
			}
			values[i + 1] = value;
		}
		values[count + 1] = missing;
		try {
			return this.method.invoke(null, values);
		}
		catch (InvocationTargetException ex) {
			throw rethrown(ex.getTargetException());
		}
	}

	private static @Nullable Object placeholder(Class<?> type) {
		return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
	}

	private static Exception rethrown(Throwable error) {
		if (error instanceof Error fatal) {
			throw fatal;
		}
		return (error instanceof Exception ex) ? ex : new UndeclaredThrowableException(error);
	}

}
