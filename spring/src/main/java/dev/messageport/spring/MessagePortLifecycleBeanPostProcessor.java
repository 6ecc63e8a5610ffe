package dev.messageport.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.PriorityOrdered;

import dev.messageport.DeliveryControl;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

/**
 * Puts the channel factories of an application context, whoever made them, in charge of
 * its {@link MessagePortLifecycle}.
 * <p>
 * Factories and channels are destroyed after the lifecycle bean: else the peers of a
 * channel that is a bean would see that it was closed, and not that its context has gone.
 * <p>
 * Comes before other post-processors, so that it sees the factories that those need.
 */
final class MessagePortLifecycleBeanPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final ConfigurableBeanFactory beanFactory;

	private final ObjectProvider<MessagePortLifecycle> lifecycle;

	private final String lifecycleBeanName;

	MessagePortLifecycleBeanPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<MessagePortLifecycle> lifecycle, String lifecycleBeanName) {
		this.beanFactory = beanFactory;
		this.lifecycle = lifecycle;
		this.lifecycleBeanName = lifecycleBeanName;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof MessageChannelFactory || bean instanceof MessageChannel) {
			this.beanFactory.registerDependentBean(beanName, this.lifecycleBeanName);
		}
		if (bean instanceof DeliveryControl control) {
			this.lifecycle.getObject().manage(control);
		}
		return bean;
	}

}
