package dev.messageport;

/**
 * Has a second channel, over which ports of the first one are sent.
 */
abstract class Carried extends Stress {

	final MessageChannel carrier = this.factory.create();

	Carried() {
	}

	Carried(int capacity, OverflowPolicy overflow) {
		super(capacity, overflow);
	}

	/**
	 * Transfer a port to the calling thread.
	 * @return the new port
	 */
	MessagePort move(MessagePort port) {
		transfer(this.carrier.port1(), port);
		return arrived(this.carrier.port2());
	}

}
