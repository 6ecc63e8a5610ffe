package dev.messageport.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds out whether a bean is a {@link PortService}, and resolves what its annotations
 * say.
 */
final class PortServiceFinder {

	private final ConfigurableBeanFactory beanFactory;

	private volatile @Nullable PayloadConverter converter;

	PortServiceFinder(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	static boolean isService(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, PortService.class);
	}

	/**
	 * Find the service that a bean is.
	 * @param bean the bean, possibly a proxy
	 * @param beanName the name of the bean
	 * @param targetClass the class of the user, behind the proxy
	 * @return the service, or nothing
	 */
	List<NamedListener> find(Object bean, String beanName, Class<?> targetClass) {
		PortService annotation = AnnotatedElementUtils.findMergedAnnotation(targetClass, PortService.class);
		if (annotation == null) {
			return List.of();
		}
		String place = "class '" + targetClass.getName() + "' of bean '" + beanName + "'";
		return List.of(new PortServiceListener(settings(annotation, place), bean, "@PortService " + place,
				operations(bean, targetClass, place), converter()));
	}

	private Map<String, ServiceOperation> operations(Object bean, Class<?> targetClass, String place) {
		Set<Class<?>> services = ServiceOperations.services(targetClass);
		if (services.isEmpty()) {
			throw new IllegalStateException("The @PortService " + place + " implements no interface that has"
					+ " @PortExchange methods: annotate the methods of the interface that clients call");
		}
		Map<String, ServiceOperation> operations = new LinkedHashMap<>();
		for (Class<?> service : services) {
			if (!service.isInstance(bean)) {
				throw new IllegalStateException(
						"The @PortService " + place + " is behind a proxy that does not have the" + " interface '"
								+ service.getName() + "': let the proxy implement it");
			}
			ServiceOperations.find(service, targetClass, this::resolveEmbedded).forEach((name, operation) -> {
				ServiceOperation previous = operations.put(name, operation);
				if (previous != null && !previous.method().equals(operation.method())) {
					throw ServiceOperations.duplicate(operation, previous);
				}
			});
		}
		return operations;
	}

	private PortServiceListener.Settings settings(PortService annotation, String place) {
		String name = text(annotation.port(), "port", place);
		if (name.isBlank()) {
			throw new IllegalStateException("The @PortService " + place
					+ " has no name: set 'value' to an endpoint's name, or to a declared end such as 'pricing.port1'");
		}
		return new PortServiceListener.Settings(name, text(annotation.id(), "id", place),
				isAutoStartup(text(annotation.autoStartup(), "autoStartup", place), place),
				executor(annotation.executor(), place));
	}

	private boolean isAutoStartup(String value, String place) {
		return switch (value) {
			case "", "true" -> true;
			case "false" -> false;
			default -> throw new IllegalStateException("'autoStartup' of the @PortService " + place
					+ " must be 'true' or 'false', but is '" + value + "'");
		};
	}

	private @Nullable Executor executor(String value, String place) {
		Object resolved = evaluate(value);
		if (resolved == null || "".equals(resolved)) {
			return null;
		}
		if (resolved instanceof Executor executor) {
			return executor;
		}
		if (resolved instanceof String name && this.beanFactory.containsBean(name)
				&& this.beanFactory.isTypeMatch(name, Executor.class)) {
			return this.beanFactory.getBean(name, Executor.class);
		}
		throw new IllegalStateException("'executor' of the @PortService " + place
				+ " must be an Executor or the name of such a bean, but '" + value + "' is " + resolved);
	}

	private String text(String value, String attribute, String place) {
		Object result = evaluate(value);
		if (result instanceof String || result instanceof Boolean) {
			return result.toString();
		}
		throw new IllegalStateException("'" + attribute + "' of the @PortService " + place + " must be a string, but '"
				+ value + "' is " + result);
	}

	private @Nullable Object evaluate(String value) {
		String resolved = resolveEmbedded(value);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return (resolver != null) ? resolver.evaluate(resolved, new BeanExpressionContext(this.beanFactory, null))
				: resolved;
	}

	private String resolveEmbedded(String value) {
		String resolved = this.beanFactory.resolveEmbeddedValue(value);
		return (resolved != null) ? resolved : "";
	}

	private PayloadConverter converter() {
		PayloadConverter present = this.converter;
		if (present == null) {
			present = new PayloadConverter(PortMessageConverters.create(this.beanFactory));
			this.converter = present;
		}
		return present;
	}

}
