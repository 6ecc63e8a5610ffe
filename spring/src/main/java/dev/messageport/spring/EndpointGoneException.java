package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * There was an endpoint of that name, but its listeners have been removed, or their
 * application context was closed. Thrown when somebody connects; connections that were
 * open close with it as their cause, or with the reason
 * {@link dev.messageport.CloseReason#OWNER_GONE} when the context has gone (G3); what was
 * asked over a {@link MessagePortTemplate} and is not answered yet fails with it.
 */
public class EndpointGoneException extends PortEndpointException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new exception.
	 * @param endpoint the name of the endpoint
	 * @param message the endpoint, why it has gone, and the remedy
	 * @param cause the error behind it, if any
	 */
	public EndpointGoneException(String endpoint, String message, @Nullable Throwable cause) {
		super(endpoint, message, cause);
	}

}
