package dev.messageport.autoconfigure.monitoring;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What can be done to ports from outside.
 */
enum PortAction {

	/**
	 * Resume what is paused, and start what has never been started.
	 */
	START,

	/**
	 * Hold back messages and close events.
	 */
	PAUSE,

	/**
	 * Close for good.
	 */
	CLOSE;

	private static final String NAMES = Arrays.stream(values())
		.map((action) -> "'" + action + "'")
		.collect(Collectors.joining(", "));

	/**
	 * Return the action of a name.
	 * @param name the name, in whatever case, as for other endpoints
	 * @return the action
	 * @throws IllegalArgumentException if there is none of that name
	 */
	static PortAction of(@Nullable String name) {
		return Arrays.stream(values())
			.filter((action) -> action.name().equalsIgnoreCase(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"'action' must be one of " + NAMES + ((name != null) ? ", but is '" + name + "'" : "")));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
