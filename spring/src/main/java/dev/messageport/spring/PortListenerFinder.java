package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the {@link PortListener} methods of a bean and resolves what their annotations
 * say.
 */
final class PortListenerFinder {

	private final ConfigurableBeanFactory beanFactory;

	PortListenerFinder(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	static boolean hasListeners(Class<?> type) {
		return !annotatedMethods(type).isEmpty();
	}

	/**
	 * Find the listeners of a bean.
	 * @param bean the bean, possibly a proxy
	 * @param beanName the name of the bean
	 * @param targetClass the class of the user, behind the proxy
	 * @return the listeners, one for each annotation
	 */
	List<NamedListener> find(Object bean, String beanName, Class<?> targetClass) {
		List<NamedListener> methods = new ArrayList<>();
		annotatedMethods(targetClass).forEach((method, annotations) -> annotations
			.forEach((annotation) -> methods.add(create(annotation, bean, beanName, method, targetClass))));
		return methods;
	}

	private static Map<Method, Set<PortListener>> annotatedMethods(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, PortListener.class)) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<Set<PortListener>>) (method) -> {
					Set<PortListener> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(method,
							PortListener.class, PortListeners.class);
					return annotations.isEmpty() ? null : annotations;
				});
	}

	private PortListenerMethod create(PortListener annotation, Object bean, String beanName, Method method,
			Class<?> targetClass) {
		String place = PortListenerMethod.place(beanName, method, targetClass);
		String name = resolve(annotation.port(), "port", place);
		if (name.isBlank()) {
			throw new IllegalStateException("The @PortListener " + place
					+ " has no name: set 'value' to a declared end such as 'pricing.port1', or to an endpoint's name");
		}
		Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
		return new PortListenerMethod(name, resolve(annotation.id(), "id", place),
				isAutoStartup(resolve(annotation.autoStartup(), "autoStartup", place), place), bean, beanName,
				invocable, targetClass);
	}

	private boolean isAutoStartup(String value, String place) {
		return switch (value) {
			case "", "true" -> true;
			case "false" -> false;
			default -> throw new IllegalStateException("'autoStartup' of the @PortListener " + place
					+ " must be 'true' or 'false', but is '" + value + "'");
		};
	}

	private String resolve(String value, String attribute, String place) {
		String resolved = this.beanFactory.resolveEmbeddedValue(value);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		Object result = (resolver != null)
				? resolver.evaluate(resolved, new BeanExpressionContext(this.beanFactory, null)) : resolved;
		if (result instanceof String || result instanceof Boolean) {
			return result.toString();
		}
		throw new IllegalStateException("'" + attribute + "' of the @PortListener " + place + " must be a string, but '"
				+ value + "' is " + result);
	}

}
