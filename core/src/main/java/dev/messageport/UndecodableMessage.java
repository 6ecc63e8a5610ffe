package dev.messageport;

import java.util.List;
import java.util.Map;

/**
 * A message of which nothing is known but that it came, and what it carries (V4). Waits
 * its turn like any other, and is delivered as a message error.
 */
final class UndecodableMessage extends CarryingEnvelope {

	final PortDecodingException error;

	UndecodableMessage(PortDecodingException error, Side destination, List<Transferable> carried) {
		super(null, destination, carried, Map.of());
		this.error = error;
	}

	/**
	 * End what this message carries: nobody can get it.
	 */
	@Override
	void arrive() {
		Discards.endCarried(this);
	}

}
