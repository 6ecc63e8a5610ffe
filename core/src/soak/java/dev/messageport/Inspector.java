package dev.messageport;

import java.util.concurrent.TimeUnit;

/**
 * Looks for ports that ought to deliver what waits there and do not.
 */
final class Inspector {

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

	private final Scene scene;

	Inspector(Scene scene) {
		this.scene = scene;
	}

	void look() {
		this.scene.slots.forEach((held) -> {
			if (isWaiting(held)) {
				look(held.in());
			}
			else {
				held.in().receivedBefore = -1;
			}
		});
	}

	/**
	 * Return whether messages, or a close after them, wait at a port that has to deliver
	 * them.
	 */
	boolean isWaiting(Held held) {
		MessagePort port = held.port;
		return !held.isInert() && port.isStarted() && ((port.queued() > 0) ? held.tenure.delivers : port.isClosed());
	}

	/**
	 * Return whether all ports have delivered what they have to deliver.
	 */
	boolean isDrained() {
		boolean[] drained = { true };
		this.scene.slots.forEach((held) -> drained[0] &= !isWaiting(held));
		return drained[0];
	}

	void reportWaiting() {
		this.scene.slots.forEach((held) -> {
			if (isWaiting(held)) {
				this.scene.violations.report(held.in(),
						"messages or the close event are stranded: nobody delivers them (Q1, C1)");
			}
		});
	}

	private void look(Line line) {
		int received = line.delivered.get();
		if (received != line.receivedBefore) {
			line.receivedBefore = received;
			line.waitingSince = System.nanoTime();
		}
		else if (System.nanoTime() - line.waitingSince > PATIENCE) {
			this.scene.violations.report(line, "messages or the close event wait, and nobody delivers them (Q1, C1)");
			line.waitingSince = System.nanoTime();
		}
	}

}
