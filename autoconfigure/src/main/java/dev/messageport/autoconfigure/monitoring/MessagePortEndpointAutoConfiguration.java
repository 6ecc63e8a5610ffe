package dev.messageport.autoconfigure.monitoring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.messageport.autoconfigure.MessagePortProperties;
import dev.messageport.spring.PortWiring;

/**
 * Auto-configuration for the {@link MessagePortsEndpoint}.
 * <p>
 * In a hierarchy of application contexts the topmost one that has the endpoint shows its
 * children, too.
 */
@AutoConfiguration(after = MessagePortMonitoringAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(MessagePortsEndpoint.class)
public final class MessagePortEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(PortStatistics.class)
	@ConditionalOnMissingBean
	MessagePortsEndpoint messagePortsEndpoint(PortWiring wiring, PortStatistics statistics,
			MessagePortProperties properties) {
		return new MessagePortsEndpoint(wiring, statistics, Limits.of(properties.getActuator()));
	}

	@Bean
	@ConditionalOnBean(MessagePortsEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	MessagePortsEndpointWebExtension messagePortsEndpointWebExtension(MessagePortsEndpoint messagePortsEndpoint) {
		return new MessagePortsEndpointWebExtension(messagePortsEndpoint);
	}

	@Bean
	@ConditionalOnBean(MessagePortsEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.JMX)
	MessagePortsEndpointJmxExtension messagePortsEndpointJmxExtension(MessagePortsEndpoint messagePortsEndpoint) {
		return new MessagePortsEndpointJmxExtension(messagePortsEndpoint);
	}

}
