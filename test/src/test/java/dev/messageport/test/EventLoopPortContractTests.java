package dev.messageport.test;

import java.util.concurrent.ExecutorService;

import dev.messageport.ChannelOptions;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PortExecutors;

/**
 * The contract of all ports, for those that an event loop delivers to.
 */
class EventLoopPortContractTests extends MessagePortContract {

	// Stays: what the tests leave behind is closed when it is garbage-collected
	private static final ExecutorService loops = PortExecutors.eventLoop(2);

	private final Sides sides = new Sides();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(loops)
		.observer(this.sides)
		.build();

	@Override
	protected PortPair open(ChannelOptions options) {
		return PortPair.of(this.channels.create(options));
	}

	@Override
	protected void loseOwner(MessagePort port) {
		this.sides.side(port).close(CloseReason.OWNER_GONE);
	}

}
