package dev.messageport.spring;

import java.util.List;

/**
 * A bean with listeners. Guarded by the post-processor.
 */
final class ListenerBean {

	private final Object bean;

	private final String beanName;

	private final Class<?> targetClass;

	private List<NamedListener> listeners = List.of();

	private boolean removed;

	/**
	 * Note a bean.
	 * @param bean the bean, possibly a proxy
	 * @param beanName the name of the bean
	 * @param targetClass the class of the user, behind the proxy
	 */
	ListenerBean(Object bean, String beanName, Class<?> targetClass) {
		this.bean = bean;
		this.beanName = beanName;
		this.targetClass = targetClass;
	}

	List<NamedListener> find(PortListenerFinder finder) {
		return finder.find(this.bean, this.beanName, this.targetClass);
	}

	/**
	 * Take note of the listeners that were made for the bean.
	 * @param listeners the listeners
	 * @return whether the bean is still there
	 */
	boolean setListeners(List<NamedListener> listeners) {
		this.listeners = listeners;
		return !this.removed;
	}

	/**
	 * Take note that the bean is being destroyed.
	 * @return its listeners
	 */
	List<NamedListener> remove() {
		this.removed = true;
		return this.listeners;
	}

}
