package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.interceptor.AsyncExecutionAspectSupport;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannelFactory;
import dev.messageport.PortInterceptor;

/**
 * Makes the beans that nobody else has defined.
 *
 * @see FallbackBeanDefinitions
 */
final class FallbackBeans {

	private FallbackBeans() {
	}

	static MessageChannelFactory.Builder messageChannelFactoryBuilder(ObjectProvider<ChannelObserver> observers,
			ObjectProvider<PortInterceptor> interceptors, ListableBeanFactory beanFactory) {
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder();
		observers.orderedStream().forEach(builder::observer);
		interceptors.orderedStream().forEach(builder::interceptor);
		AsyncTaskExecutor executor = executor(beanFactory);
		if (executor != null) {
			builder.executor(executor);
		}
		return builder;
	}

	static MessageChannelFactory messageChannelFactory(MessageChannelFactory.Builder builder) {
		return builder.build();
	}

	static MessagePortTemplate messagePortTemplate(PortEndpoints endpoints) {
		return new MessagePortTemplate(endpoints);
	}

	/**
	 * Return what runs listeners, as {@code @EnableAsync} finds what runs methods; but a
	 * scheduler is not for listeners, which would delay what is scheduled.
	 * @param beanFactory the bean factory
	 * @return the executor, or {@code null} for the default
	 */
	private static @Nullable AsyncTaskExecutor executor(ListableBeanFactory beanFactory) {
		AsyncTaskExecutor only = beanFactory.getBeanProvider(AsyncTaskExecutor.class).getIfUnique();
		if (only != null) {
			return (only instanceof TaskScheduler) ? null : only;
		}
		String name = AsyncExecutionAspectSupport.DEFAULT_TASK_EXECUTOR_BEAN_NAME;
		boolean named = beanFactory.containsBean(name) && beanFactory.isTypeMatch(name, AsyncTaskExecutor.class);
		return named ? beanFactory.getBean(name, AsyncTaskExecutor.class) : null;
	}

}
