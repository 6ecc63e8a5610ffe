package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} that tells how many messages wait, and is up unless a threshold
 * of the user is crossed. Looks at each side once, and at no message.
 */
final class MessagePortHealthIndicator extends AbstractHealthIndicator {

	private final PortStatistics statistics;

	private final HealthThresholds thresholds;

	MessagePortHealthIndicator(PortStatistics statistics, HealthThresholds thresholds) {
		super("The message ports could not be looked at");
		this.statistics = statistics;
		this.thresholds = thresholds;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Survey survey = new Survey();
		this.statistics.sides().forEach(survey::add);
		builder.status(this.thresholds.status(survey.deepest, survey.oldest));
		builder.withDetail("openPorts", survey.open);
		builder.withDetail("queuedMessages", survey.queued);
		if (survey.deepestSide != null) {
			builder.withDetail("deepestQueue", of(survey.deepestSide, "queued", survey.deepest));
		}
		if (survey.oldestSide != null) {
			builder.withDetail("oldestMessage", of(survey.oldestSide, "waiting", survey.oldest));
		}
	}

	private static Map<String, Object> of(SideStatistics side, String key, Object value) {
		Map<String, Object> detail = new LinkedHashMap<>();
		detail.put("port", side.side().name());
		detail.put(key, value);
		return detail;
	}

	/**
	 * What is seen of all sides.
	 */
	private static final class Survey {

		private int open;

		private long queued;

		private long deepest;

		private @Nullable SideStatistics deepestSide;

		private Duration oldest = Duration.ZERO;

		private @Nullable SideStatistics oldestSide;

		void add(SideStatistics side) {
			if (side.side().closeReason() == null) {
				this.open++;
			}
			long waiting = side.queued();
			if (waiting == 0) {
				return;
			}
			this.queued += waiting;
			if (waiting > this.deepest) {
				this.deepest = waiting;
				this.deepestSide = side;
			}
			Duration age = side.oldestWaiting();
			if (age.compareTo(this.oldest) > 0) {
				this.oldest = age;
				this.oldestSide = side;
			}
		}

	}

}
