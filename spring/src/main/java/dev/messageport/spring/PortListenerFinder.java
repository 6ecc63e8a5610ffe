package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the {@link PortListener} methods of a bean, and the {@link PortService} that it
 * is, and resolves what their annotations say.
 */
final class PortListenerFinder {

	private final ListenerContext context;

	private final PortServiceFinder services;

	PortListenerFinder(ListenerContext context) {
		this.context = context;
		this.services = new PortServiceFinder(context);
	}

	static boolean hasListeners(Class<?> type) {
		return !annotatedMethods(type).isEmpty() || PortServiceFinder.isService(type);
	}

	static Set<Method> listenerMethods(Class<?> type) {
		return annotatedMethods(type).keySet();
	}

	/**
	 * Find the listeners of a bean.
	 * @param bean the bean, possibly a proxy
	 * @param beanName the name of the bean
	 * @param targetClass the class of the user, behind the proxy
	 * @return the listeners, one for each annotation of a method, and one for the service
	 */
	List<NamedListener> find(Object bean, String beanName, Class<?> targetClass) {
		List<NamedListener> methods = new ArrayList<>();
		annotatedMethods(targetClass).forEach((method, annotations) -> annotations.forEach((annotation) -> methods
			.add(new PortListenerMethod(annotation, bean, beanName, method, targetClass, this.context))));
		methods.addAll(this.services.find(bean, beanName, targetClass));
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

}
