package dev.messageport.autoconfigure.monitoring;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.messageport.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All queries of the guides, the dashboard and the alert rules ask for what an
 * application has.
 */
class MonitoringQueriesTests {

	private final PrometheusScrape scrape = MonitoredApplication.scrape();

	static Stream<PrometheusQuery> queries() {
		return PrometheusQuery.all();
	}

	static Stream<MessagePortMeters> meters() {
		return Arrays.stream(MessagePortMeters.values());
	}

	@ParameterizedTest
	@MethodSource("queries")
	void metricsOfQueryExist(PrometheusQuery query) {
		assertThat(query.parse().metrics()).isNotEmpty();
		assertThat(this.scrape.metrics()).containsKeys(query.parse().metrics().keySet().toArray(String[]::new));
	}

	@ParameterizedTest
	@MethodSource("queries")
	void metricsOfQueryHaveTheLabelsThatItSelectsBy(PrometheusQuery query) {
		query.parse()
			.metrics()
			.forEach((metric, labels) -> assertThat(labelsOf(metric)).as(metric).containsAll(labels));
	}

	@ParameterizedTest
	@MethodSource("queries")
	void metricsOfQueryHaveTheLabelsThatItGroupsBy(PrometheusQuery query) {
		PromQuery parsed = query.parse();
		parsed.metrics()
			.keySet()
			.forEach((metric) -> assertThat(labelsOf(metric)).as(metric).containsAll(parsed.labels()));
	}

	@ParameterizedTest
	@MethodSource("queries")
	void reasonsOfQueryExist(PrometheusQuery query) {
		assertThat(Arrays.stream(CloseReason.values()).map(Enum::name))
			.containsAll(query.parse().values().getOrDefault("reason", Set.of()));
	}

	@ParameterizedTest
	@MethodSource("meters")
	void meterIsReadWithItsTags(MessagePortMeters meter) {
		String name = meter.getName().replace('.', '_');
		Set<String> keys = new HashSet<>(Arrays.stream(meter.getKeyNames()).map(KeyName::asString).toList());
		assertThat(this.scrape.metrics()).anySatisfy((metric, labels) -> {
			assertThat(metric).startsWith(name);
			assertThat(labels).containsAll(keys);
		});
	}

	@Test
	void everyReasonIsCounted() {
		assertThat(this.scrape.series("messageport_ports_closed")).hasSameSizeAs(CloseReason.values());
	}

	@Test
	void everyMessageIsAccountedFor() {
		double accounted = sum("messageport_messages_delivered") + sum("messageport_messages_discarded")
				+ sum("messageport_messages_queued");
		assertThat(sum("messageport_messages_posted")).isPositive().isEqualTo(accounted);
	}

	private double sum(String metric) {
		return this.scrape.values(metric).sum();
	}

	private Set<String> labelsOf(String metric) {
		Set<String> labels = new HashSet<>(PrometheusScrape.TARGET_LABELS);
		labels.addAll(this.scrape.metrics().getOrDefault(metric, Set.of()));
		return labels;
	}

}
