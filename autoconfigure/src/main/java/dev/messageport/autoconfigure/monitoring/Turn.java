package dev.messageport.autoconfigure.monitoring;

/**
 * One turn of a side: compared by identity, because the same thread may have the next one
 * as well.
 */
final class Turn {

	private final Thread thread;

	Turn(Thread thread) {
		this.thread = thread;
	}

	Thread thread() {
		return this.thread;
	}

}
