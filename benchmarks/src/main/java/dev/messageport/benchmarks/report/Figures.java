package dev.messageport.benchmarks.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * All figures of a run by their names: those of {@link Row#key()}, the same with
 * {@value #ALLOCATED} behind for the allocation, and those measured without JMH.
 */
final class Figures {

	/**
	 * What follows the name of a figure to mean the bytes allocated per operation.
	 */
	static final String ALLOCATED = " allocated";

	private final Map<String, Double> values = new HashMap<>();

	Figures(List<Row> rows, Map<String, Double> others) {
		for (Row row : rows) {
			this.values.put(row.key(), row.median());
			row.allocated().ifPresent((bytes) -> this.values.put(row.key() + ALLOCATED, bytes));
		}
		this.values.putAll(others);
	}

	/**
	 * Return the lowest of some figures.
	 * @param names the names of the figures
	 * @return the lowest of those that were measured, if any were
	 */
	OptionalDouble lowest(List<String> names) {
		return names.stream().map(this.values::get).filter(Objects::nonNull).mapToDouble(Double::doubleValue).min();
	}

}
