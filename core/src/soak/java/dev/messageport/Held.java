package dev.messageport;

/**
 * A port in the hands of the soak.
 */
final class Held {

	final MessagePort port;

	final Tenure tenure;

	final Reader reader;

	/**
	 * Whether it has its listeners; for one thread at a time.
	 */
	boolean released;

	Held(MessagePort port, Line line, Scene scene) {
		this.port = port;
		this.tenure = new Tenure(line);
		this.reader = new Reader(scene, this);
		line.tenure = this.tenure;
	}

	/**
	 * The side that this port receives at.
	 */
	Line in() {
		return this.tenure.line;
	}

	/**
	 * The side that this port posts to.
	 */
	Line out() {
		return in().other();
	}

	/**
	 * Return whether this port can do nothing any more.
	 */
	boolean isInert() {
		return !((DefaultMessagePort) this.port).isLive();
	}

}
