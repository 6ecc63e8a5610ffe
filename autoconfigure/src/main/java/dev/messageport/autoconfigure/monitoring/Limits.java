package dev.messageport.autoconfigure.monitoring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import dev.messageport.autoconfigure.MessagePortProperties;

/**
 * How much one answer may describe.
 *
 * @param standard the limit when nobody asks for another one
 * @param highest the highest limit that somebody can ask for
 */
record Limits(int standard, int highest) {

	static Limits of(MessagePortProperties.Actuator properties) {
		int standard = properties.getDefaultLimit();
		int highest = properties.getMaxLimit();
		check(standard > 0, "default-limit", standard, "it must be positive");
		check(highest >= standard, "max-limit", highest,
				"it must not be below 'messageport.actuator.default-limit', which is " + standard);
		return new Limits(standard, highest);
	}

	/**
	 * Return the limit of a request.
	 * @param asked what it asks for, or {@code null}
	 * @return the limit
	 * @throws InvalidEndpointRequestException if it asks for nothing
	 */
	int of(@Nullable Integer asked) {
		if (asked == null) {
			return this.standard;
		}
		if (asked < 1) {
			String message = "'limit' must be at least 1, but is " + asked;
			throw new InvalidEndpointRequestException(message, message);
		}
		return Math.min(asked, this.highest);
	}

	private static void check(boolean valid, String property, int value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("messageport.actuator." + property, value, reason);
		}
	}

}
