package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.Status;

import dev.messageport.autoconfigure.MessagePortProperties.Health;

/**
 * From when on queues are a matter of health. Nothing is unless the user says so.
 *
 * @param maxQueued how many messages may wait at one port, {@code null} for any number
 * @param maxQueuedStatus the status when more wait
 * @param maxAge how long a message may wait, {@code null} for ever
 * @param maxAgeStatus the status when one waits longer
 */
record HealthThresholds(@Nullable Integer maxQueued, Health.ThresholdStatus maxQueuedStatus, @Nullable Duration maxAge,
		Health.ThresholdStatus maxAgeStatus) {

	static HealthThresholds of(Health properties) {
		Integer maxQueued = properties.getMaxQueued();
		Duration maxAge = properties.getMaxAge();
		check(maxQueued == null || maxQueued >= 0, "max-queued", maxQueued);
		check(maxAge == null || !maxAge.isNegative(), "max-age", maxAge);
		return new HealthThresholds(maxQueued, properties.getMaxQueuedStatus(), maxAge, properties.getMaxAgeStatus());
	}

	/**
	 * Return the status, the worse one if both thresholds are crossed.
	 * @param deepest how many messages wait in the deepest queue
	 * @param oldest how long the oldest message has waited
	 * @return the status
	 */
	Status status(long deepest, Duration oldest) {
		boolean tooMany = this.maxQueued != null && deepest > this.maxQueued;
		boolean tooOld = this.maxAge != null && oldest.compareTo(this.maxAge) > 0;
		if ((tooMany && this.maxQueuedStatus == Health.ThresholdStatus.DOWN)
				|| (tooOld && this.maxAgeStatus == Health.ThresholdStatus.DOWN)) {
			return Status.DOWN;
		}
		return (tooMany || tooOld) ? Status.OUT_OF_SERVICE : Status.UP;
	}

	private static void check(boolean valid, String property, @Nullable Object value) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("messageport.health." + property, value,
					"it must not be negative. Leave it out for no threshold");
		}
	}

}
