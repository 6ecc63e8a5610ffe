package dev.messageport.autoconfigure;

import java.util.Map;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import dev.messageport.MessageChannel;

/**
 * Adds the channels that are declared by properties as beans, by factory method, as
 * ahead-of-time processing needs it.
 */
final class DeclaredChannelsRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String PROPERTY = "messageport.channels";

	private final Environment environment;

	private final BeanFactory beanFactory;

	DeclaredChannelsRegistrar(Environment environment, BeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		if ("".equals(this.environment.getProperty(PROPERTY))) {
			return;
		}
		Binder.get(this.environment)
			.bind(PROPERTY, Bindable.mapOf(String.class, MessagePortProperties.Channel.class))
			.orElseGet(Map::of)
			.keySet()
			.forEach((name) -> register(name, registry));
	}

	private void register(String name, BeanDefinitionRegistry registry) {
		if (isDeclaredByParent(name)) {
			return;
		}
		if (registry.containsBeanDefinition(name)) {
			throw new ChannelNameException("The channel '" + name + "', declared by the property '" + PROPERTY + "."
					+ name + "', has the name of another bean: " + registry.getBeanDefinition(name));
		}
		RootBeanDefinition definition = new RootBeanDefinition(MessageChannel.class);
		definition.setFactoryBeanName(MessagePortAutoConfiguration.DECLARED_CHANNELS);
		definition.setFactoryMethodName("create");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setTargetType(MessageChannel.class);
		definition.setDestroyMethodName("");
		definition.setResourceDescription("the property '" + PROPERTY + "." + name + "'");
		registry.registerBeanDefinition(name, definition);
	}

	/**
	 * Contexts of a hierarchy share properties: whose channel it is, its parent decides.
	 * @param name the name of the channel
	 * @return whether the parent of the application context has that channel
	 */
	private boolean isDeclaredByParent(String name) {
		BeanFactory parent = (this.beanFactory instanceof HierarchicalBeanFactory hierarchical)
				? hierarchical.getParentBeanFactory() : null;
		return parent != null && parent.containsBean(name) && parent.isTypeMatch(name, MessageChannel.class);
	}

}
