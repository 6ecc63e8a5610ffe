package dev.messageport;

/**
 * Where the right to deliver to a {@link Side} lies. Bytes and no enumeration, because
 * every idle channel pays for the field.
 */
final class Lease {

	static final byte IDLE = 0;

	static final byte PARKED = 1;

	static final byte SCHEDULED = 2;

	static final byte RUNNING = 3;

	private Lease() {
	}

}
