package dev.messageport.autoconfigure.monitoring;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of the message ports of an application.
 *
 * @param totals what was counted for all channels
 * @param channels the declared channels, sorted by name
 * @param endpoints the endpoints that anyone can connect to, sorted by name
 * @param undeclared the names of channels that were made by program, those with the
 * longest queues first
 * @param nodes the modules, beans, channels and endpoints of the above
 * @param links which bean owns which end, and which endpoint calls which bean
 * @param omitted what there was no room for
 */
public record MessagePortsDescriptor(TotalsDescriptor totals, List<ChannelDescriptor> channels,
		List<EndpointDescriptor> endpoints, List<NameDescriptor> undeclared, List<NodeDescriptor> nodes,
		List<LinkDescriptor> links, OmittedDescriptor omitted) implements OperationResponseBody {

	/**
	 * Description of what was counted for all channels.
	 *
	 * @param channels how many channels have a port that is open
	 * @param ports what was counted of their ports
	 * @param messages what was counted of their messages
	 */
	public record TotalsDescriptor(int channels, PortsDescriptor ports, MessagesDescriptor messages) {

	}

	/**
	 * A module, a bean, a declared channel or an endpoint.
	 *
	 * @param id the identity of the node, for links
	 * @param kind what it is
	 * @param name its name
	 * @param module the identity of the module that a bean is part of, absent if it is
	 * part of none
	 */
	public record NodeDescriptor(String id, NodeKind kind, String name, @Nullable String module) {

	}

	/**
	 * What a node stands for.
	 */
	public enum NodeKind {

		/**
		 * A module.
		 */
		MODULE,

		/**
		 * A bean that takes an end or listens at an endpoint.
		 */
		BEAN,

		/**
		 * A declared channel.
		 */
		CHANNEL,

		/**
		 * An endpoint.
		 */
		ENDPOINT

	}

	/**
	 * A line between a bean and a channel or endpoint.
	 *
	 * @param source the identity of the node of the bean
	 * @param target the identity of the node of the channel or endpoint
	 * @param end the name of the end of the channel that the bean takes, absent for an
	 * endpoint
	 */
	public record LinkDescriptor(String source, String target, @Nullable String end) {

	}

	/**
	 * How much was left out because of the limit.
	 *
	 * @param channels how many declared channels
	 * @param endpoints how many endpoints
	 * @param undeclared how many names of channels that were made by program
	 */
	public record OmittedDescriptor(int channels, int endpoints, int undeclared) {

	}

}
