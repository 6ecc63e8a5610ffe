package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Goal}.
 */
class GoalTests {

	private final Goal slower = Goal.atLeast(4, "peer / ours", List.of("peer", "other peer"), List.of("ours"));

	private final Goal faster = Goal.atMost(0.5, "ours / peer", List.of("ours"), List.of("peer"));

	@Test
	void ratioIsThatToTheLowestOfTheFigures() {
		assertThat(this.slower.measure(figures(Map.of("peer", 90.0, "other peer", 80.0, "ours", 10.0)))).hasValue(8);
	}

	@Test
	void ratioBeyondTheBoundIsMet() {
		assertThat(judge(this.slower, 53, 10)).isEqualTo(Verdict.MET);
		assertThat(judge(this.faster, 100, 38)).isEqualTo(Verdict.MET);
	}

	@Test
	void ratioWithin30PercentOfTheBoundIsClose() {
		assertThat(judge(this.slower, 40, 10)).isEqualTo(Verdict.CLOSE);
		assertThat(judge(this.slower, 51, 10)).isEqualTo(Verdict.CLOSE);
		assertThat(judge(this.faster, 100, 39)).isEqualTo(Verdict.CLOSE);
		assertThat(judge(this.faster, 100, 50)).isEqualTo(Verdict.CLOSE);
	}

	@Test
	void ratioOnTheOtherSideIsMissed() {
		assertThat(judge(this.slower, 39, 10)).isEqualTo(Verdict.MISSED);
		assertThat(judge(this.faster, 100, 51)).isEqualTo(Verdict.MISSED);
	}

	@Test
	void goalWithoutItsFiguresIsNotMeasured() {
		assertThat(this.slower.judge(this.slower.measure(figures(Map.of("peer", 1.0)))))
			.isEqualTo(Verdict.NOT_MEASURED);
		assertThat(this.slower.judge(this.slower.measure(figures(Map.of("ours", 1.0)))))
			.isEqualTo(Verdict.NOT_MEASURED);
	}

	@Test
	void countedFigureIsRoundedAndMayBeAtItsBound() {
		Goal goal = Goal.countedAtMost(24, "bytes", "bytes");
		assertThat(goal.judge(goal.measure(figures(Map.of("bytes", 24.4))))).isEqualTo(Verdict.MET);
		assertThat(goal.judge(goal.measure(figures(Map.of("bytes", 24.6))))).isEqualTo(Verdict.MISSED);
	}

	@Test
	void boundDependsOnTheJdk() {
		for (int jdk : List.of(17, 21, 25)) {
			assertThat(Goals.ALL.stream()
				.filter((goal) -> goal.appliesTo(jdk) && goal.text().contains("JCTools"))
				.map(Goal::bound)).containsExactly((jdk == 17) ? 0.9 : 0.35);
		}
	}

	private static Verdict judge(Goal goal, double peer, double ours) {
		return goal.judge(goal.measure(figures(Map.of("peer", peer, "ours", ours))));
	}

	private static Figures figures(Map<String, Double> values) {
		return new Figures(List.of(), values);
	}

}
