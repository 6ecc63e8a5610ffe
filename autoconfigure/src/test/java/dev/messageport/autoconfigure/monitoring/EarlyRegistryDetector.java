package dev.messageport.autoconfigure.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * Fails when a meter registry is made before it is the turn of the singletons.
 */
final class EarlyRegistryDetector implements BeanPostProcessor {

	private final DefaultListableBeanFactory beanFactory;

	EarlyRegistryDetector(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof MeterRegistry && !this.beanFactory.isConfigurationFrozen()) {
			throw new IllegalStateException("The meter registry is made too early");
		}
		return bean;
	}

}
