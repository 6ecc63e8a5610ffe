package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the {@link PortListener} methods of all beans and registers them: when all
 * singletons have been created, and those of beans created later at once. Fails the start
 * of the application context when a listener has no place or an ambiguous one.
 *
 * @see MessagePortConfiguration
 */
public final class PortListenerAnnotationBeanPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<PortEndpoints> endpoints;

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	private final List<PortListenerMethod> waiting = new ArrayList<>();

	private @Nullable PortListenerRegistrar registrar;

	PortListenerAnnotationBeanPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<PortEndpoints> endpoints) {
		this.beanFactory = beanFactory;
		this.endpoints = endpoints;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (ScopedProxyUtils.isScopedTarget(beanName)) {
			return bean;
		}
		Class<?> targetClass = AopProxyUtils.ultimateTargetClass(bean);
		if (!this.withoutListeners.contains(targetClass)) {
			List<PortListenerMethod> methods = findMethods(bean, beanName, targetClass);
			if (methods.isEmpty()) {
				this.withoutListeners.add(targetClass);
			}
			else {
				register(methods);
			}
		}
		return bean;
	}

	@Override
	public void afterSingletonsInstantiated() {
		createScopedProxies();
		PortEndpoints endpoints = this.endpoints.getObject();
		PortListenerRegistrar registrar = new PortListenerRegistrar(this.beanFactory, endpoints);
		synchronized (this.waiting) {
			this.registrar = registrar;
		}
		registrar.register(this.waiting);
		endpoints.complete();
		this.waiting.clear();
		this.withoutListeners.clear();
	}

	/**
	 * A scoped proxy is created, and seen here, only when somebody wants it.
	 */
	private void createScopedProxies() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (ScopedProxyUtils.isScopedTarget(name)) {
				this.beanFactory.getBean(ScopedProxyUtils.getOriginalBeanName(name));
			}
		}
	}

	private void register(List<PortListenerMethod> methods) {
		PortListenerRegistrar registrar;
		synchronized (this.waiting) {
			registrar = this.registrar;
			if (registrar == null) {
				this.waiting.addAll(methods);
				return;
			}
		}
		registrar.register(methods);
	}

	private List<PortListenerMethod> findMethods(Object bean, String beanName, Class<?> targetClass) {
		if (!AnnotationUtils.isCandidateClass(targetClass, PortListener.class)) {
			return List.of();
		}
		Map<Method, Set<PortListener>> annotated = MethodIntrospector.selectMethods(targetClass,
				(MethodIntrospector.MetadataLookup<Set<PortListener>>) (method) -> {
					Set<PortListener> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(method,
							PortListener.class, PortListeners.class);
					return annotations.isEmpty() ? null : annotations;
				});
		List<PortListenerMethod> methods = new ArrayList<>();
		annotated.forEach((method, annotations) -> annotations
			.forEach((annotation) -> methods.add(create(annotation, bean, beanName, method, targetClass))));
		return methods;
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
