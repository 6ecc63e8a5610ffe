package dev.messageport;

import java.lang.ref.WeakReference;

/**
 * Notices when a port object is no longer reachable (G1). Each side is itself the watch
 * of its first port, which saves an object for every port that is never transferred;
 * later ones have a {@link LaterWatch}.
 * <p>
 * A watch is cleared when its port is closed or transferred. If it gets into the queue of
 * {@link CollectedPorts} its port has vanished while it owned the side.
 */
abstract class Watch extends WeakReference<DefaultMessagePort> {

	Watch(DefaultMessagePort port) {
		super(port, CollectedPorts.queue());
	}

	/**
	 * Return the side that the port belongs to.
	 * @return the side
	 */
	abstract Side side();

}
