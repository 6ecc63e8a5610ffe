package dev.messageport.spring;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Creates what an application context creates only when somebody wants it, for its
 * listeners: scoped proxies, and the products of factory beans.
 *
 * @param beanFactory the bean factory of the application context
 */
record UnseenListeners(ConfigurableListableBeanFactory beanFactory) {

	void create() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (isBehindScopedProxy(name)) {
				this.beanFactory.getBean(ScopedProxyUtils.getOriginalBeanName(name));
			}
		}
		for (String name : this.beanFactory.getBeanNamesForType(FactoryBean.class, false, false)) {
			createProduct(BeanFactoryUtils.transformedBeanName(name));
		}
	}

	boolean isBehindScopedProxy(String beanName) {
		return ScopedProxyUtils.isScopedTarget(beanName)
				&& this.beanFactory.containsBean(ScopedProxyUtils.getOriginalBeanName(beanName));
	}

	private void createProduct(String name) {
		boolean lazy = this.beanFactory.containsBeanDefinition(name)
				&& this.beanFactory.getBeanDefinition(name).isLazyInit();
		Class<?> type = lazy ? null : this.beanFactory.getType(name, false);
		if (type != null && PortListenerFinder.hasListeners(type) && this.beanFactory.isSingleton(name)) {
			this.beanFactory.getBean(name);
		}
	}

}
