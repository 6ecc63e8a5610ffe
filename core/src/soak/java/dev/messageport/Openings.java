package dev.messageport;

import java.util.function.Supplier;

/**
 * Opens an account for each channel of one factory, reply channels included, which nobody
 * sees who could do that.
 *
 * @param ledger where
 * @param source the factory, known once it is built
 */
record Openings(Ledger ledger, Supplier<Source> source) implements ChannelObserver {

	@Override
	public void opened(ChannelSide side) {
		Side opened = (Side) side;
		if (opened.name().endsWith("1")) {
			this.ledger.open(opened, opened.other(), this.source.get());
		}
	}

}
