package dev.messageport.autoconfigure;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannelFactory;
import dev.messageport.spring.MessagePortConfiguration;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortEndpoints;

/**
 * Auto-configuration for message ports.
 */
@AutoConfiguration(after = TaskExecutionAutoConfiguration.class)
@EnableConfigurationProperties(MessagePortProperties.class)
@Import({ MessagePortConfiguration.class, DeclaredChannelsRegistrar.class })
public final class MessagePortAutoConfiguration {

	static final String DECLARED_CHANNELS = "messagePortDeclaredChannels";

	@Bean
	@ConditionalOnMissingBean
	MessageChannelFactory messageChannelFactory(MessagePortProperties properties, Environment environment,
			ObjectProvider<AsyncTaskExecutor> executors,
			@Qualifier(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) ObjectProvider<AsyncTaskExecutor> applicationExecutor,
			ObjectProvider<ChannelObserver> observers,
			ObjectProvider<MessageChannelFactoryBuilderCustomizer> customizers) {
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder();
		PropertyTarget target = new PropertyTarget("messageport");
		target.set("capacity", properties.getCapacity(), builder::capacity);
		target.set("overflow", properties.getOverflow(), builder::overflow);
		target.set("block-timeout", properties.getBlockTimeout(), builder::blockTimeout);
		Executor executor = selectExecutor(environment, executors, applicationExecutor);
		if (executor != null) {
			builder.executor(executor);
		}
		observers.orderedStream().reduce(ObserverPair::new).ifPresent(builder::observer);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean(DECLARED_CHANNELS)
	DeclaredChannels messagePortDeclaredChannels(MessageChannelFactory factory, MessagePortProperties properties) {
		return new DeclaredChannels(factory, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	MessagePortTemplate messagePortTemplate(PortEndpoints endpoints) {
		return new MessagePortTemplate(endpoints);
	}

	private @Nullable Executor selectExecutor(Environment environment, ObjectProvider<AsyncTaskExecutor> executors,
			ObjectProvider<AsyncTaskExecutor> applicationExecutor) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return new VirtualThreadTaskExecutor("port-");
		}
		Executor only = executors.getIfUnique();
		return (only != null) ? only : applicationExecutor.getIfAvailable();
	}

}
