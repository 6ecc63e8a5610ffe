package dev.messageport.autoconfigure.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What Prometheus reads of an application.
 *
 * @param text the text in its exposition format
 */
record PrometheusScrape(String text) {

	/**
	 * What Prometheus itself adds to whatever it reads.
	 */
	static final Set<String> TARGET_LABELS = Set.of("job", "instance");

	private static final Pattern LABEL = Pattern.compile("([A-Za-z_]\\w*)=\"(?:\\\\.|[^\"\\\\])*\"");

	/**
	 * Return the series of a prefix.
	 * @param prefix what their names begin with
	 * @return a name, and labels in braces, each
	 */
	List<String> series(String prefix) {
		return this.text.lines()
			.filter((line) -> line.startsWith(prefix))
			.map((line) -> line.substring(0, line.lastIndexOf(' ')))
			.toList();
	}

	/**
	 * Return the values of series of a prefix.
	 * @param prefix what their names begin with
	 * @return the values
	 */
	DoubleStream values(String prefix) {
		return this.text.lines()
			.filter((line) -> line.startsWith(prefix))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))));
	}

	/**
	 * Return the names of all metrics.
	 * @return for each the labels that some series of it has
	 */
	Map<String, Set<String>> metrics() {
		Map<String, Set<String>> metrics = new TreeMap<>();
		for (String series : series("").stream().filter((line) -> !line.startsWith("#")).toList()) {
			String[] parts = series.split("\\{", 2);
			metrics.computeIfAbsent(parts[0], (name) -> new TreeSet<>())
				.addAll((parts.length > 1) ? labels(parts[1]) : Set.of());
		}
		return metrics;
	}

	private static Set<String> labels(String braces) {
		Matcher matcher = LABEL.matcher(braces);
		return matcher.results().map((match) -> match.group(1)).collect(Collectors.toSet());
	}

}
