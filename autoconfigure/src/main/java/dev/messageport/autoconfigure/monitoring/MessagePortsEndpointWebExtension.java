package dev.messageport.autoconfigure.monitoring;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} of the {@link MessagePortsEndpoint}:
 * the diagram has a path of its own, and a mistake a status.
 */
@EndpointWebExtension(endpoint = MessagePortsEndpoint.class)
final class MessagePortsEndpointWebExtension {

	/**
	 * Takes the place of a channel of that name, whose ends can be read still.
	 */
	static final String DIAGRAM = "diagram";

	private static final MimeType TEXT = MimeType.valueOf(MessagePortsEndpoint.TEXT + ";charset=UTF-8");

	private final MessagePortsEndpoint delegate;

	MessagePortsEndpointWebExtension(MessagePortsEndpoint delegate) {
		this.delegate = delegate;
	}

	@ReadOperation(produces = { MessagePortsEndpoint.JSON, "application/vnd.spring-boot.actuator.v2+json",
			"application/json", MessagePortsEndpoint.TEXT })
	WebEndpointResponse<Object> messagePort(@Selector String name, @Nullable Integer limit) {
		if (name.equals(DIAGRAM)) {
			return new WebEndpointResponse<>(this.delegate.diagram(limit), TEXT);
		}
		return found(this.delegate.messagePort(name, limit));
	}

	@WriteOperation
	WebEndpointResponse<Object> change(@Selector String name, @Nullable String action) {
		try {
			return found(this.delegate.change(name, (action != null) ? action : ""));
		}
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("message", ex.getReason())),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	private static WebEndpointResponse<Object> found(@Nullable NamedDescriptor descriptor) {
		return (descriptor != null) ? new WebEndpointResponse<>(descriptor)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
