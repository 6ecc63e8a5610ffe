package dev.messageport.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the results that JMH has written as JSON.
 */
final class JmhResults {

	private static final List<String> PERCENTILES = List.of("50.0", "90.0", "99.0", "99.9");

	private static final String CONTENDER = "contender";

	private final Map<String, Set<String>> methods = new HashMap<>();

	private JmhResults(JsonNode results) {
		for (JsonNode result : results) {
			this.methods.computeIfAbsent(typeOf(result), (type) -> new TreeSet<>()).add(methodOf(result));
		}
	}

	/**
	 * Read results.
	 * @param results what JMH has written
	 * @return a row for each result that has a figure, in the same order
	 */
	static List<Row> read(JsonNode results) {
		JmhResults reader = new JmhResults(results);
		List<Row> rows = new ArrayList<>();
		for (JsonNode result : results) {
			Row row = reader.row(result);
			if (row != null) {
				rows.add(row);
			}
		}
		return rows;
	}

	private @Nullable Row row(JsonNode result) {
		JsonNode metric = result.path("primaryMetric");
		List<Double> forks = forks(metric);
		if (forks.isEmpty()) {
			return null;
		}
		Map<String, String> parameters = new TreeMap<>();
		result.path("params").forEachEntry((name, value) -> parameters.put(name, value.asString()));
		String contender = parameters.remove(CONTENDER);
		return new Row(workload(result), (contender != null) ? contender : methodOf(result), describe(parameters),
				metric.path("scoreUnit").asString(), forks, percentiles(result, metric), allocated(result));
	}

	private String workload(JsonNode result) {
		String type = typeOf(result);
		String name = type.substring(type.lastIndexOf('.') + 1).replaceFirst("Benchmark$", "");
		return (this.methods.getOrDefault(type, Set.of()).size() > 1) ? name + "." + methodOf(result) : name;
	}

	private static String typeOf(JsonNode result) {
		String benchmark = result.path("benchmark").asString();
		return benchmark.substring(0, benchmark.lastIndexOf('.'));
	}

	private static String methodOf(JsonNode result) {
		String benchmark = result.path("benchmark").asString();
		return benchmark.substring(benchmark.lastIndexOf('.') + 1);
	}

	private static String describe(Map<String, String> parameters) {
		return String.join(" ",
				parameters.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList());
	}

	private static List<Double> forks(JsonNode metric) {
		List<Double> medians = new ArrayList<>();
		for (JsonNode fork : metric.path("rawData")) {
			List<Double> iterations = numbers(fork);
			if (!iterations.isEmpty()) {
				medians.add(Median.of(iterations));
			}
		}
		for (JsonNode fork : metric.path("rawDataHistogram")) {
			SortedMap<Double, Long> counts = counts(fork);
			if (!counts.isEmpty()) {
				medians.add(Median.of(counts));
			}
		}
		return medians;
	}

	// JMH writes "NaN" for what it could not measure
	private static List<Double> numbers(JsonNode iterations) {
		List<Double> numbers = new ArrayList<>();
		for (JsonNode iteration : iterations) {
			if (iteration.isNumber()) {
				numbers.add(iteration.asDouble());
			}
		}
		return numbers;
	}

	private static SortedMap<Double, Long> counts(JsonNode iterations) {
		SortedMap<Double, Long> counts = new TreeMap<>();
		for (JsonNode iteration : iterations) {
			for (JsonNode bucket : iteration) {
				counts.merge(bucket.path(0).asDouble(), bucket.path(1).asLong(), Long::sum);
			}
		}
		return counts;
	}

	private static Map<String, Double> percentiles(JsonNode result, JsonNode metric) {
		Map<String, Double> percentiles = new LinkedHashMap<>();
		if (result.path("mode").asString().equals("sample")) {
			for (String percentile : PERCENTILES) {
				percentiles.put("p" + percentile.replaceFirst("\\.0$", ""),
						metric.path("scorePercentiles").path(percentile).asDouble());
			}
		}
		return percentiles;
	}

	private static OptionalDouble allocated(JsonNode result) {
		List<Double> forks = forks(result.path("secondaryMetrics").path("gc.alloc.rate.norm"));
		return forks.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Median.of(forks));
	}

}
