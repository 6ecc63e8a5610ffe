package dev.messageport.autoconfigure.monitoring;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.autoconfigure.MessagePortProperties;
import dev.messageport.spring.PortListenerEndpointRegistry;

/**
 * Auto-configuration for the counts of messages and ports, and for the watch that reports
 * listeners that hang and messages that wait for long; if there is anybody to tell.
 * <p>
 * In a hierarchy of application contexts the topmost one counts for all.
 */
@AutoConfiguration(after = MessagePortAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "messageport.monitoring.enabled", matchIfMissing = true)
@Conditional(MessagePortMonitoringAutoConfiguration.OnSomebodyToTell.class)
public final class MessagePortMonitoringAutoConfiguration {

	private static final String CHILD_CONTEXT = "messagePortChildContext";

	private static final String LIFECYCLE = "messagePortLifecycle";

	@Bean
	@ConditionalOnMissingBean
	PortStatistics messagePortStatistics(MessagePortProperties properties) {
		MonitoringSettings settings = MonitoringSettings.of(properties);
		return new PortStatistics(settings.maxNames(), settings.sampling());
	}

	@Bean
	@ConditionalOnMissingBean
	PortWatch messagePortWatch(PortStatistics statistics, MessagePortProperties properties,
			ObjectProvider<PortListenerEndpointRegistry> listeners) {
		MonitoringSettings settings = MonitoringSettings.of(properties);
		return new PortWatch(statistics, settings.slowHandler(), settings.oldQueue(), settings.maxAge(),
				new WatchLog(LogFactory.getLog(PortWatch.class), new ListenersAt(listeners)));
	}

	/**
	 * Let an ancestor count for this context.
	 * @param statistics those of the ancestor
	 * @param listeners the listeners of this context
	 * @param beanFactory has to close the channels before it destroys the bean
	 * @return the bean
	 */
	@Bean(CHILD_CONTEXT)
	@Conditional(OnStatisticsOfAncestor.class)
	ChildContext messagePortChildContext(PortStatistics statistics,
			ObjectProvider<PortListenerEndpointRegistry> listeners, ConfigurableBeanFactory beanFactory) {
		beanFactory.registerDependentBean(CHILD_CONTEXT, LIFECYCLE);
		return new ChildContext(statistics, new ListenersAt(listeners));
	}

	/**
	 * The condition for beans does not look at ancestors where there may be none.
	 */
	static final class OnStatisticsOfAncestor implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			@Nullable BeanFactory beanFactory = context.getBeanFactory();
			BeanFactory parent = (beanFactory instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory()
					: null;
			return parent instanceof ListableBeanFactory ancestors && BeanFactoryUtils
				.beanNamesForTypeIncludingAncestors(ancestors, PortStatistics.class, true, false).length > 0;
		}

	}

	static final class OnSomebodyToTell extends AnyNestedCondition {

		OnSomebodyToTell() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(type = "io.micrometer.core.instrument.MeterRegistry")
		static class Registry {

		}

		@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
		static class Actuator {

		}

	}

}
