package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured of one contender in one workload.
 *
 * @param workload the name of the benchmark class without {@code Benchmark}, and of the
 * method where the class has several
 * @param contender the implementation
 * @param parameters the other parameters, such as {@code inFlight=1}, or nothing
 * @param unit the unit of the figures
 * @param forks the figure of each fork: the median of its iterations
 * @param percentiles some percentiles of single samples, where single operations were
 * timed
 * @param allocated the bytes allocated per operation, if counted
 */
record Row(String workload, String contender, String parameters, String unit, List<Double> forks,
		Map<String, Double> percentiles, OptionalDouble allocated) {

	/**
	 * Return the name under which goals refer to the figure.
	 * @return workload, contender, and other parameters if there are any
	 */
	String key() {
		return key(this.workload, this.contender, this.parameters);
	}

	static String key(String workload, String contender, String parameters) {
		return (workload + " " + contender + " " + parameters).strip();
	}

	/**
	 * Return what the table of this row is called: rows of one table can be compared.
	 * @return workload and parameters
	 */
	String table() {
		return this.parameters.isEmpty() ? this.workload : this.workload + ", " + this.parameters.replace(" ", ", ");
	}

	double median() {
		return Median.of(this.forks);
	}

	double lowest() {
		return this.forks.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
	}

	double highest() {
		return this.forks.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
	}

}
