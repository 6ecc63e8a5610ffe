package dev.messageport.spring;

/**
 * Two listeners are at one place, and which of them to call cannot be told.
 */
public class AmbiguousListenerException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final String first;

	private final String second;

	AmbiguousListenerException(String name, Object first, Object second, String message) {
		super(message);
		this.name = name;
		this.first = first.toString();
		this.second = second.toString();
	}

	/**
	 * Return the name that both listen at.
	 * @return the name of a declared end or of an endpoint
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return where the one listener is.
	 * @return the place, for people
	 */
	public String getFirst() {
		return this.first;
	}

	/**
	 * Return where the other listener is.
	 * @return the place, for people
	 */
	public String getSecond() {
		return this.second;
	}

}
