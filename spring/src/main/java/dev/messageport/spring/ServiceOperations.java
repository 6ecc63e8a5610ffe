package dev.messageport.spring;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the operations of an interface, and resolves what their annotations say.
 */
final class ServiceOperations {

	private final Class<?> service;

	private final Class<?> containingClass;

	private final UnaryOperator<String> values;

	private final @Nullable PortExchange defaults;

	private ServiceOperations(Class<?> service, Class<?> containingClass, UnaryOperator<String> values) {
		this.service = service;
		this.containingClass = containingClass;
		this.values = values;
		this.defaults = AnnotatedElementUtils.findMergedAnnotation(service, PortExchange.class);
	}

	static boolean isService(Class<?> type) {
		return type.isInterface() && !methods(type).isEmpty();
	}

	/**
	 * Find the interfaces of a class that have operations.
	 * @param type the class
	 * @return the interfaces, without those that another one of them extends
	 */
	static Set<Class<?>> services(Class<?> type) {
		Set<Class<?>> all = ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.filter(ServiceOperations::isService)
			.collect(Collectors.toSet());
		return all.stream()
			.filter((one) -> all.stream().noneMatch((other) -> other != one && one.isAssignableFrom(other)))
			.collect(Collectors.toSet());
	}

	/**
	 * Find the operations of an interface.
	 * @param service the interface
	 * @param containingClass the class that tells what type variables stand for
	 * @param values resolves embedded values
	 * @return the operations by their names
	 */
	static Map<String, ServiceOperation> find(Class<?> service, Class<?> containingClass,
			UnaryOperator<String> values) {
		return new ServiceOperations(service, containingClass, values).find();
	}

	private Map<String, ServiceOperation> find() {
		Map<String, ServiceOperation> operations = new LinkedHashMap<>();
		methods(this.service).forEach((method, annotation) -> {
			ServiceOperation operation = create(method, annotation);
			ServiceOperation previous = operations.put(operation.name(), operation);
			if (previous != null) {
				throw duplicate(operation, previous);
			}
		});
		return operations;
	}

	static IllegalStateException duplicate(ServiceOperation operation, ServiceOperation previous) {
		return new IllegalStateException("Two methods have the operation name '" + operation.name() + "': "
				+ ServiceOperation.place(previous.method()) + " and " + ServiceOperation.place(operation.method())
				+ ". Give one of them another: @PortExchange(\"…\")");
	}

	private ServiceOperation create(Method method, PortExchange annotation) {
		String own = resolve(annotation.operation());
		String prefix = (this.defaults != null) ? resolve(this.defaults.operation()) : "";
		String name = (prefix.isEmpty() ? "" : prefix + ".") + (own.isEmpty() ? method.getName() : own);
		String timeout = resolve(annotation.timeout());
		if (timeout.isEmpty() && this.defaults != null) {
			timeout = resolve(this.defaults.timeout());
		}
		return ServiceOperation.of(name, method, this.service, this.containingClass,
				timeout.isEmpty() ? null : duration(timeout, method));
	}

	private Duration duration(String value, Method method) {
		try {
			Duration duration = DurationFormatterUtils.detectAndParse(value);
			if (!duration.isNegative() && !duration.isZero()) {
				return duration;
			}
		}
		catch (IllegalArgumentException ex) {
			throw refused(value, method, ex);
		}
		throw refused(value, method, null);
	}

	private static IllegalStateException refused(String value, Method method, @Nullable Exception cause) {
		return new IllegalStateException("'timeout' of the @PortExchange " + ServiceOperation.place(method)
				+ " must be a duration greater than zero, such as '5s', but is '" + value + "'", cause);
	}

	private String resolve(String value) {
		return value.isEmpty() ? value : this.values.apply(value);
	}

	private static Map<Method, PortExchange> methods(Class<?> type) {
		Map<Method, PortExchange> methods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<PortExchange>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, PortExchange.class));
		methods.keySet().forEach(ReflectionUtils::makeAccessible);
		return methods;
	}

}
