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

	private static final int STATUS_NOT_ACCEPTABLE = 406;

	private final MessagePortsEndpoint delegate;

	MessagePortsEndpointWebExtension(MessagePortsEndpoint delegate) {
		this.delegate = delegate;
	}

	@ReadOperation(producesFrom = AnswerFormat.class)
	WebEndpointResponse<Object> messagePort(@Selector String name, @Nullable Integer limit, AnswerFormat format) {
		if (name.equals(DIAGRAM)) {
			return new WebEndpointResponse<>(this.delegate.diagram(limit), AnswerFormat.TEXT);
		}
		NamedDescriptor descriptor = this.delegate.messagePort(name, limit);
		if (descriptor != null && format == AnswerFormat.TEXT) {
			return new WebEndpointResponse<>(STATUS_NOT_ACCEPTABLE);
		}
		return (descriptor != null) ? new WebEndpointResponse<>(descriptor, format) : found(null);
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
