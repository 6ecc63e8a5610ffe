package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import dev.messageport.autoconfigure.MessagePortProperties;

/**
 * The properties of monitoring, checked.
 *
 * @param maxNames how many names of channels are told apart
 * @param sampling which messages have their time in the queue measured
 * @param slowHandler after how many nanoseconds a listener is reported; 0 for never
 * @param oldQueue after how many nanoseconds a message that waits is reported; 0 for
 * never
 * @param maxAge after how many nanoseconds a message that waits is a matter of health; 0
 * for never
 */
record MonitoringSettings(int maxNames, LatencySampling sampling, long slowHandler, long oldQueue, long maxAge) {

	static MonitoringSettings of(MessagePortProperties all) {
		MessagePortProperties.Monitoring properties = all.getMonitoring();
		int sampling = properties.getLatencySampling();
		check(properties.getMaxNames() > 0, "max-names", properties.getMaxNames(), "it must be positive");
		check(sampling >= 0, "latency-sampling", sampling, "it must not be negative. Use 0 to measure no message");
		check(sampling <= LatencySampling.RAREST, "latency-sampling", sampling,
				"it must not be above " + LatencySampling.RAREST);
		return new MonitoringSettings(properties.getMaxNames(), new LatencySampling(sampling),
				nanos("slow-handler", properties.getSlowHandler()), nanos("old-queue", properties.getOldQueue()),
				maxAge(all.getHealth().getMaxAge()));
	}

	// The contributor, if there is one, refuses what makes no sense
	private static long maxAge(@Nullable Duration threshold) {
		return (threshold != null) ? Math.max(1, nanos(threshold)) : 0;
	}

	private static long nanos(String property, Duration threshold) {
		check(!threshold.isNegative(), property, threshold, "it must not be negative. Use 0 for never");
		return nanos(threshold);
	}

	private static long nanos(Duration threshold) {
		try {
			return threshold.toNanos();
		}
		catch (ArithmeticException ex) {
			// After some centuries
			return Long.MAX_VALUE;
		}
	}

	private static void check(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("messageport.monitoring." + property, value, reason);
		}
	}

}
