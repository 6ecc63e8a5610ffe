package dev.messageport.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what was measured, and which goals are met, as Markdown. Without the benchmarks:
 * {@code java -cp … dev.messageport.benchmarks.report.Report benchmarks/target} reads
 * {@code jmh.json} and {@code run.json} there and writes {@code report.md}.
 */
public final class Report {

	/**
	 * What the figures of a table are compared with: the first of them that is there.
	 */
	private static final List<String> OURS = List.of("PORT_COMMON_POOL", "PORT_METERS_ON");

	private static final int ENOUGH_FORKS = 3;

	private final Run run;

	private final List<Row> rows;

	private final StringBuilder text = new StringBuilder();

	private Report(Run run, List<Row> rows) {
		this.run = run;
		this.rows = rows;
	}

	public static void main(String[] args) throws IOException {
		write(Path.of(args[0]));
	}

	static void write(Path folder) throws IOException {
		JsonMapper mapper = new JsonMapper();
		Run run = mapper.readValue(folder.resolve("run.json"), Run.class);
		Path results = folder.resolve("jmh.json");
		List<Row> rows = Files.exists(results) ? JmhResults.read(mapper.readTree(results)) : List.of();
		Files.writeString(folder.resolve("report.md"), render(run, rows));
	}

	static String render(Run run, List<Row> rows) {
		Report report = new Report(run, rows);
		report.head();
		report.goals();
		report.tables();
		report.others();
		return report.text.toString();
	}

	private void head() {
		line("# Benchmarks");
		line("");
		line("| | |");
		line("|---|---|");
		this.run.head().forEach((name, value) -> line("| %s | %s |", name, cell(value)));
		list("Failed", this.run.failures());
		list("Notes", this.run.notes());
	}

	private void list(String title, List<String> items) {
		if (!items.isEmpty()) {
			line("");
			line("## " + title);
			line("");
			items.forEach((item) -> line("- " + item));
		}
	}

	private void goals() {
		Figures figures = new Figures(this.rows, this.run.figures());
		line("");
		line("## Goals");
		line("");
		hint();
		line("| goal | bound | measured | |");
		line("|---|--:|--:|---|");
		for (Goal goal : Goals.ALL) {
			if (goal.appliesTo(this.run.jdk())) {
				OptionalDouble measured = goal.measure(figures);
				line("| %s | %s %s | %s | %s |", goal.text(), goal.relation(), number(goal.bound()), number(measured),
						goal.judge(measured));
			}
		}
	}

	// Of two figures of one fork each, the compiler's luck may decide
	private void hint() {
		int forks = this.rows.stream().mapToInt((row) -> row.forks().size()).max().orElse(ENOUGH_FORKS);
		if (forks < ENOUGH_FORKS) {
			line("%s: no more than a hint.", (forks == 1) ? "One fork" : forks + " forks");
			line("");
		}
	}

	private void tables() {
		Map<String, List<Row>> tables = new LinkedHashMap<>();
		for (Row row : this.rows) {
			tables.computeIfAbsent(row.table(), (name) -> new ArrayList<>()).add(row);
		}
		tables.forEach(this::table);
	}

	private void table(String name, List<Row> rows) {
		Row first = rows.get(0);
		line("");
		line("## %s (%s)", name, first.unit());
		line("");
		String columns = String.join("",
				first.percentiles().keySet().stream().map((column) -> " " + column + " |").toList());
		line("| contender | median | lowest and highest fork | / ours |%s B/op |", columns);
		line("|---|--:|--:|--:|%s--:|", "--:|".repeat(first.percentiles().size()));
		Row ours = ours(rows);
		rows.stream().sorted(Comparator.comparingDouble(Row::median)).forEach((row) -> row(row, ours));
	}

	private static @Nullable Row ours(List<Row> rows) {
		return OURS.stream()
			.flatMap((name) -> rows.stream().filter((row) -> row.contender().equals(name)))
			.findFirst()
			.orElse(null);
	}

	private void row(Row row, @Nullable Row ours) {
		OptionalDouble ratio = (ours != null) ? OptionalDouble.of(row.median() / ours.median())
				: OptionalDouble.empty();
		String percentiles = String.join("",
				row.percentiles().values().stream().map((value) -> " " + number(value) + " |").toList());
		line("| %s | %s | %s – %s | %s |%s %s |", row.contender(), number(row.median()), number(row.lowest()),
				number(row.highest()), number(ratio), percentiles, number(row.allocated()));
	}

	private void others() {
		if (this.run.figures().isEmpty()) {
			return;
		}
		line("");
		line("## Measured without JMH");
		line("");
		line("Bytes of heap per idle channel; `PORT_MILLION`: MB used by 1,000,000 of them; Node: ns per transfer cycle.");
		line("");
		line("| figure | value |");
		line("|---|--:|");
		new TreeMap<>(this.run.figures()).forEach((name, value) -> line("| %s | %s |", name, number(value)));
	}

	private void line(String format, Object... values) {
		this.text.append((values.length == 0) ? format : format.formatted(values)).append('\n');
	}

	private static String cell(String value) {
		return value.replace("|", "\\|").replace('\n', ' ');
	}

	private static String number(OptionalDouble value) {
		return value.isPresent() ? number(value.getAsDouble()) : "";
	}

	private static String number(double value) {
		if (value >= 100 || value == Math.rint(value)) {
			return String.format(Locale.ROOT, "%,.0f", value);
		}
		return String.format(Locale.ROOT, (value >= 10) ? "%.1f" : "%.2f", value);
	}

}
