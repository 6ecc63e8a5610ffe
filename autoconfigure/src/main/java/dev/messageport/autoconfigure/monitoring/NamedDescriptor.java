package dev.messageport.autoconfigure.monitoring;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of what has a name: a declared channel, one end of it, an endpoint, or
 * channels that were made by program.
 */
public sealed interface NamedDescriptor extends OperationResponseBody
		permits ChannelDescriptor, EndDescriptor, EndpointDescriptor, NameDescriptor {

	/**
	 * Return what it is.
	 * @return the kind
	 */
	Kind kind();

	/**
	 * Return its name.
	 * @return the name
	 */
	String name();

	/**
	 * What has a name.
	 */
	enum Kind {

		/**
		 * A declared channel.
		 */
		CHANNEL,

		/**
		 * One end of a channel.
		 */
		END,

		/**
		 * An endpoint.
		 */
		ENDPOINT,

		/**
		 * Channels of one name that were made by program, or one end of each.
		 */
		UNDECLARED

	}

}
