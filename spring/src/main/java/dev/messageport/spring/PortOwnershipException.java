package dev.messageport.spring;

/**
 * An end of a declared channel has owners in more than one module, or, under
 * {@link PortWiringPolicy#strict()}, none: the application context does not start.
 */
public final class PortOwnershipException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String remedy;

	PortOwnershipException(String problem, String remedy) {
		super(problem + " " + remedy);
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * Return what is wrong, with the channel, the end, and all places.
	 * @return the description, for people
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return what to do about it.
	 * @return the remedy, for people
	 */
	public String remedy() {
		return this.remedy;
	}

}
