package sample.analysis;

import java.util.Locale;

/**
 * How an order ended; a tag of the meter {@code sample.analyses}.
 */
enum Outcome {

	/**
	 * All answers were posted.
	 */
	DONE,

	/**
	 * The client closed its port before.
	 */
	HUNG_UP,

	/**
	 * There was no room for the order.
	 */
	REFUSED,

	/**
	 * The text could not be read, or the application was shut down.
	 */
	FAILED;

	String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
