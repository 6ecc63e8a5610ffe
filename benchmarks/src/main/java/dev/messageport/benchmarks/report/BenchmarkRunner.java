package dev.messageport.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.Options;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs all benchmarks, those with JMH and those without, and writes the report. The
 * system properties are {@code jmh.mode} ({@code short} or {@code full}),
 * {@code jmh.pattern}, {@code jmh.args} and {@code benchmarks.folder}. Ends with 1 if
 * something has failed; a goal that is missed is no failure.
 */
public final class BenchmarkRunner {

	private final Settings settings;

	private final Map<String, Double> figures = new TreeMap<>();

	private final List<String> failures = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	private BenchmarkRunner(Settings settings) {
		this.settings = settings;
	}

	public static void main(String[] args) throws Exception {
		BenchmarkRunner runner = new BenchmarkRunner(Settings.ofSystem());
		runner.run();
		if (!runner.failures.isEmpty()) {
			System.err.println("Failed: " + String.join("; ", runner.failures));
			System.exit(1);
		}
	}

	private void run() throws IOException, InterruptedException, CommandLineOptionException {
		Files.createDirectories(this.settings.folder());
		Files.deleteIfExists(this.settings.results());
		Map<String, String> head = Environment.describe();
		Options options = this.settings.options();
		head.put("settings", this.settings.describe(options));
		long start = System.nanoTime();
		JmhRun jmh = new JmhRun(options);
		try {
			this.failures.addAll(jmh.run());
		}
		catch (RunnerException ex) {
			this.failures.add("JMH: " + ex.getMessage());
		}
		if (jmh.combinations() > 0) {
			head.put("JVM options", jmh.jvmOptions());
		}
		new OtherPrograms(this.settings, this.figures, this.failures, this.notes).run();
		head.put("combinations",
				jmh.combinations() + ", all in " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
		write(new Run(head, Runtime.version().feature(), this.figures, this.failures, this.notes));
		System.out.println("Report: " + this.settings.folder().resolve("report.md"));
	}

	private void write(Run run) throws IOException {
		JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
		mapper.writeValue(this.settings.folder().resolve("run.json"), run);
		Report.write(this.settings.folder());
	}

}
