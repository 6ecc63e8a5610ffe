package dev.messageport.spring;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import dev.messageport.spring.MessagePortObservation.HighCardinality;
import dev.messageport.spring.MessagePortObservation.ListenerLowCardinality;

/**
 * The keys and names that {@link MessagePortObservation#LISTENER} documents. Thread-safe.
 */
public class DefaultPortListenerObservationConvention implements PortListenerObservationConvention {

	/**
	 * How many names of ports, and how many listeners, are told apart by default.
	 */
	public static final int DEFAULT_MAX_NAMES = 1_000;

	private static final String NONE = "none";

	private final KnownNames channels;

	private final KnownNames ports;

	private final KnownNames listeners;

	/**
	 * Create a new convention with the default bound.
	 */
	public DefaultPortListenerObservationConvention() {
		this(DEFAULT_MAX_NAMES);
	}

	/**
	 * Create a new convention.
	 * @param maxNames how many names of channels, of ports, and of listeners are told
	 * apart, each; the others are {@code "other"}
	 */
	public DefaultPortListenerObservationConvention(int maxNames) {
		this.channels = new KnownNames(maxNames);
		this.ports = new KnownNames(maxNames);
		this.listeners = new KnownNames(maxNames);
	}

	@Override
	public String getName() {
		return "messageport.listener";
	}

	@Override
	public String getContextualName(PortListenerObservationContext context) {
		return this.ports.of(context.getPort()) + " process";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PortListenerObservationContext context) {
		String listener = context.getListener();
		return KeyValues.of(ListenerLowCardinality.CHANNEL.withValue(this.channels.of(context.getChannel())),
				ListenerLowCardinality.LISTENER.withValue((listener != null) ? this.listeners.of(listener) : NONE),
				ListenerLowCardinality.PORT.withValue(this.ports.of(context.getPort())),
				ListenerLowCardinality.REQUEST.withValue(Boolean.toString(context.isRequest())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PortListenerObservationContext context) {
		return highCardinality(context.getPayloadType(), context.getPorts());
	}

	static KeyValues highCardinality(@Nullable Class<?> payloadType, int ports) {
		return KeyValues.of(
				HighCardinality.PAYLOAD_TYPE.withValue((payloadType != null) ? payloadType.getName() : "null"),
				HighCardinality.PORTS.withValue(Integer.toString(ports)));
	}

}
