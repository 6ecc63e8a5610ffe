package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
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
 * singletons have been created and the {@link PortListenerConfigurer} beans were called,
 * and those of beans created later at once. Fails the start of the application context
 * when a listener has no place or an ambiguous one. Takes the methods of a bean back
 * before it is destroyed.
 * <p>
 * The product of a factory bean is created for its methods, if the factory bean is a
 * singleton that is not lazy and tells the type of its product.
 *
 * @see MessagePortConfiguration
 */
public final class PortListenerAnnotationBeanPostProcessor implements DestructionAwareBeanPostProcessor,
		SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, DisposableBean {

	private final ConfigurableApplicationContext context;

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<PortListenerRegistrar> registrar;

	private final ObjectProvider<PortEndpoints> endpoints;

	private final UnseenListeners unseen;

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	/**
	 * The beans with listeners, by the object behind their proxies: that is the one that
	 * is destroyed, and the same for all names of a bean.
	 */
	private final Map<Object, ListenerBean> beans = Collections.synchronizedMap(new IdentityHashMap<>());

	/**
	 * What others have got in place of a bean that was not finished, because they refer
	 * to each other: its proxy, which nobody shows again when the bean is finished.
	 */
	private final Map<Object, Object> earlyReferences = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Map<String, Object> testInstances = new ConcurrentHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Beans whose methods are not looked at before the configurers were called.
	 */
	private final List<ListenerBean> waiting = new ArrayList<>();

	private @Nullable PortListenerFinder finder;

	PortListenerAnnotationBeanPostProcessor(ConfigurableApplicationContext context,
			ObjectProvider<PortListenerRegistrar> registrar, ObjectProvider<PortEndpoints> endpoints) {
		this.context = context;
		this.beanFactory = context.getBeanFactory();
		this.registrar = registrar;
		this.endpoints = endpoints;
		this.unseen = new UnseenListeners(this.beanFactory);
	}

	/**
	 * Return whether beans of a type have listeners: such a bean must be created for its
	 * listeners to be called. Methods of superclasses and interfaces count, and
	 * annotations that have {@link PortListener} as a meta-annotation; so the type should
	 * be that of the implementation.
	 * @param beanType the type of a bean
	 * @return whether the type has {@link PortListener} methods, or is a
	 * {@link PortService}
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
		if (!this.unseen.isBehindScopedProxy(beanName)) {
			findListeners((early != null) ? early : bean, beanName);
		}
		return bean;
	}

	private void findListeners(Object bean, String beanName) {
		Class<?> targetClass = ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
		if (!this.withoutListeners.contains(targetClass)) {
			if (hasListeners(targetClass)) {
				add(targetOf(bean), beanName, new ListenerBean(bean, beanName, targetClass));
			}
			else {
				this.withoutListeners.add(targetClass);
			}
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.beans.containsKey(targetOf(bean));
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		remove(targetOf(bean));
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.unseen.create();
		PortEndpoints endpoints = this.endpoints.getObject();
		PortListenerEndpointRegistrar configured = new PortListenerEndpointRegistrar(endpoints);
		configurers().forEach((configurer) -> configurer.configurePortListeners(configured));
		ListenerContext listenerContext = configured.context(this.beanFactory);
		endpoints.setListenerContext(listenerContext);
		PortListenerFinder finder = new PortListenerFinder(listenerContext);
		List<NamedListener> listeners = new ArrayList<>();
		for (ListenerBean bean : takeWaiting(finder)) {
			listeners.addAll(createListeners(bean, finder));
		}
		listeners.addAll(configured.listeners());
		this.registrar.getObject().start(listeners);
		this.withoutListeners.clear();
	}

	/**
	 * Remove the listeners of beans whose destruction nobody tells of, such as those that
	 * a factory bean has made.
	 */
	@Override
	public void destroy() {
		List.copyOf(this.beans.keySet()).forEach(this::remove);
	}

	/**
	 * Return the configurers of this application context: those of its ancestors have
	 * registered their listeners there.
	 * @return the configurers, in order
	 */
	private Stream<PortListenerConfigurer> configurers() {
		Collection<PortListenerConfigurer> own = this.beanFactory.getBeansOfType(PortListenerConfigurer.class).values();
		return this.beanFactory.getBeanProvider(PortListenerConfigurer.class).orderedStream().filter(own::contains);
	}

	private void add(Object target, String beanName, ListenerBean bean) {
		if (this.beans.putIfAbsent(target, bean) != null) {
			return;
		}
		replaceTestInstance(target, beanName);
		PortListenerFinder finder = finderOrWait(bean);
		if (finder == null) {
			return;
		}
		try {
			this.registrar.getObject().register(createListeners(bean, finder));
		}
		catch (RuntimeException ex) {
			this.beans.remove(target);
			throw ex;
		}
	}

	private @Nullable PortListenerFinder finderOrWait(ListenerBean bean) {
		this.lock.lock();
		try {
			if (this.finder == null) {
				this.waiting.add(bean);
			}
			return this.finder;
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<ListenerBean> takeWaiting(PortListenerFinder finder) {
		this.lock.lock();
		try {
			this.finder = finder;
			List<ListenerBean> taken = List.copyOf(this.waiting);
			this.waiting.clear();
			return taken;
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<NamedListener> createListeners(ListenerBean bean, PortListenerFinder finder) {
		List<NamedListener> listeners = bean.find(finder);
		this.lock.lock();
		try {
			return bean.setListeners(listeners) ? listeners : List.of();
		}
		finally {
			this.lock.unlock();
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

	private void remove(Object target) {
		ListenerBean bean = this.beans.remove(target);
		if (bean == null) {
			return;
		}
		List<NamedListener> listeners;
		this.lock.lock();
		try {
			this.waiting.remove(bean);
			listeners = bean.remove();
		}
		finally {
			this.lock.unlock();
		}
		if (!listeners.isEmpty()) {
			this.registrar.getObject().unregister(listeners, this.context.isClosed());
		}
	}

	private static Object targetOf(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? targetOf(target) : bean;
	}

}
