package dev.messageport.benchmarks.report;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long the benchmarks run. A fork takes about 2 seconds beside its iterations, so
 * that a combination of workload and contender takes about 3 seconds in the short mode
 * and 16 in the full one, and 131 of them 7 and 35 minutes; the heap of idle channels,
 * the start of applications and the longer warm-up of requests and transfers add 3 and 8.
 *
 * @param forks the JVMs for each combination
 * @param warmups the iterations that do not count
 * @param warmup how long each of them takes
 * @param iterations the iterations that count
 * @param iteration how long each of them takes
 */
record RunMode(int forks, int warmups, TimeValue warmup, int iterations, TimeValue iteration) {

	private static final RunMode SHORT = new RunMode(1, 2, TimeValue.milliseconds(200), 2, TimeValue.milliseconds(200));

	private static final RunMode FULL = new RunMode(3, 6, TimeValue.milliseconds(300), 5, TimeValue.milliseconds(300));

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
