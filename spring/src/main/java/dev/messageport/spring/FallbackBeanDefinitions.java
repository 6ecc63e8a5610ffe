package dev.messageport.spring;

import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionReaderUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

import dev.messageport.MessageChannelFactory;

/**
 * Adds the beans that nobody else has defined, by factory method, as ahead-of-time
 * processing needs it. Beans of parent contexts do not count: each context has its own
 * channels.
 *
 * @see EnableMessagePorts
 */
final class FallbackBeanDefinitions implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
	}

	/**
	 * Runs when all other post-processors have added their definitions.
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		addIfMissing(beanFactory, MessageChannelFactory.Builder.class, "messageChannelFactoryBuilder",
				ConfigurableBeanFactory.SCOPE_PROTOTYPE);
		addIfMissing(beanFactory, MessageChannelFactory.class, "messageChannelFactory",
				ConfigurableBeanFactory.SCOPE_SINGLETON);
		addIfMissing(beanFactory, MessagePortTemplate.class, "messagePortTemplate",
				ConfigurableBeanFactory.SCOPE_SINGLETON);
	}

	private void addIfMissing(ConfigurableListableBeanFactory beanFactory, Class<?> type, String name, String scope) {
		if (beanFactory.getBeanNamesForType(type, true, false).length > 0) {
			return;
		}
		RootBeanDefinition definition = new RootBeanDefinition(FallbackBeans.class);
		definition.setFactoryMethodName(name);
		definition.setTargetType(type);
		definition.setScope(scope);
		definition.setAutowireMode(AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR);
		definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
		definition.setResourceDescription("a default of @EnableMessagePorts");
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beanFactory;
		registry.registerBeanDefinition(BeanDefinitionReaderUtils.uniqueBeanName(name, registry), definition);
	}

}
