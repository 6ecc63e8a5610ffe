package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Prometheus itself understands the queries and rules, and they give what they promise.
 * Needs {@code promtool} on the path, which is in Prometheus and in Debian's package
 * {@code prometheus}.
 */
class PromtoolTests {

	/**
	 * Everything grows at one instance, and stands still at the other.
	 */
	private static final Map<String, String> INSTANCES = Map.of("busy", "1+3x120", "still", "7x120");

	@BeforeEach
	void checkPromtool() {
		assumeThat(Promtool.isInstalled())
			.as("promtool is not on the path: queries and alert rules are not checked by Prometheus. "
					+ "Install it (Debian: package prometheus), and make sure that .ci/run does")
			.isTrue();
	}

	@Test
	void rulesAreValid() throws IOException {
		succeeds("check", "rules", MonitoringFiles.alerts().toString());
	}

	@Test
	void rulesPassTheirTests() throws IOException {
		succeeds("test", "rules", MonitoringFiles.alertTests().toString());
	}

	@Test
	void queriesFindWhatAnApplicationHas(@TempDir Path directory) throws IOException {
		succeeds("test", "rules", test(directory, queries()).toString());
	}

	@Test
	void queryThatFindsNothingIsNoticed(@TempDir Path directory) throws IOException {
		Path test = test(directory, Stream.of("sum(messageport_ports_open_ports{reason=\"LOCAL\"})"));
		assertThat(Promtool.run("test", "rules", test.toString()).code()).isNotZero();
	}

	private static Stream<String> queries() {
		return Stream
			.of(PrometheusQuery.ofMarkdown(MonitoringFiles.guide()),
					PrometheusQuery.ofMarkdown(MonitoringFiles.readme()), PrometheusQuery.ofDashboard(),
					PrometheusQuery.ofVariables())
			.flatMap((queries) -> queries.map(PrometheusQuery::text));
	}

	// JSON is YAML, too
	private static Path test(Path directory, Stream<String> queries) throws IOException {
		List<Map<String, Object>> expectations = queries
			.<Map<String, Object>>map((query) -> Map.of("eval_time", "90m", "expr", "count(" + query + ") > bool 0",
					"exp_samples", List.of(Map.of("labels", "{}", "value", 1))))
			.toList();
		Map<String, Object> test = Map.of("interval", "1m", "input_series", series(), "promql_expr_test", expectations);
		Map<String, Object> file = Map.of("evaluation_interval", "1m", "tests", List.of(test));
		return Files.writeString(directory.resolve("queries.yml"), JsonMapper.shared().writeValueAsString(file));
	}

	private static List<Map<String, String>> series() {
		return MonitoredApplication.scrape()
			.series("messageport_")
			.stream()
			.flatMap((series) -> INSTANCES.entrySet().stream().map((instance) -> {
				String labels = "{job=\"shop\", instance=\"" + instance.getKey() + "\", ";
				return Map.of("series", series.replaceFirst("\\{", labels), "values", instance.getValue());
			}))
			.toList();
	}

	private static void succeeds(String... arguments) throws IOException {
		Promtool.Result result = Promtool.run(arguments);
		assertThat(result.code()).as(result.output()).isZero();
	}

}
