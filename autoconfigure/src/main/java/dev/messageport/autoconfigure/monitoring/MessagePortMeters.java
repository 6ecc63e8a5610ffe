package dev.messageport.autoconfigure.monitoring;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * The meters of message ports: the Javadoc of the constants is their reference.
 * <p>
 * There is one of each for every name of a channel. They appear with the first port of
 * that name, those with a reason or an exception with the first event of that kind; and
 * they vanish with its last port, unless a port of that name has leaked. Once all is
 * quiet, {@code posted = delivered + discarded + queued} for each name.
 */
public enum MessagePortMeters implements MeterDocumentation {

	/**
	 * Messages that wait to be delivered, at all ports of the name.
	 */
	MESSAGES_QUEUED("messageport.messages.queued", Meter.Type.GAUGE, Units.MESSAGES,
			"Messages that wait to be delivered", ChannelKeys.values()),

	/**
	 * Messages that were queued at a port of the name, or dropped because the queue was
	 * full. Requests and answers count as well.
	 */
	MESSAGES_POSTED("messageport.messages.posted", Meter.Type.COUNTER, Units.MESSAGES, "Messages that were posted",
			ChannelKeys.values()),

	/**
	 * Messages that were taken from the queue, for a listener or by a call of
	 * {@code receive}; also if the listener then fails.
	 */
	MESSAGES_DELIVERED("messageport.messages.delivered", Meter.Type.COUNTER, Units.MESSAGES,
			"Messages that were delivered", ChannelKeys.values()),

	/**
	 * Messages that were discarded unread: because a full queue dropped them, or because
	 * the port was closed while they waited.
	 */
	MESSAGES_DISCARDED("messageport.messages.discarded", Meter.Type.COUNTER, Units.MESSAGES,
			"Messages that were discarded unread", ReasonKeys.values()),

	/**
	 * Errors that listeners have thrown, and messages that could not be decoded and that
	 * nobody wanted to know of. Each listener of a message counts.
	 */
	MESSAGES_FAILED("messageport.messages.failed", Meter.Type.COUNTER, Units.MESSAGES,
			"Messages whose listener has failed", ExceptionKeys.values()),

	/**
	 * Ports that have not been closed; a channel has two.
	 */
	PORTS_OPEN("messageport.ports.open", Meter.Type.GAUGE, Units.PORTS, "Ports that are open", ChannelKeys.values()),

	/**
	 * Ports that were closed, by their owners or otherwise.
	 */
	PORTS_CLOSED("messageport.ports.closed", Meter.Type.COUNTER, Units.PORTS, "Ports that were closed",
			ReasonKeys.values()),

	/**
	 * Ports that were garbage-collected without having been closed. A name that has one
	 * keeps its meters, so that this can be seen.
	 */
	PORTS_LEAKED("messageport.ports.leaked", Meter.Type.COUNTER, Units.PORTS,
			"Ports that were garbage-collected without having been closed", ChannelKeys.values()),

	/**
	 * Time that messages spend in the queue until they are delivered, or discarded. Of a
	 * sample of the messages only: see {@code messageport.monitoring.latency-sampling};
	 * its count is not that of the messages.
	 */
	DELIVERY_LATENCY("messageport.delivery.latency", Meter.Type.TIMER, "", "Time that messages wait to be delivered",
			ChannelKeys.values());

	private final String name;

	private final Meter.Type type;

	private final String baseUnit;

	private final String description;

	private final KeyName[] keyNames;

	MessagePortMeters(String name, Meter.Type type, String baseUnit, String description, KeyName[] keyNames) {
		this.name = name;
		this.type = type;
		this.baseUnit = baseUnit;
		this.description = description;
		this.keyNames = keyNames;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	/**
	 * Return the unit of the values.
	 * @return the unit; for a timer an empty string, because its registry chooses it
	 */
	@Override
	public String getBaseUnit() {
		return this.baseUnit;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.keyNames.clone();
	}

	/**
	 * Return what the meter measures, in one line.
	 * @return the description that the meter is registered with
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * The tags of meters that have no others.
	 */
	public enum ChannelKeys implements KeyName {

		/**
		 * The logical name of the channel; {@code anonymous} if it has none, and
		 * {@code other} beyond {@code messageport.monitoring.max-names} names.
		 */
		CHANNEL {

			@Override
			public String asString() {
				return "channel";
			}

		}

	}

	/**
	 * The tags of meters of what was closed or discarded.
	 */
	public enum ReasonKeys implements KeyName {

		/**
		 * The logical name of the channel.
		 * @see ChannelKeys#CHANNEL
		 */
		CHANNEL {

			@Override
			public String asString() {
				return "channel";
			}

		},

		/**
		 * Why: the name of a constant of {@link dev.messageport.CloseReason}.
		 */
		REASON {

			@Override
			public String asString() {
				return "reason";
			}

		}

	}

	/**
	 * The tags of meters of errors.
	 */
	public enum ExceptionKeys implements KeyName {

		/**
		 * The logical name of the channel.
		 * @see ChannelKeys#CHANNEL
		 */
		CHANNEL {

			@Override
			public String asString() {
				return "channel";
			}

		},

		/**
		 * The simple name of the class of the error; {@code other} beyond a hundred for
		 * one name of a channel.
		 */
		EXCEPTION {

			@Override
			public String asString() {
				return "exception";
			}

		}

	}

	private static final class Units {

		static final String MESSAGES = "messages";

		static final String PORTS = "ports";

	}

}
