package dev.messageport;

/**
 * Who does things one after the other: a thread of the soak, or the listener of a port.
 * What one hand posts to one side has to arrive in the order of its posts (Q3). Known by
 * its identity.
 */
final class Hand {

	private final String name;

	Hand(String name) {
		this.name = name;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
