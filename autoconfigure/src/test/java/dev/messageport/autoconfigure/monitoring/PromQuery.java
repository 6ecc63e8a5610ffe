package dev.messageport.autoconfigure.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a query in PromQL reads: its words told apart by where they stand. Whether the
 * query is well-formed is for {@code promtool} to say.
 */
final class PromQuery {

	private static final Pattern TOKEN = Pattern
		.compile("\"(?:\\\\.|[^\"\\\\])*\"|[A-Za-z_:][A-Za-z0-9_:]*|[0-9][0-9A-Za-z.]*|=~|!~|!=|\\S");

	private static final Pattern WORD = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*");

	private static final Set<String> BEFORE_LABELS = Set.of("by", "without", "on", "ignoring", "group_left",
			"group_right");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool", "atan2", "inf", "nan");

	private final Map<String, Set<String>> metrics = new LinkedHashMap<>();

	private final Map<String, Set<String>> values = new LinkedHashMap<>();

	private final Set<String> labels = new TreeSet<>();

	private final List<String> tokens;

	private int position;

	PromQuery(String text) {
		this.tokens = new ArrayList<>(TOKEN.matcher(text).results().map((match) -> match.group()).toList());
		while (this.position < this.tokens.size()) {
			read();
		}
	}

	/**
	 * Return the metrics that are read.
	 * @return the labels that are looked at in the braces of each
	 */
	Map<String, Set<String>> metrics() {
		return this.metrics;
	}

	/**
	 * Return the labels that results are grouped and joined by.
	 * @return the names
	 */
	Set<String> labels() {
		return this.labels;
	}

	/**
	 * Return what labels are compared with.
	 * @return the texts for each label, those of patterns taken apart
	 */
	Map<String, Set<String>> values() {
		return this.values;
	}

	private void read() {
		String token = next();
		if (!WORD.matcher(token).matches() || OPERATORS.contains(token)) {
			return;
		}
		if (BEFORE_LABELS.contains(token)) {
			readLabels();
		}
		else if (!peek("(") && !peek("by") && !peek("without")) {
			readSelector(token);
		}
	}

	private void readLabels() {
		if (peek("(")) {
			for (String token = next(); !token.equals(")"); token = next()) {
				if (WORD.matcher(token).matches()) {
					this.labels.add(token);
				}
			}
		}
	}

	private void readSelector(String metric) {
		Set<String> matchers = this.metrics.computeIfAbsent(metric, (key) -> new TreeSet<>());
		if (!peek("{")) {
			return;
		}
		for (String token = next(); !token.equals("}"); token = next()) {
			if (WORD.matcher(token).matches()) {
				matchers.add(token);
				readValue(token);
			}
		}
	}

	private void readValue(String label) {
		next();
		String quoted = next();
		this.values.computeIfAbsent(label, (key) -> new TreeSet<>())
			.addAll(List.of(quoted.substring(1, quoted.length() - 1).split("\\|")));
	}

	private boolean peek(String expected) {
		return this.position < this.tokens.size() && this.tokens.get(this.position).equals(expected);
	}

	private String next() {
		return this.tokens.get(this.position++);
	}

}
