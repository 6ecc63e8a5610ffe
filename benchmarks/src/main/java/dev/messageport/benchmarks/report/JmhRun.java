package dev.messageport.benchmarks.report;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks, and finds out which of them have failed: JMH goes on without them
 * and does not mention them in its results.
 */
final class JmhRun {

	private final Options options;

	private final Map<String, BenchmarkParams> started = new LinkedHashMap<>();

	JmhRun(Options options) {
		this.options = options;
	}

	/**
	 * Run the benchmarks.
	 * @return the names of those that have failed in all or some of their forks
	 * @throws RunnerException if none could be run
	 */
	List<String> run() throws RunnerException {
		try {
			return failures(new Runner(this.options, watched()).run());
		}
		catch (NoBenchmarksException ex) {
			return List.of();
		}
	}

	/**
	 * Return how many combinations of benchmarks and parameters were run.
	 * @return their number
	 */
	int combinations() {
		return this.started.size();
	}

	/**
	 * Return what the JVMs of the benchmarks were started with.
	 * @return their options; all sets of them, if there were several
	 */
	String jvmOptions() {
		return this.started.values()
			.stream()
			.map((params) -> String.join(" ", params.getJvmArgs()))
			.distinct()
			.collect(Collectors.joining("; "));
	}

	private List<String> failures(Collection<RunResult> results) {
		Map<String, Integer> missing = new LinkedHashMap<>();
		this.started.forEach((name, params) -> missing.put(name, params.getForks()));
		for (RunResult result : results) {
			missing.merge(name(result.getParams()), -result.getBenchmarkResults().size(), Integer::sum);
		}
		List<String> failures = new ArrayList<>();
		missing.forEach((name, forks) -> {
			if (forks > 0) {
				failures.add(name + ": " + forks + " of " + this.options.getForkCount().get() + " forks, see the log");
			}
		});
		return failures;
	}

	private OutputFormat watched() {
		OutputFormat console = OutputFormatFactory.createFormatInstance(System.out,
				this.options.verbosity().orElse(VerboseMode.NORMAL));
		return (OutputFormat) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { OutputFormat.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("startBenchmark") && arguments[0] instanceof BenchmarkParams params) {
						this.started.put(name(params), params);
					}
					try {
						return method.invoke(console, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	private static String name(BenchmarkParams params) {
		StringBuilder name = new StringBuilder(params.getBenchmark());
		for (String key : params.getParamsKeys()) {
			name.append(' ').append(key).append('=').append(params.getParam(key));
		}
		return name.toString();
	}

}
