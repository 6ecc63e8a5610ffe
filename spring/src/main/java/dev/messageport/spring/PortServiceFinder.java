package dev.messageport.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds out whether a bean is a {@link PortService}, and resolves what its annotations
 * say.
 */
final class PortServiceFinder {

	private final ListenerContext context;

	PortServiceFinder(ListenerContext context) {
		this.context = context;
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
		return List.of(new PortServiceListener(settings(annotation, this.context, place),
				new PortServiceListener.Service(bean, beanName, targetClass, "@PortService " + place),
				operations(bean, targetClass, this.context, place), this.context));
	}

	private Map<String, ServiceOperation> operations(Object bean, Class<?> targetClass, ListenerContext context,
			String place) {
		Set<Class<?>> services = ServiceOperations.services(targetClass);
		if (services.isEmpty()) {
			throw new PortListenerDefinitionException("@PortService " + place,
					"it implements no interface that has @PortExchange methods",
					"Annotate the methods of the interface that clients call");
		}
		Map<String, ServiceOperation> operations = new LinkedHashMap<>();
		for (Class<?> service : services) {
			if (!service.isInstance(bean)) {
				throw new PortListenerDefinitionException("@PortService " + place,
						"it is behind a proxy that does not have the interface '" + service.getName() + "'",
						"Let the proxy implement it");
			}
			ServiceOperations.find(service, targetClass, (value) -> resolve(context, value))
				.forEach((name, operation) -> {
					ServiceOperation previous = operations.put(name, operation);
					if (previous != null && !previous.method().equals(operation.method())) {
						throw ServiceOperations.duplicate(operation, previous);
					}
				});
		}
		return operations;
	}

	private static String resolve(ListenerContext context, String value) {
		String resolved = context.beanFactory().resolveEmbeddedValue(value);
		return (resolved != null) ? resolved : "";
	}

	private PortServiceListener.Settings settings(PortService annotation, ListenerContext context, String place) {
		ListenerAttributes attributes = new ListenerAttributes(context.beanFactory(), "PortService", place);
		return new PortServiceListener.Settings(attributes.name(annotation.port()),
				attributes.text("id", annotation.id()), attributes.flag("autoStartup", annotation.autoStartup(), true),
				attributes.executor(annotation.executor()));
	}

}
