package dev.messageport.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannelFactory;
import dev.messageport.PortInterceptor;
import dev.messageport.spring.MessagePortConfiguration;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortEndpoints;
import dev.messageport.spring.PortListenerAnnotationBeanPostProcessor;
import dev.messageport.spring.PortListenerConfigurer;
import dev.messageport.spring.PortModules;
import dev.messageport.spring.PortWiringPolicy;

/**
 * Auto-configuration for message ports.
 * <p>
 * Backs off for a {@link MessageChannelFactory} bean of the user. Such a bean should be
 * built from the {@link dev.messageport.MessageChannelFactory.Builder} that is a
 * prototype bean here: that has the properties, the executor, all {@link ChannelObserver}
 * and {@link PortInterceptor} beans and all {@link MessageChannelFactoryBuilderCustomizer
 * customizers}. One of the observers closes the channels with the application context.
 *
 * <pre>{@code
 * &#64;Bean
 * MessageChannelFactory boundless(MessageChannelFactory.Builder builder) {
 *     return builder.capacity(0).build();
 * }
 * }</pre>
 *
 * Each application context in a hierarchy has a factory and endpoints of its own.
 */
@AutoConfiguration(after = TaskExecutionAutoConfiguration.class)
@EnableConfigurationProperties(MessagePortProperties.class)
@Import({ MessagePortConfiguration.class, DeclaredChannelsRegistrar.class })
public final class MessagePortAutoConfiguration {

	static final String DECLARED_CHANNELS = "messagePortDeclaredChannels";

	@Bean
	static LazyInitializationExcludeFilter portListenerLazyInitializationExcludeFilter() {
		return (name, definition, type) -> PortListenerAnnotationBeanPostProcessor.hasListeners(type);
	}

	@Bean
	@ConfigurationPropertiesBinding
	static EmptyChannels messagePortEmptyChannels() {
		return new EmptyChannels();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	PortListenerConfigurer messagePortPropertiesConfigurer(MessagePortProperties properties) {
		return (registrar) -> new PropertyTarget("messageport.endpoints").set("max-connections",
				properties.getEndpoints().getMaxConnections(), registrar::setMaxConnections);
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	MessageChannelFactory.Builder messageChannelFactoryBuilder(MessagePortProperties properties,
			ListenerExecutor executor, ObjectProvider<ChannelObserver> observers,
			ObjectProvider<PortInterceptor> interceptors,
			ObjectProvider<MessageChannelFactoryBuilderCustomizer> customizers) {
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder();
		PropertyTarget target = new PropertyTarget("messageport");
		target.set("capacity", properties.getCapacity(), builder::capacity);
		target.set("overflow", properties.getOverflow(), builder::overflow);
		target.set("block-timeout", properties.getBlockTimeout(), builder::blockTimeout);
		target.set("payloads", properties.getPayloads(), builder::payloads);
		target.set("leak-detection", properties.getLeakDetection(), builder::leakDetection);
		if (executor.executor() != null) {
			builder.executor(executor.executor());
		}
		observers.orderedStream().forEach(builder::observer);
		interceptors.orderedStream().forEach(builder::interceptor);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	MessageChannelFactory messageChannelFactory(MessageChannelFactory.Builder messageChannelFactoryBuilder) {
		return messageChannelFactoryBuilder.build();
	}

	@Bean
	@Lazy
	ListenerExecutor messagePortListenerExecutor(MessagePortProperties properties, Environment environment,
			ObjectProvider<AsyncTaskExecutor> executors, ListableBeanFactory beanFactory) {
		if (properties.getDelivery() == MessagePortProperties.Delivery.EVENT_LOOP) {
			return ListenerExecutor.eventLoop(properties.getEventLoop());
		}
		return ListenerExecutor.select(environment, executors, beanFactory);
	}

	@Bean(DECLARED_CHANNELS)
	DeclaredChannels messagePortDeclaredChannels(BeanFactory beanFactory, MessagePortProperties properties) {
		return new DeclaredChannels(beanFactory.getBeanProvider(MessageChannelFactory.class), properties);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	MessagePortTemplate messagePortTemplate(PortEndpoints endpoints, MessagePortProperties properties) {
		MessagePortTemplate template = new MessagePortTemplate(endpoints);
		new PropertyTarget("messageport.template").set("request-timeout", properties.getTemplate().getRequestTimeout(),
				template::setRequestTimeout);
		return template;
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PortModules portModules(BeanFactory beanFactory) {
		return new PackageModules(
				AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory) : List.of());
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PortWiringPolicy portWiringPolicy(MessagePortProperties properties) {
		return new PortWiringPolicy(properties.getWiring().isStrict(), properties.getWiring().getIgnore());
	}

}
