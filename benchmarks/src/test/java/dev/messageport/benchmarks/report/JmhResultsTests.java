package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JmhResults}.
 */
class JmhResultsTests {

	@Test
	void forkCountsWithTheMedianOfItsIterationsAndTheRowWithTheMedianOfItsForks() {
		Row row = read(
				result("OneWayBenchmark.run", "{\"contender\": \"VERTX\"}", "[[1, 100, 2], [5, 6, 7], [9, 9, 1000]]"))
			.get(0);
		assertThat(row.forks()).containsExactly(2.0, 6.0, 9.0);
		assertThat(row.median()).isEqualTo(6);
		assertThat(row.lowest()).isEqualTo(2);
		assertThat(row.highest()).isEqualTo(9);
	}

	@Test
	void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
		assertThat(read(result("A.run", "{}", "[[4, 1, 2, 100]]")).get(0).median()).isEqualTo(3);
	}

	@Test
	void keyIsTheWorkloadTheContenderAndTheOtherParameters() {
		assertThat(read(result("FanBenchmark.run",
				"{\"messages\": \"1\", \"contender\": \"VERTX\", \"channels\": \"10000\"}", "[[1]]")))
			.extracting(Row::key)
			.containsExactly("Fan VERTX channels=10000 messages=1");
	}

	@Test
	void keyNamesTheMethodWhereTheClassHasSeveral() {
		assertThat(read(result("LifeBenchmark.first", "{\"contender\": \"PORT\"}", "[[1]]"),
				result("LifeBenchmark.second", "{\"contender\": \"PORT\"}", "[[1]]")))
			.extracting(Row::key)
			.containsExactly("Life.first PORT", "Life.second PORT");
	}

	@Test
	void allocationIsThatPerOperation() {
		String counted = result("A.run", "{}", "[[1]]").replace("\"secondaryMetrics\": {}",
				"\"secondaryMetrics\": {\"gc.alloc.rate.norm\": {\"rawData\": [[24.1], [24.3], [90]]}}");
		assertThat(read(counted).get(0).allocated()).hasValue(24.3);
		assertThat(read(result("A.run", "{}", "[[1]]")).get(0).allocated()).isEmpty();
	}

	@Test
	void samplesHavePercentilesAndTheMedianOfTheirHistogram() {
		Row row = read("""
				{"benchmark": "p.WakeUpBenchmark.run", "mode": "sample", "params": {"contender": "PORT"},
				"primaryMetric": {"scoreUnit": "ns/op",
				"scorePercentiles": {"50.0": 10, "90.0": 20, "95.0": 25, "99.0": 30, "99.9": 40},
				"rawDataHistogram": [[[[10, 3], [20, 1]], [[30, 1]]], [[[50, 1]]]]}}""").get(0);
		assertThat(row.percentiles()).containsExactly(entry("p50", 10), entry("p90", 20), entry("p99", 30),
				entry("p99.9", 40));
		assertThat(row.forks()).containsExactly(10.0, 50.0);
	}

	@Test
	void whatWasNotMeasuredIsLeftOut() {
		assertThat(read(result("A.run", "{}", "[]"), result("B.run", "{}", "[[\"NaN\"]]"))).isEmpty();
	}

	private static Map.Entry<String, Double> entry(String key, double value) {
		return Map.entry(key, value);
	}

	private static List<Row> read(String... results) {
		return JmhResults.read(new JsonMapper().readTree("[" + String.join(",", results) + "]"));
	}

	private static String result(String benchmark, String params, String rawData) {
		return """
				{"benchmark": "p.%s", "mode": "avgt", "params": %s, "primaryMetric": {"scoreUnit": "ns/op",
				"rawData": %s}, "secondaryMetrics": {}}""".formatted(benchmark, params, rawData);
	}

}
