package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Finds the {@link PortListener} methods of all beans and registers them: when all
 * singletons have been created, and those of beans created later at once. Fails the start
 * of the application context when a listener has no place or an ambiguous one. Takes the
 * methods of a bean back before it is destroyed.
 *
 * @see MessagePortConfiguration
 */
public final class PortListenerAnnotationBeanPostProcessor implements DestructionAwareBeanPostProcessor,
		SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, DisposableBean {

	private final ConfigurableApplicationContext context;

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<PortEndpoints> endpoints;

	private final PortListenerFinder finder;

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	/**
	 * The listeners of each bean, by the object behind its proxies: that is the one that
	 * is destroyed, and the same for all names of a bean.
	 */
	private final Map<Object, List<NamedListener>> listeners = Collections.synchronizedMap(new IdentityHashMap<>());

	/**
	 * What others have got in place of a bean that was not finished, because they refer
	 * to each other: its proxy, which nobody shows again when the bean is finished.
	 */
	private final Map<Object, Object> earlyReferences = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Map<String, Object> testInstances = new ConcurrentHashMap<>();

	private final List<NamedListener> waiting = new ArrayList<>();

	private @Nullable PortListenerRegistrar registrar;

	PortListenerAnnotationBeanPostProcessor(ConfigurableApplicationContext context,
			ObjectProvider<PortEndpoints> endpoints) {
		this.context = context;
		this.beanFactory = context.getBeanFactory();
		this.endpoints = endpoints;
		this.finder = new PortListenerFinder(this.beanFactory);
	}

	/**
	 * Return whether beans of a type have listeners: such a bean must be created for its
	 * listeners to be called.
	 * @param beanType the type of a bean
	 * @return whether the type has {@link PortListener} methods
	 */
	public static boolean hasListeners(Class<?> beanType) {
		return PortListenerFinder.hasListeners(beanType);
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		if (AopUtils.isAopProxy(bean)) {
			this.earlyReferences.put(targetOf(bean), bean);
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object early = this.earlyReferences.remove(bean);
		if (!isBehindScopedProxy(beanName)) {
			findListeners((early != null) ? early : bean, beanName);
		}
		return bean;
	}

	private void findListeners(Object bean, String beanName) {
		Class<?> targetClass = ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
		if (!this.withoutListeners.contains(targetClass)) {
			List<NamedListener> methods = this.finder.find(bean, beanName, targetClass);
			if (methods.isEmpty()) {
				this.withoutListeners.add(targetClass);
			}
			else {
				add(targetOf(bean), beanName, methods);
			}
		}
	}

	/**
	 * Return the listeners of all beans that are there.
	 * @return the listeners, a snapshot in no order
	 */
	List<NamedListener> listeners() {
		synchronized (this.listeners) {
			return this.listeners.values().stream().flatMap(List::stream).toList();
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.listeners.containsKey(targetOf(bean));
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		remove(targetOf(bean));
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
	 * Remove the listeners of beans whose destruction nobody tells of, such as those that
	 * a factory bean has made.
	 */
	@Override
	public void destroy() {
		List.copyOf(this.listeners.keySet()).forEach(this::remove);
	}

	/**
	 * A scoped proxy is created, and seen here, only when somebody wants it.
	 */
	private void createScopedProxies() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (isBehindScopedProxy(name)) {
				this.beanFactory.getBean(ScopedProxyUtils.getOriginalBeanName(name));
			}
		}
	}

	private boolean isBehindScopedProxy(String beanName) {
		return ScopedProxyUtils.isScopedTarget(beanName)
				&& this.beanFactory.containsBean(ScopedProxyUtils.getOriginalBeanName(beanName));
	}

	private void add(Object target, String beanName, List<NamedListener> methods) {
		if (this.listeners.putIfAbsent(target, methods) != null) {
			return;
		}
		replaceTestInstance(target, beanName);
		try {
			register(methods);
		}
		catch (RuntimeException ex) {
			this.listeners.remove(target);
			throw ex;
		}
	}

	/**
	 * Each method of a test has an instance of its class, with the same name of a bean,
	 * whose end nobody tells of.
	 * @param target the bean
	 * @param beanName the name of the bean
	 */
	private void replaceTestInstance(Object target, String beanName) {
		if (beanName.endsWith(AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX)) {
			Object previous = this.testInstances.put(beanName, target);
			if (previous != null) {
				remove(previous);
			}
		}
	}

	private void register(List<NamedListener> methods) {
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

	private void remove(Object target) {
		List<NamedListener> methods = this.listeners.remove(target);
		if (methods == null) {
			return;
		}
		PortListenerRegistrar registrar;
		synchronized (this.waiting) {
			registrar = this.registrar;
			if (registrar == null) {
				this.waiting.removeAll(methods);
				return;
			}
		}
		registrar.unregister(methods, this.context.isClosed());
	}

	private static Object targetOf(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? targetOf(target) : bean;
	}

}
