package dev.messageport.test;

import dev.messageport.ChannelOptions;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * The contract of all ports, for those of one JVM.
 */
// tag::contract[]
class LocalMessagePortContractTests extends MessagePortContract {

	private final Sides sides = new Sides();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.sides).build();

	@Override
	protected PortPair open(ChannelOptions options) {
		return PortPair.of(this.channels.create(options));
	}

	@Override
	protected void loseOwner(MessagePort port) {
		this.sides.side(port).close(CloseReason.OWNER_GONE);
	}

}
// end::contract[]
