package dev.messageport.spring;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

import dev.messageport.MessageChannelFactory;

/**
 * What an application context needs for {@link PortListener}, for ports as beans, and for
 * channels that live and die with it; to be imported. {@link EnableMessagePorts} and
 * Spring Boot's auto-configuration do that.
 * <p>
 * The application context adds a {@link MessageChannelFactory}, built with the
 * {@link dev.messageport.ChannelObserver} that is defined here: through it the channels
 * of the factory close with the context. The channels of a factory without that observer
 * stay open. Both of the above have a
 * {@link dev.messageport.MessageChannelFactory.Builder} bean with it.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class MessagePortConfiguration {

	private static final String LIFECYCLE = "messagePortLifecycle";

	private static final String WIRING = "portWiring";

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortListenerAnnotationBeanPostProcessor portListenerAnnotationBeanPostProcessor(
			ConfigurableApplicationContext context, ObjectProvider<PortListenerRegistrar> registrar,
			ObjectProvider<PortEndpoints> endpoints) {
		return new PortListenerAnnotationBeanPostProcessor(context, registrar, endpoints);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortBeanDefinitions portBeanDefinitions() {
		return new PortBeanDefinitions();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MessagePortLifecycleBeanPostProcessor messagePortLifecycleBeanPostProcessor(
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<MessagePortLifecycle> lifecycle) {
		return new MessagePortLifecycleBeanPostProcessor(beanFactory, lifecycle, LIFECYCLE);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static OpenSides messagePortOpenSides() {
		return new OpenSides();
	}

	@Bean(LIFECYCLE)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MessagePortLifecycle messagePortLifecycle(OpenSides openSides, PortEndpoints endpoints) {
		return new MessagePortLifecycle(openSides, endpoints);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortEndpoints portEndpoints(ConfigurableApplicationContext context) {
		ListableBeanFactory beanFactory = context.getBeanFactory();
		return new PortEndpoints(beanFactory.getBeanProvider(MessageChannelFactory.class),
				endpointsOf(context.getParent()));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortListenerRegistrar portListenerRegistrar(ConfigurableListableBeanFactory beanFactory,
			PortEndpoints endpoints) {
		return new PortListenerRegistrar(beanFactory, endpoints);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortListenerEndpointRegistry portListenerEndpointRegistry(PortListenerRegistrar registrar,
			PortEndpoints endpoints) {
		return new PortListenerEndpointRegistry(registrar, endpoints);
	}

	@Bean(WIRING)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortWiring portWiring(ConfigurableListableBeanFactory beanFactory, PortListenerEndpointRegistry listeners) {
		BeanFactory parent = beanFactory.getParentBeanFactory();
		DeclaredEnds declared = new DeclaredEnds(beanFactory);
		return new PortWiring(declared, new PortUses(beanFactory, declared),
				new PortOwners(beanFactory, beanFactory.getBeanProvider(PortModules.class)), listeners,
				(parent != null && parent.containsBean(WIRING)) ? parent.getBean(WIRING, PortWiring.class) : null);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PortWiringCheck portWiringCheck(@Qualifier(WIRING) PortWiring wiring,
			ObjectProvider<PortWiringPolicy> policy, ObjectProvider<PortWiringRule> rules) {
		return new PortWiringCheck(wiring, policy.getIfAvailable(() -> new PortWiringPolicy(false, Set.of())),
				rules::orderedStream);
	}

	private static @Nullable PortEndpoints endpointsOf(@Nullable ApplicationContext context) {
		boolean active = context instanceof ConfigurableApplicationContext configurable && configurable.isActive();
		return (context != null && active) ? context.getBeanProvider(PortEndpoints.class).getIfAvailable() : null;
	}

}
