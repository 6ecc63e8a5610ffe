package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * A listener cannot be registered as it is defined. Says where it is, what is wrong with
 * it, and what to do about it.
 */
public class PortListenerDefinitionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String place;

	private final String description;

	private final String action;

	/**
	 * Create a new exception.
	 * @param place where the listener is, such as {@code "method 'Desk.on(Order)' of bean
	 * 'desk'"}
	 * @param description what is wrong: a sentence without a full stop that names the
	 * value
	 * @param action the remedy: a sentence without a full stop
	 */
	public PortListenerDefinitionException(String place, String description, String action) {
		this(place, description, action, null);
	}

	/**
	 * Create a new exception with a cause.
	 * @param place where the listener is, such as {@code "method 'Desk.on(Order)' of bean
	 * 'desk'"}
	 * @param description what is wrong: a sentence without a full stop that names the
	 * value
	 * @param action the remedy: a sentence without a full stop
	 * @param cause the error behind it, if any
	 */
	public PortListenerDefinitionException(String place, String description, String action, @Nullable Throwable cause) {
		super("The listener " + place + " cannot be registered: " + description + ". " + action, cause);
		this.place = place;
		this.description = description;
		this.action = action;
	}

	/**
	 * Return where the listener is.
	 * @return the place, for people
	 */
	public String getPlace() {
		return this.place;
	}

	/**
	 * Return what is wrong.
	 * @return the problem, a sentence without a full stop
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * Return what to do about it.
	 * @return the remedy, a sentence without a full stop
	 */
	public String getAction() {
		return this.action;
	}

}
