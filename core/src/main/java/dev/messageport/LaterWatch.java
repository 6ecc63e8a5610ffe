package dev.messageport;

/**
 * The watch of a port that a side has got by a transfer.
 */
final class LaterWatch extends Watch {

	private final Side side;

	LaterWatch(DefaultMessagePort port) {
		super(port);
		this.side = port.side;
	}

	@Override
	Side side() {
		return this.side;
	}

}
