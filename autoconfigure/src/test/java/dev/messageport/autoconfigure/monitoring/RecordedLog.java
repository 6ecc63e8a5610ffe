package dev.messageport.autoconfigure.monitoring;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What was logged, with stacks.
 */
final class RecordedLog implements InvocationHandler {

	private final StringBuffer text = new StringBuffer();

	Log log() {
		return (Log) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Log.class }, this);
	}

	String text() {
		return this.text.toString();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object[] args) {
		StringWriter stack = new StringWriter();
		if (args.length > 1) {
			((Throwable) args[1]).printStackTrace(new PrintWriter(stack));
		}
		this.text.append(method.getName().toUpperCase(Locale.ROOT) + " " + args[0] + "\n" + stack + "\n");
		return null;
	}

}
