package dev.messageport.autoconfigure.monitoring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PromQuery}.
 */
class PromQueryTests {

	@Test
	void metricIsAWordThatIsNoFunction() {
		assertThat(new PromQuery("sum(rate(posted_total[5m])) > 1e3").metrics()).containsOnlyKeys("posted_total");
	}

	@Test
	void metricsOnBothSidesOfAnOperator() {
		assertThat(new PromQuery("a and b unless c offset 10m or d > bool 2").metrics()).containsOnlyKeys("a", "b", "c",
				"d");
	}

	@Test
	void labelsInBracesAreThoseOfTheMetric() {
		PromQuery query = new PromQuery("a{x=\"1\", y!~\"2|b{z=3}\"} / b");
		assertThat(query.metrics().get("a")).containsExactly("x", "y");
		assertThat(query.metrics().get("b")).isEmpty();
		assertThat(query.labels()).isEmpty();
	}

	@Test
	void valuesOfPatternsAreTakenApart() {
		assertThat(new PromQuery("a{x=~\"1|2\"} + a{x=\"3\"}").values().get("x")).containsExactly("1", "2", "3");
	}

	@Test
	void labelsOfGroupsAndJoins() {
		PromQuery query = new PromQuery("sum by (x, y) (a) / on (z) group_left (w) count without (v) (b)");
		assertThat(query.metrics()).containsOnlyKeys("a", "b");
		assertThat(query.labels()).containsExactly("v", "w", "x", "y", "z");
	}

	@Test
	void groupAfterTheArgument() {
		PromQuery query = new PromQuery("topk(3, sum(a) by (x))");
		assertThat(query.metrics()).containsOnlyKeys("a");
		assertThat(query.labels()).containsExactly("x");
	}

}
