package dev.messageport.autoconfigure.monitoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * A query that we give to users.
 *
 * @param place where it stands
 * @param text the query in PromQL, the variables of Grafana replaced
 */
record PrometheusQuery(String place, String text) {

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *(\\w+)\\)");

	/**
	 * Return all queries of the guides, the dashboard and the alert rules.
	 * @return the queries
	 */
	static Stream<PrometheusQuery> all() {
		return Stream
			.of(ofMarkdown(MonitoringFiles.guide()), ofMarkdown(MonitoringFiles.readme()), ofDashboard(), ofVariables(),
					ofAlerts())
			.flatMap((queries) -> queries);
	}

	static Stream<PrometheusQuery> ofMarkdown(Path file) {
		return MonitoringFiles.queries(file)
			.stream()
			.map((query) -> new PrometheusQuery(file.getFileName().toString(), query));
	}

	static Stream<PrometheusQuery> ofDashboard() {
		return MonitoringFiles.dashboard()
			.get("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets")
				.valueStream()
				.map((target) -> ofGrafana("panel " + panel.get("title").asString(), target.get("expr"))));
	}

	/**
	 * Return what the variables of the dashboard ask for: how many series have the label.
	 * @return the queries
	 */
	static Stream<PrometheusQuery> ofVariables() {
		return MonitoringFiles.dashboard()
			.at("/templating/list")
			.valueStream()
			.filter((variable) -> variable.get("type").asString().equals("query"))
			.map((variable) -> ofGrafana("variable " + variable.get("name").asString(), variable.at("/query/query")));
	}

	@SuppressWarnings("unchecked")
	static Stream<PrometheusQuery> ofAlerts() {
		List<Map<String, Object>> groups = (List<Map<String, Object>>) MonitoringFiles.yaml(MonitoringFiles.alerts())
			.get("groups");
		return groups.stream()
			.flatMap((group) -> ((List<Map<String, Object>>) group.get("rules")).stream())
			.map((rule) -> new PrometheusQuery("alert " + rule.get("alert"), (String) rule.get("expr")));
	}

	PromQuery parse() {
		return new PromQuery(this.text);
	}

	private static PrometheusQuery ofGrafana(String place, JsonNode query) {
		Matcher values = LABEL_VALUES.matcher(query.asString());
		String text = (values.matches()) ? "count by (" + values.group(2) + ") (" + values.group(1) + ")"
				: query.asString();
		return new PrometheusQuery(place,
				text.replace("$__rate_interval", "5m")
					.replace("$__range", "1h")
					.replaceAll("\\$(application|instance|channel)\\b", ".*"));
	}

}
