package dev.messageport.spring;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of message ports.
 */
public enum MessagePortObservation implements ObservationDocumentation {

	/**
	 * The handling of one message by the listeners of a port: from the call of the first
	 * one until the last one has returned and, where a {@link PortListener} or
	 * {@link PortService} answers later or with a stream, until that answer has come,
	 * failed, or is no longer wanted. Fails with the first error of a listener, whoever
	 * is told of it; not with one that a {@link PortListenerErrorHandler} has given an
	 * answer for. A span of kind {@code CONSUMER}, part of the trace that the sender was
	 * in. Answers that arrive at whoever asked, and messages that are
	 * {@linkplain dev.messageport.MessagePort#receive received} without a listener, are
	 * not observed.
	 */
	LISTENER {

		@Override
		public String getName() {
			return "messageport.listener";
		}

		@Override
		public String getContextualName() {
			return "<port> process";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPortListenerObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ListenerLowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

	},

	/**
	 * The moment at which a message is posted, an answer included. It ends before the
	 * message is queued: it does not tell whether the message was, nor how long a full
	 * queue has made the sender wait. A span of kind {@code PRODUCER}, the parent of the
	 * one of the listener.
	 */
	POST {

		@Override
		public String getName() {
			return "messageport.post";
		}

		@Override
		public String getContextualName() {
			return "<port> post";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPortPostObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return PostLowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

	};

	/**
	 * Keys of {@link #LISTENER} with few values.
	 */
	public enum ListenerLowCardinality implements KeyName {

		/**
		 * Logical name of the channel, {@code "anonymous"}, or {@code "other"} when there
		 * are too many names.
		 */
		CHANNEL {

			@Override
			public String asString() {
				return "channel";
			}

		},

		/**
		 * Identity of the {@link PortListener}, {@link PortService} or listener
		 * registered by program that the message was for: the one that it was given, or
		 * {@code "<bean>.<method>"}, or {@code "<port>.<kind>"}. {@code "none"} for
		 * listeners that were added to the port itself and for messages that no listener
		 * takes, {@code "other"} when there are too many.
		 */
		LISTENER {

			@Override
			public String asString() {
				return "listener";
			}

		},

		/**
		 * Name of the port that the message came to, such as {@code "pricing.port2"}, or
		 * {@code "other"} when there are too many names.
		 */
		PORT {

			@Override
			public String asString() {
				return "port";
			}

		},

		/**
		 * Whether the sender has asked for an answer: {@code "true"} or {@code "false"}.
		 */
		REQUEST {

			@Override
			public String asString() {
				return "request";
			}

		}

	}

	/**
	 * Keys of {@link #POST} with few values.
	 */
	public enum PostLowCardinality implements KeyName {

		/**
		 * Logical name of the channel, {@code "anonymous"}, or {@code "other"} when there
		 * are too many names.
		 */
		CHANNEL {

			@Override
			public String asString() {
				return "channel";
			}

		},

		/**
		 * Name of the port that the message is posted on, such as
		 * {@code "pricing.port1"}, or {@code "other"} when there are too many names.
		 */
		PORT {

			@Override
			public String asString() {
				return "port";
			}

		}

	}

	/**
	 * Keys of both with any number of values.
	 */
	public enum HighCardinality implements KeyName {

		/**
		 * Name of the class of the payload, or {@code "null"}. Never the payload.
		 */
		PAYLOAD_TYPE {

			@Override
			public String asString() {
				return "messageport.payload.type";
			}

		},

		/**
		 * Number of ports that are transferred with the message. A post of a request
		 * counts the one for the answer, a listener does not.
		 */
		PORTS {

			@Override
			public String asString() {
				return "messageport.ports";
			}

		}

	}

}
