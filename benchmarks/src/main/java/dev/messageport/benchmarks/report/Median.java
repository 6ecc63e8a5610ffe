package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Medians. They are used instead of means because a fork or an iteration that was
 * disturbed must not count for more than the others.
 */
final class Median {

	private Median() {
	}

	/**
	 * Return the median of values.
	 * @param values the values, at least one
	 * @return the middle one, or the mean of the two in the middle
	 */
	static double of(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		if (sorted.size() % 2 == 1) {
			return sorted.get(middle);
		}
		return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/**
	 * Return the median of a histogram.
	 * @param counts how often each value occurred, at least one
	 * @return the lower of the two in the middle
	 */
	static double of(SortedMap<Double, Long> counts) {
		long left = (counts.values().stream().mapToLong(Long::longValue).sum() + 1) / 2;
		for (Map.Entry<Double, Long> entry : counts.entrySet()) {
			left -= entry.getValue();
			if (left <= 0) {
				return entry.getKey();
			}
		}
		throw new IllegalArgumentException("There is no median of nothing");
	}

}
