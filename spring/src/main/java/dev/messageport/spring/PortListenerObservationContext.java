package dev.messageport.spring;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * What is known of a message that listeners handle. The carrier is the headers of the
 * message: there the trace of the sender is found. The message itself is not kept here,
 * because contexts live longer than the handling, and a reply port that nobody holds any
 * more has to be found out (G1). Not thread-safe, like all contexts of observations.
 *
 * @see MessagePortObservation#LISTENER
 */
public class PortListenerObservationContext extends ReceiverContext<Map<String, Object>> {

	private final String port;

	private final @Nullable Class<?> payloadType;

	private final int ports;

	private final boolean request;

	private volatile @Nullable String listener;

	/**
	 * Create a new context.
	 * @param event the message
	 */
	public PortListenerObservationContext(MessageEvent event) {
		super(new HeaderGetter(), Kind.CONSUMER);
		Object data = event.data();
		this.port = event.target().name();
		this.payloadType = (data != null) ? data.getClass() : null;
		this.request = event.replyPort() != null;
		this.ports = event.ports().size() - (this.request ? 1 : 0);
		setCarrier(withoutContext(event.headers()));
	}

	// It may hold the observation of the sender, and so on to the first message there was
	private static Map<String, Object> withoutContext(Map<String, Object> headers) {
		if (!headers.containsKey(MessagePortHeaders.CONTEXT)) {
			return headers;
		}
		Map<String, Object> others = new HashMap<>(headers);
		others.remove(MessagePortHeaders.CONTEXT);
		return others;
	}

	/**
	 * Return the logical name of the channel.
	 * @return the name, or {@code "anonymous"}
	 */
	public String getChannel() {
		return channelOf(this.port);
	}

	/**
	 * Return the port that the message came to.
	 * @return its {@linkplain MessagePort#name() name}
	 */
	public String getPort() {
		return this.port;
	}

	/**
	 * Return the {@link PortListener}, {@link PortService} or listener registered by
	 * program that the message is for. Known once it was selected.
	 * @return the identity that it was given; without one, {@code "<bean>.<method>"}, or
	 * {@code "<port>.<kind>"}, which several listeners may share; {@code null} for a
	 * listener that was added to the port itself, or if none takes the message
	 */
	public @Nullable String getListener() {
		return this.listener;
	}

	void setListener(String listener) {
		this.listener = listener;
	}

	/**
	 * Return the class of the payload.
	 * @return the class, or {@code null} for the {@code null} message (P6)
	 */
	public @Nullable Class<?> getPayloadType() {
		return this.payloadType;
	}

	/**
	 * Return how many ports came with the message.
	 * @return the number of ports, without that for the answer
	 */
	public int getPorts() {
		return this.ports;
	}

	/**
	 * Return whether the sender has asked for an answer.
	 * @return whether the message has a reply port (V1)
	 */
	public boolean isRequest() {
		return this.request;
	}

	static String channelOf(String port) {
		int end = port.lastIndexOf(".port");
		return (end > 0) ? port.substring(0, end) : port;
	}

	/**
	 * Finds text in headers. It knows nothing of its message.
	 */
	private static final class HeaderGetter implements Propagator.Getter<Map<String, Object>> {

		@Override
		public @Nullable String get(Map<String, Object> carrier, String key) {
			return (carrier.get(key) instanceof String value) ? value : null;
		}

	}

}
