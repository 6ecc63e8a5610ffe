package dev.messageport.autoconfigure.monitoring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.messageport.autoconfigure.MessagePortProperties;

/**
 * Auto-configuration for the health of message ports.
 */
@AutoConfiguration(after = MessagePortMonitoringAutoConfiguration.class,
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("messageports")
public final class MessagePortHealthAutoConfiguration {

	@Bean
	@ConditionalOnBean(PortStatistics.class)
	@ConditionalOnMissingBean(name = "messagePortsHealthIndicator")
	MessagePortHealthIndicator messagePortsHealthIndicator(PortStatistics statistics,
			MessagePortProperties properties) {
		return new MessagePortHealthIndicator(statistics, HealthThresholds.of(properties.getHealth()));
	}

}
