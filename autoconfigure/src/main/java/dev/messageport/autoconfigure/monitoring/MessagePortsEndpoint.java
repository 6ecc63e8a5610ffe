package dev.messageport.autoconfigure.monitoring;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import dev.messageport.spring.PortWiring;

/**
 * {@link Endpoint @Endpoint} that shows the message ports of an application and of its
 * child contexts, and starts, pauses and closes them. It tells nothing of what messages
 * say. Thread-safe.
 * <p>
 * What it shows is bounded. With the property
 * {@code management.endpoint.messageports.access} set to {@code read-only} it changes
 * nothing.
 */
@Endpoint(id = "messageports")
@RegisterReflectionForBinding({ ChannelDescriptor.class, EndDescriptor.class, EndpointDescriptor.class,
		NameDescriptor.class })
public class MessagePortsEndpoint {

	private final MonitoredPorts ports;

	private final PortDescriptions descriptions;

	private final PortActions actions;

	private final Limits limits;

	MessagePortsEndpoint(PortWiring wiring, PortStatistics statistics, Limits limits) {
		this.ports = new MonitoredPorts(wiring, statistics);
		this.descriptions = new PortDescriptions(this.ports, Clock.systemUTC());
		this.actions = new PortActions(this.ports);
		this.limits = limits;
	}

	/**
	 * Describe all message ports.
	 * @param limit how many declared channels, endpoints, names and undeclared channels
	 * to describe at most, or {@code null} for the default
	 * @return the description
	 */
	@ReadOperation
	public MessagePortsDescriptor messagePorts(@Nullable Integer limit) {
		return this.descriptions.all(this.limits.of(limit));
	}

	/**
	 * Describe what has a name.
	 * @param name the name of a channel, of an end, or of an endpoint
	 * @param limit how many of its channels to describe at most, or {@code null} for the
	 * default
	 * @return the description, or {@code null} if nothing has that name
	 */
	@ReadOperation(producesFrom = AnswerFormat.class)
	public @Nullable NamedDescriptor messagePort(@Selector String name, @Nullable Integer limit) {
		return this.descriptions.named(name, this.limits.of(limit));
	}

	/**
	 * Start, pause or close what has a name: for a channel, both its ends; for an
	 * endpoint, its ports of all connections; those of new connections wait, too, while
	 * it is paused. To start also starts what {@code autoStartup} has kept off, new
	 * connections excepted, and resumes listeners that are paused. To close discards what
	 * waits; a declared channel is closed until the application starts again, an endpoint
	 * can be connected to at once.
	 * @param name the name of a channel, of an end, or of an endpoint
	 * @param action {@code start}, {@code pause} or {@code close}
	 * @return its description afterwards, or {@code null} if nothing has that name
	 */
	@WriteOperation
	public @Nullable NamedDescriptor change(@Selector String name, String action) {
		PortAction parsed = parse(action);
		if (messagePort(name, null) == null) {
			return null;
		}
		this.actions.apply(parsed, name);
		NamedDescriptor after = messagePort(name, null);
		return (after != null) ? after : NameDescriptor.gone(name);
	}

	/**
	 * Draw who is connected with whom.
	 * @param limit how many channels and endpoints to draw at most, or {@code null} for
	 * the default
	 * @return a flowchart for Mermaid
	 */
	String diagram(@Nullable Integer limit) {
		return new MessagePortDiagram(this.ports).draw(this.limits.of(limit));
	}

	private static PortAction parse(String action) {
		try {
			return PortAction.of(action);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()), String.valueOf(ex.getMessage()),
					ex);
		}
	}

}
