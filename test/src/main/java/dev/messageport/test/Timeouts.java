package dev.messageport.test;

import java.time.Duration;
import java.util.Objects;

/**
 * How long assertions wait unless they are told otherwise.
 */
final class Timeouts {

	static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	static final Duration DEFAULT_QUIET_PERIOD = Duration.ofMillis(100);

	private static volatile Duration timeout = DEFAULT_TIMEOUT;

	private static volatile Duration quietPeriod = DEFAULT_QUIET_PERIOD;

	private Timeouts() {
	}

	static Duration timeout() {
		return timeout;
	}

	static void timeout(Duration value) {
		timeout = check(value, "timeout");
	}

	static Duration quietPeriod() {
		return quietPeriod;
	}

	static void quietPeriod(Duration value) {
		quietPeriod = check(value, "quietPeriod");
	}

	static Duration check(Duration value, String name) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isNegative()) {
			throw new IllegalArgumentException("'" + name + "' must not be negative, but was " + value);
		}
		return value;
	}

	/**
	 * Return a duration in nanoseconds, however long it is.
	 * @param duration the duration
	 * @return the nanoseconds
	 */
	static long nanos(Duration duration) {
		try {
			return duration.toNanos();
		}
		catch (ArithmeticException ex) {
			return Long.MAX_VALUE;
		}
	}

}
