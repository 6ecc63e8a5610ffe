package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The payload of a call to a {@link PortService}: what {@link PortServiceProxyFactory
 * clients} post, and what anybody else may post or
 * {@linkplain dev.messageport.MessagePort#request(Object, Class) ask} with. Immutable.
 *
 * @param operation the name of the operation
 * @param arguments the arguments, in the order of the parameters that are no headers; a
 * {@link Transferred} in place of what travels in the transfer list, also as an element
 * of a list
 * @see PortExchange
 */
public record PortCall(String operation, List<@Nullable Object> arguments) {

	/**
	 * Create a new call.
	 * @param operation the name of the operation
	 * @param arguments the arguments
	 */
	public PortCall {
		Assert.notNull(operation, "'operation' must not be null");
		Assert.notNull(arguments, "'arguments' must not be null");
		arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
	}

	/**
	 * Does not show the arguments: they may be secrets, and this ends up in logs.
	 */
	@Override
	public String toString() {
		return "PortCall of '" + this.operation + "' with " + this.arguments.size() + " arguments";
	}

	/**
	 * Stands for an argument that travels in the transfer list of the message.
	 *
	 * @param index its index in {@link dev.messageport.MessageEvent#transferred()}
	 */
	public record Transferred(int index) {

	}

}
