package dev.messageport.spring;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.core.CoroutinesUtils;

/**
 * Calls a suspending function of Kotlin. What it returns is a publisher of what the
 * function will return; the thread of the listener is free meanwhile.
 *
 * @param bean the bean to call
 * @param method the function to call
 * @param arguments where each argument comes from
 */
record SuspendingInvoker(Object bean, Method method, ListenerArgument[] arguments) implements ListenerInvoker {

	@Override
	public @Nullable Object invoke(Object event) throws Exception {
		@Nullable Object[] values = new Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].of(event);
		}
		return CoroutinesUtils.invokeSuspendingFunction(this.method, this.bean, values);
	}

}
