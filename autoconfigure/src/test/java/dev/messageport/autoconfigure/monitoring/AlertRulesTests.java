package dev.messageport.autoconfigure.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The alert rules have what those need who get the alert, and tests that use series that
 * there are. {@link PromtoolTests} run these.
 */
@SuppressWarnings("unchecked")
class AlertRulesTests {

	static Stream<Map<String, Object>> rules() {
		return list(MonitoringFiles.yaml(MonitoringFiles.alerts()), "groups").flatMap((group) -> list(group, "rules"));
	}

	static Stream<Map<String, Object>> tests() {
		return list(MonitoringFiles.yaml(MonitoringFiles.alertTests()), "tests");
	}

	@ParameterizedTest
	@MethodSource("rules")
	void ruleIsComplete(Map<String, Object> rule) {
		assertThat((String) rule.get("alert")).startsWith("MessagePort");
		assertThat(rule).containsKey("for");
		assertThat((Map<String, String>) rule.get("labels")).hasEntrySatisfying("severity",
				(severity) -> assertThat(severity).isIn("warning", "critical"));
		assertThat((Map<String, String>) rule.get("annotations")).containsOnlyKeys("summary", "description")
			.allSatisfy((key, text) -> assertThat(text).contains("{{ $labels.channel }}"));
	}

	@ParameterizedTest
	@MethodSource("rules")
	void ruleFiresInATest(Map<String, Object> rule) {
		List<List<Object>> expected = tests().flatMap((test) -> list(test, "alert_rule_test"))
			.filter((test) -> test.get("alertname").equals(rule.get("alert")))
			.map((test) -> (List<Object>) test.get("exp_alerts"))
			.toList();
		assertThat(expected).anyMatch((alerts) -> !alerts.isEmpty());
	}

	@ParameterizedTest
	@MethodSource("rules")
	void guideTellsWhatToDo(Map<String, Object> rule) {
		assertThat(MonitoringFiles.read(MonitoringFiles.guide())).contains("`" + rule.get("alert") + "`");
	}

	@Test
	void testsUseSeriesThatThereAre() {
		Map<String, Set<String>> metrics = MonitoredApplication.scrape().metrics();
		Stream<PromQuery> series = tests().flatMap((test) -> list(test, "input_series"))
			.map((input) -> new PromQuery((String) input.get("series")));
		assertThat(series).isNotEmpty().allSatisfy((input) -> input.metrics().forEach((metric, labels) -> {
			assertThat(metrics).containsKey(metric);
			assertThat(labels).containsAll(PrometheusScrape.TARGET_LABELS)
				.filteredOn((label) -> !PrometheusScrape.TARGET_LABELS.contains(label))
				.isSubsetOf(metrics.get(metric));
		}));
	}

	private static Stream<Map<String, Object>> list(Map<String, Object> parent, String name) {
		return ((List<Map<String, Object>>) parent.getOrDefault(name, List.of())).stream();
	}

}
