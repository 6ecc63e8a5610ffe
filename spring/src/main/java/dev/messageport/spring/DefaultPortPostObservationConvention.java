package dev.messageport.spring;

import io.micrometer.common.KeyValues;

import dev.messageport.spring.MessagePortObservation.PostLowCardinality;

/**
 * The keys and names that {@link MessagePortObservation#POST} documents. Thread-safe.
 */
public class DefaultPortPostObservationConvention implements PortPostObservationConvention {

	private final KnownNames channels;

	private final KnownNames ports;

	/**
	 * Create a new convention with the default bound.
	 */
	public DefaultPortPostObservationConvention() {
		this(DefaultPortListenerObservationConvention.DEFAULT_MAX_NAMES);
	}

	/**
	 * Create a new convention.
	 * @param maxNames how many names of channels and of ports are told apart, each; the
	 * others are {@code "other"}
	 */
	public DefaultPortPostObservationConvention(int maxNames) {
		this.channels = new KnownNames(maxNames);
		this.ports = new KnownNames(maxNames);
	}

	@Override
	public String getName() {
		return "messageport.post";
	}

	@Override
	public String getContextualName(PortPostObservationContext context) {
		return this.ports.of(context.getPort()) + " post";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PortPostObservationContext context) {
		return KeyValues.of(PostLowCardinality.CHANNEL.withValue(this.channels.of(context.getChannel())),
				PostLowCardinality.PORT.withValue(this.ports.of(context.getPort())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PortPostObservationContext context) {
		return DefaultPortListenerObservationConvention.highCardinality(context.getPayloadType(), context.getPorts());
	}

}
