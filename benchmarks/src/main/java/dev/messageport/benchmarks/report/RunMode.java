package dev.messageport.benchmarks.report;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long the benchmarks run. A fork takes about 1.3 seconds more than its iterations,
 * so that 125 combinations take about 5 minutes in the short mode and 30 in the full one;
 * the heap of idle channels and the start of applications add 2.
 *
 * @param forks the JVMs for each combination
 * @param warmups the iterations that do not count
 * @param warmup how long each of them takes
 * @param iterations the iterations that count
 * @param iteration how long each of them takes
 */
record RunMode(int forks, int warmups, TimeValue warmup, int iterations, TimeValue iteration) {

	private static final RunMode SHORT = new RunMode(1, 3, TimeValue.milliseconds(300), 3, TimeValue.milliseconds(300));

	private static final RunMode FULL = new RunMode(3, 4, TimeValue.milliseconds(400), 5, TimeValue.milliseconds(400));

	/**
	 * Return the mode of a name.
	 * @param name {@code short} or {@code full}
	 * @return the mode
	 */
	static RunMode of(String name) {
		return switch (name) {
			case "short" -> SHORT;
			case "full" -> FULL;
			default -> throw new IllegalArgumentException(
					"There is no mode '" + name + "': set -Djmh.mode to 'short' or 'full'");
		};
	}

}
