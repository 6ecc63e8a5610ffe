package dev.messageport.autoconfigure.monitoring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Grafana dashboard can be imported as it is, and shows all meters.
 */
class GrafanaDashboardTests {

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

	private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

	private final JsonNode dashboard = MonitoringFiles.dashboard();

	@Test
	void panelsHaveQueries() {
		assertThat(panels()).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.get("targets").size()).isPositive();
			assertThat(panel.get("targets").valueStream()).allSatisfy((target) -> {
				assertThat(target.get("expr").asString()).isNotBlank();
				assertThat(target.get("refId").asString()).isNotBlank();
			});
		});
	}

	@Test
	void panelsAreDescribedAndInAPlaceOfTheirOwn() {
		Set<String> cells = new HashSet<>();
		Set<Integer> ids = new HashSet<>();
		for (JsonNode panel : this.dashboard.get("panels")) {
			assertThat(ids.add(panel.get("id").asInt())).isTrue();
			JsonNode place = panel.get("gridPos");
			assertThat(place.get("x").asInt() + place.get("w").asInt()).isBetween(1, 24);
			for (int x = 0; x < place.get("w").asInt(); x++) {
				for (int y = 0; y < place.get("h").asInt(); y++) {
					String cell = (place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y);
					assertThat(cells.add(cell)).as(panel.get("title").asString() + " at " + cell).isTrue();
				}
			}
		}
		assertThat(panels()).allSatisfy((panel) -> assertThat(panel.get("description").asString()).isNotBlank());
	}

	@Test
	void everythingComesFromTheChosenDataSource() {
		List<JsonNode> sources = this.dashboard.get("panels").findValues("datasource");
		sources.addAll(this.dashboard.get("templating").findValues("datasource"));
		assertThat(sources).isNotEmpty()
			.allSatisfy((source) -> assertThat(source.get("uid").asString()).isEqualTo("${datasource}"));
	}

	@Test
	void variablesAreDeclared() {
		List<String> declared = this.dashboard.at("/templating/list")
			.valueStream()
			.map((variable) -> variable.get("name").asString())
			.toList();
		assertThat(declared).containsExactly("datasource", "application", "instance", "channel");
		assertThat(VARIABLE.matcher(this.dashboard.toString()).results().map((match) -> match.group(1)))
			.filteredOn((name) -> !name.startsWith("__"))
			.isNotEmpty()
			.isSubsetOf(declared);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application", "instance", "channel" })
	void panelsShowWhatIsChosen(String variable) {
		assertThat(panels().stream().flatMap((panel) -> panel.get("targets").valueStream())).isNotEmpty()
			.allSatisfy((target) -> assertThat(target.get("expr").asString())
				.contains(variable + "=~\"$" + variable + "\""));
	}

	@Test
	void legendsNameLabelsOfTheResult() {
		assertThat(panels().stream().flatMap((panel) -> panel.get("targets").valueStream())).allSatisfy((target) -> {
			Set<String> labels = new PromQuery(target.get("expr").asString()).labels();
			assertThat(LEGEND_LABEL.matcher(target.get("legendFormat").asString()).results().map(this::label))
				.isSubsetOf(labels);
		});
	}

	@ParameterizedTest
	@EnumSource
	void everyMeterIsShown(MessagePortMeters meter) {
		String name = meter.getName().replace('.', '_');
		assertThat(PrometheusQuery.ofDashboard().flatMap((query) -> query.parse().metrics().keySet().stream()))
			.anyMatch((metric) -> metric.startsWith(name));
	}

	private List<JsonNode> panels() {
		return this.dashboard.get("panels")
			.valueStream()
			.filter((panel) -> !panel.get("type").asString().equals("row"))
			.toList();
	}

	private String label(MatchResult match) {
		return match.group(1);
	}

}
