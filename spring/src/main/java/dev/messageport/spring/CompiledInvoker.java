package dev.messageport.spring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Calls a method of a bean with the arguments that it takes out of an event. Everything
 * that does not depend on the event is put into one method handle, because this is done
 * for every message.
 */
final class CompiledInvoker implements ListenerInvoker {

	private static final MethodType EVENT_TO_RESULT = MethodType.methodType(Object.class, Object.class);

	private static final MethodHandle ARGUMENT_OF;

	static {
		try {
			ARGUMENT_OF = MethodHandles.lookup().findVirtual(ListenerArgument.class, "of", EVENT_TO_RESULT);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final MethodHandle handle;

	/**
	 * Create an invoker.
	 * @param bean the bean to call
	 * @param method the method to call
	 * @param arguments where each argument comes from
	 * @param place the method, for people
	 */
	CompiledInvoker(Object bean, Method method, ListenerArgument[] arguments, String place) {
		try {
			ReflectionUtils.makeAccessible(method);
			MethodHandle target = MethodHandles.lookup().unreflect(method).asFixedArity();
			this.handle = compose(Modifier.isStatic(method.getModifiers()) ? target : target.bindTo(bean), arguments);
		}
		catch (IllegalAccessException ex) {
			throw new PortListenerDefinitionException(place, "the method is not accessible", "Make it public", ex);
		}
	}

	@Override
	public @Nullable Object invoke(Object event) throws Exception {
		try {
			return (Object) this.handle.invokeExact(event);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

	private static MethodHandle compose(MethodHandle target, ListenerArgument[] arguments) {
		MethodType type = target.type();
		MethodHandle[] filters = new MethodHandle[arguments.length];
		for (int i = 0; i < filters.length; i++) {
			filters[i] = ARGUMENT_OF.bindTo(arguments[i])
				.asType(MethodType.methodType(type.parameterType(i), Object.class));
		}
		MethodHandle filtered = MethodHandles.filterArguments(target, 0, filters);
		return MethodHandles
			.permuteArguments(filtered, MethodType.methodType(type.returnType(), Object.class), new int[filters.length])
			.asType(EVENT_TO_RESULT);
	}

}
