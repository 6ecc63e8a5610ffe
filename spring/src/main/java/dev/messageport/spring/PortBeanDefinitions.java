package dev.messageport.spring;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * Adds both ends of each channel that is a singleton bean as beans,
 * {@code <channel>.port1} and {@code <channel>.port2}, by factory method, as
 * ahead-of-time processing needs it.
 */
final class PortBeanDefinitions implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
	}

	/**
	 * Runs when all other post-processors have added their definitions.
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beanFactory;
		for (String name : beanFactory.getBeanNamesForType(MessageChannel.class, false, false)) {
			if (!registry.containsBeanDefinition(ScopedProxyUtils.getTargetBeanName(name))) {
				register(registry, name, "port1");
				register(registry, name, "port2");
			}
		}
	}

	private void register(BeanDefinitionRegistry registry, String channel, String end) {
		String name = channel + "." + end;
		if (!registry.containsBeanDefinition(name)) {
			boolean lazy = registry.containsBeanDefinition(channel) && registry.getBeanDefinition(channel).isLazyInit();
			registry.registerBeanDefinition(name, portOf(channel, end, lazy));
		}
	}

	private RootBeanDefinition portOf(String channel, String end, boolean lazy) {
		RootBeanDefinition definition = new RootBeanDefinition(MessagePort.class);
		definition.setFactoryBeanName(channel);
		definition.setFactoryMethodName(end);
		definition.setTargetType(MessagePort.class);
		// Not the inferred 'close': ports are closed by the lifecycle.
		definition.setDestroyMethodName("");
		if (lazy) {
			definition.setLazyInit(true);
		}
		definition.setResourceDescription("the end '" + end + "' of the channel bean '" + channel + "'");
		return definition;
	}

}
