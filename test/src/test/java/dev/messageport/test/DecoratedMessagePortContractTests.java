package dev.messageport.test;

import dev.messageport.ChannelOptions;
import dev.messageport.MessagePort;

/**
 * The contract of all ports, for decorated ones: what {@link BrokenPortTests} breaks is
 * whole.
 */
class DecoratedMessagePortContractTests extends MessagePortContract {

	private final DecoratedPorts ports = new DecoratedPorts(PortDecorator::new);

	@Override
	protected PortPair open(ChannelOptions options) {
		return this.ports.open(options);
	}

	@Override
	protected void loseOwner(MessagePort port) {
		this.ports.loseOwner(port);
	}

}
