package dev.messageport.benchmarks.report;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the system properties say of a run.
 *
 * @param mode the name of the mode
 * @param pattern a regular expression: what of the benchmarks is run
 * @param arguments options of JMH, which override those of the mode
 * @param folder where the results are written to
 */
record Settings(String mode, String pattern, List<String> arguments, Path folder) {

	/**
	 * The heap and the collector of all JVMs but those that measure the heap. A fixed
	 * heap, because a growing one would be measured, too; and one that was touched
	 * before, because otherwise the system clears each page while it is measured.
	 */
	static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseG1GC");

	static Settings ofSystem() {
		return new Settings(property("jmh.mode", "short"), property("jmh.pattern", ".*"),
				Stream.of(property("jmh.args", "").split("\\s+")).filter((word) -> !word.isEmpty()).toList(),
				Path.of(property("benchmarks.folder", "target")));
	}

	private static String property(String name, String otherwise) {
		String value = System.getProperty(name, "");
		return value.isBlank() ? otherwise : value;
	}

	/**
	 * Return the options for JMH.
	 * @return those given by arguments, else those of the mode
	 * @throws CommandLineOptionException if an argument is wrong
	 */
	Options options() throws CommandLineOptionException {
		CommandLineOptions given = new CommandLineOptions(this.arguments.toArray(String[]::new));
		RunMode mode = RunMode.of(this.mode);
		return new OptionsBuilder().parent(given)
			.include(this.pattern)
			.forks(given.getForkCount().orElse(mode.forks()))
			.warmupIterations(given.getWarmupIterations().orElse(mode.warmups()))
			.warmupTime(given.getWarmupTime().orElse(mode.warmup()))
			.measurementIterations(given.getMeasurementIterations().orElse(mode.iterations()))
			.measurementTime(given.getMeasurementTime().orElse(mode.iteration()))
			.jvmArgs(given.getJvmArgs().orElse(JVM).toArray(String[]::new))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(false)
			.resultFormat(ResultFormatType.JSON)
			.result(results().toString())
			.build();
	}

	Path results() {
		return this.folder.resolve("jmh.json");
	}

	boolean selects(Class<?> program) {
		return Pattern.compile(this.pattern).matcher(program.getName()).find();
	}

	String describe(Options options) {
		return "mode %s: forks %d, warm-up %d × %s, measurement %d × %s; benchmarks %s; arguments: %s".formatted(
				this.mode, options.getForkCount().get(), options.getWarmupIterations().get(),
				options.getWarmupTime().get(), options.getMeasurementIterations().get(),
				options.getMeasurementTime().get(), this.pattern,
				this.arguments.isEmpty() ? "none" : String.join(" ", this.arguments));
	}

}
