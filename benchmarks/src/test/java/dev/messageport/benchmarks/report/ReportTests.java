package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private final Row ours = row("PORT_COMMON_POOL", 20, OptionalDouble.of(24));

	private final Row peer = row("VERTX", 300, OptionalDouble.empty());

	@Test
	void tableHasMedianSpreadRatioAndAllocationTheFastestFirst() {
		assertThat(render(Map.of(), List.of(), this.peer, this.ours)).contains("""
				## OneWay (ns/op)

				| contender | median | lowest and highest fork | / ours | B/op |
				|---|--:|--:|--:|--:|
				| PORT_COMMON_POOL | 20 | 19 – 21 | 1 | 24 |
				| VERTX | 300 | 299 – 301 | 15 |  |
				""");
	}

	@Test
	void tableWithoutOursHasNoRatio() {
		assertThat(render(Map.of(), List.of(), this.peer)).contains("| VERTX | 300 | 299 – 301 |  |  |");
	}

	@Test
	void eachSetOfParametersHasItsTable() {
		Row many = new Row("Fan", "VERTX", "channels=1000 messages=100", "ns/op", List.of(1.0), Map.of(),
				OptionalDouble.empty());
		Row single = new Row("Fan", "VERTX", "channels=10000 messages=1", "ns/op", List.of(1.0), Map.of(),
				OptionalDouble.empty());
		assertThat(render(Map.of(), List.of(), many, single)).contains("## Fan, channels=1000, messages=100 (ns/op)")
			.contains("## Fan, channels=10000, messages=1 (ns/op)");
	}

	@Test
	void samplesHaveTheirPercentiles() {
		Row samples = new Row("WakeUp", "PORT_COMMON_POOL", "", "ns/op", List.of(5.0), Map.of("p99.9", 1234.0),
				OptionalDouble.empty());
		assertThat(render(Map.of(), List.of(), samples)).contains("| / ours | p99.9 | B/op |")
			.contains("| PORT_COMMON_POOL | 5 | 5 – 5 | 1 | 1,234 |  |");
	}

	@Test
	void goalsHaveTheirMeasurementAndVerdict() {
		assertThat(render(Map.of("IdleMemory PORT", 250.0), List.of(), this.peer, this.ours))
			.contains("| one-way: Vert.x / ours | ≥ 8 | 15 | met |")
			.contains("| one-way: Pekko / ours | ≥ 4 |  | not measured |")
			.contains("| heap per idle channel with a listener, bytes | ≤ 200 | 250 | **missed** |");
	}

	@Test
	void goalsSayWhenForksWereTooFew() {
		Row once = new Row("OneWay", "VERTX", "", "ns/op", List.of(1.0), Map.of(), OptionalDouble.empty());
		assertThat(render(Map.of(), List.of(), once)).contains("One fork: no more than a hint.");
		assertThat(render(Map.of(), List.of(), this.ours)).doesNotContain("hint");
	}

	@Test
	void failuresAreNamed() {
		assertThat(render(Map.of(), List.of("OneWay PEKKO: 1 of 3 forks"), this.ours)).contains("""
				## Failed

				- OneWay PEKKO: 1 of 3 forks
				""");
		assertThat(render(Map.of(), List.of(), this.ours)).doesNotContain("Failed");
	}

	@Test
	void headSaysWhereItWas() {
		assertThat(render(Map.of(), List.of())).contains("| machine | 2 cores \\| 23 GB |");
	}

	private static String render(Map<String, Double> figures, List<String> failures, Row... rows) {
		return Report.render(new Run(Map.of("machine", "2 cores | 23 GB"), 25, figures, failures, List.of()),
				List.of(rows));
	}

	private static Row row(String contender, double median, OptionalDouble allocated) {
		return new Row("OneWay", contender, "", "ns/op", List.of(median - 1, median, median + 1), Map.of(), allocated);
	}

}
