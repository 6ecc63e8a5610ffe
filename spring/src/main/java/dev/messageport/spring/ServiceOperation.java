package dev.messageport.spring;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * An operation of a service: a {@link PortExchange} method of an interface, with
 * everything resolved.
 *
 * @param name the name that it is called by
 * @param method the method of the interface
 * @param service the interface that the operation was looked for in
 * @param parameters the parameters
 * @param result what it returns
 * @param timeout how long a caller waits, or {@code null} for the default
 */
record ServiceOperation(String name, Method method, Class<?> service, List<ServiceParameter> parameters,
		ServiceResult result, @Nullable Duration timeout) {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	/**
	 * Create an operation.
	 * @param name the name that it is called by
	 * @param method the method of the interface
	 * @param service the interface
	 * @param containingClass the class that tells what type variables stand for
	 * @param timeout how long a caller waits, or {@code null} for the default
	 * @return the operation
	 */
	static ServiceOperation of(String name, Method method, Class<?> service, Class<?> containingClass,
			@Nullable Duration timeout) {
		try {
			return new ServiceOperation(name, method, service, parameters(method, containingClass),
					ServiceResult.of(method, containingClass), timeout);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("The @PortExchange " + place(method) + " " + ex.getMessage(), ex);
		}
	}

	private static List<ServiceParameter> parameters(Method method, Class<?> containingClass) {
		int count = method.getParameterCount() - (KotlinDetector.isSuspendingFunction(method) ? 1 : 0);
		return IntStream.range(0, count).mapToObj((i) -> {
			MethodParameter parameter = new MethodParameter(method, i).withContainingClass(containingClass);
			parameter.initParameterNameDiscovery(NAMES);
			return ServiceParameter.of(parameter);
		}).toList();
	}

	static String place(Method method) {
		String parameters = Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
		return "method '" + method.getDeclaringClass().getName() + "." + method.getName() + "(" + parameters + ")'";
	}

	boolean isSuspending() {
		return KotlinDetector.isSuspendingFunction(this.method);
	}

	/**
	 * Return how many arguments a {@link PortCall} has.
	 * @return the number of parameters that are no headers
	 */
	int arguments() {
		return (int) this.parameters.stream()
			.filter((parameter) -> parameter.kind() == ServiceParameter.Kind.ARGUMENT)
			.count();
	}

	/**
	 * Return what this is, for people.
	 */
	@Override
	public String toString() {
		return "operation '" + this.name + "' of " + this.service.getSimpleName();
	}

}
