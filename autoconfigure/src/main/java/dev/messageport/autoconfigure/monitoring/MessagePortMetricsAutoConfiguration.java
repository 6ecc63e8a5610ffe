package dev.messageport.autoconfigure.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the {@link MessagePortMeters meters} of message ports.
 */
@AutoConfiguration(after = MessagePortMonitoringAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, PortStatistics.class })
public final class MessagePortMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PortMetrics messagePortMetrics(PortStatistics statistics) {
		return new PortMetrics(statistics);
	}

}
