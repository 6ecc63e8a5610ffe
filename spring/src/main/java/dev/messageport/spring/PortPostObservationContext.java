package dev.messageport.spring;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import dev.messageport.MessagePort;
import dev.messageport.OutgoingMessage;

/**
 * What is known of a message that is being posted. The carrier is the message, in whose
 * headers the trace travels. Not thread-safe.
 *
 * @see MessagePortObservation#POST
 */
public class PortPostObservationContext extends SenderContext<OutgoingMessage> {

	private final String port;

	private final @Nullable Class<?> payloadType;

	private final int ports;

	/**
	 * Create a new context.
	 * @param message the message
	 */
	public PortPostObservationContext(OutgoingMessage message) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.setHeader(key, value);
			}
		}, Kind.PRODUCER);
		Object data = message.data();
		this.port = message.port().name();
		this.payloadType = (data != null) ? data.getClass() : null;
		this.ports = (int) message.transfer().stream().filter(MessagePort.class::isInstance).count();
		setCarrier(message);
	}

	/**
	 * Return the logical name of the channel.
	 * @return the name, or {@code "anonymous"}
	 */
	public String getChannel() {
		return PortListenerObservationContext.channelOf(this.port);
	}

	/**
	 * Return the port that the message is posted on.
	 * @return its {@linkplain MessagePort#name() name}
	 */
	public String getPort() {
		return this.port;
	}

	/**
	 * Return the class of the payload.
	 * @return the class, or {@code null} for the {@code null} message (P6)
	 */
	public @Nullable Class<?> getPayloadType() {
		return this.payloadType;
	}

	/**
	 * Return how many ports go with the message.
	 * @return the number of ports to transfer, that for the answer included
	 */
	public int getPorts() {
		return this.ports;
	}

}
