package dev.messageport;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds messages that travel inside themselves (P8): carried by a message that waits in a
 * side that is carried by a message .. that waits in a side that the first one carries.
 * Nobody could ever receive any of them.
 * <p>
 * Of those who close a cycle at the same time the last one to detach its ports sees all
 * of it, because owners are volatile. Sides move while we look; but when every link is
 * the same at a second look, all of them were there at once, and then nobody can break
 * the cycle any more: it takes an owner to take a message out of a queue. Unless somebody
 * had done so before, and has only not yet bound what the message carries: then the queue
 * changed its owner later than that, so that we see that the message is taken.
 */
final class Cycles {

	private Cycles() {
	}

	/**
	 * Return whether a message has closed a cycle.
	 * @param message a message that is in its queue, with its ports detached
	 * @return whether it can never be received; of several who close a cycle together
	 * more than one may be told so
	 */
	static boolean includes(CarryingEnvelope message) {
		if (!(message.destination.owner() instanceof CarryingEnvelope)) {
			return false;
		}
		Set<CarryingEnvelope> links = linksFrom(message);
		return links.contains(message) && links.equals(linksFrom(message))
				&& links.stream().noneMatch(Envelope::isTaken);
	}

	private static Set<CarryingEnvelope> linksFrom(CarryingEnvelope message) {
		Set<CarryingEnvelope> links = Collections.newSetFromMap(new IdentityHashMap<>());
		Side side = message.destination;
		while (side.owner() instanceof CarryingEnvelope carrier && links.add(carrier) && carrier != message) {
			side = carrier.destination;
		}
		return links;
	}

}
