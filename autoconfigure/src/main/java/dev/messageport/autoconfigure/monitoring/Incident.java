package dev.messageport.autoconfigure.monitoring;

/**
 * That something takes too long at the ports of one name. Begins with the first port and
 * goes on while a tick finds one. Of the watch's thread only.
 */
final class Incident {

	private final String port;

	private long longest;

	private int found;

	private int most;

	Incident(String port) {
		this.port = port;
	}

	/**
	 * Note a port that this tick has found.
	 * @param nanos for how long it goes on there
	 */
	void found(long nanos) {
		this.found++;
		this.longest = Math.max(this.longest, nanos);
	}

	/**
	 * End a tick.
	 * @return whether it has found a port
	 */
	boolean goesOn() {
		boolean any = this.found > 0;
		this.most = Math.max(this.most, this.found);
		this.found = 0;
		return any;
	}

	/**
	 * Return the port that was reported.
	 * @return the name of the port
	 */
	String port() {
		return this.port;
	}

	long longest() {
		return this.longest;
	}

	/**
	 * Return how many ports there were at a time.
	 * @return the number of ports
	 */
	int most() {
		return this.most;
	}

}
