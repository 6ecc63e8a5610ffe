package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessagePort;
import dev.messageport.PortClosedException;

/**
 * Says why there is no answer to what was asked over a connection of its own: a reply
 * port knows no more than that it was closed, the connection knows why.
 *
 * @param endpoints the endpoints of the application context that asks
 * @param name the name of the endpoint
 * @param port the port that was asked on
 */
record EndpointFailure(PortEndpoints endpoints, String name, MessagePort port) {

	Throwable explain(Throwable error) {
		if (!(error instanceof PortClosedException closed)) {
			return error;
		}
		CloseEvent connection = this.port.closed().toCompletableFuture().getNow(null);
		if (connection != null && connection.cause() instanceof PortEndpointException cause) {
			return cause;
		}
		return isOwnerGone(closed, connection) ? this.endpoints.gone(this.name,
				"an application context is closed, its own or that of who has asked", error) : error;
	}

	private static boolean isOwnerGone(PortClosedException closed, @Nullable CloseEvent connection) {
		return closed.reason() == CloseReason.OWNER_GONE
				|| (connection != null && connection.reason() == CloseReason.OWNER_GONE);
	}

}
