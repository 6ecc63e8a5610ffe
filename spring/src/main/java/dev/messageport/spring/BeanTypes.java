package dev.messageport.spring;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * Knows the classes of the user behind beans, without creating one.
 */
final class BeanTypes {

	private final ConfigurableListableBeanFactory beanFactory;

	BeanTypes(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the class of a bean.
	 * @param beanName the name of the bean
	 * @return the class behind its proxies, that of a factory bean being its own; or
	 * {@code null} if it is not known
	 */
	@Nullable Class<?> of(String beanName) {
		if (!this.beanFactory.containsLocalBean(beanName)) {
			return null;
		}
		Object singleton = this.beanFactory.getSingleton(beanName);
		Class<?> type = (singleton != null) ? AopProxyUtils.ultimateTargetClass(singleton)
				: AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

	/**
	 * Return the class that defines a bean by a method.
	 * @param beanName the name of the bean
	 * @return the class, or {@code null} if the bean is not defined by a method
	 */
	@Nullable Class<?> definedIn(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return null;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		if (method != null) {
			return ClassUtils.getUserClass(method.getDeclaringClass());
		}
		return (definition.getFactoryBeanName() != null) ? of(definition.getFactoryBeanName()) : null;
	}

}
