package dev.messageport.autoconfigure.monitoring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;

/**
 * {@link EndpointJmxExtension @EndpointJmxExtension} of the {@link MessagePortsEndpoint}:
 * the diagram is an operation of its own.
 */
@EndpointJmxExtension(endpoint = MessagePortsEndpoint.class)
final class MessagePortsEndpointJmxExtension {

	private final MessagePortsEndpoint delegate;

	MessagePortsEndpointJmxExtension(MessagePortsEndpoint delegate) {
		this.delegate = delegate;
	}

	@ReadOperation
	String diagram(@Nullable Integer limit) {
		return this.delegate.diagram(limit);
	}

}
