package sample.analysis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

import sample.analysis.AnalysisMessage.WordCount;
import sample.analysis.AnalysisMessage.Words;

/**
 * Counts words with a bounded number of counters: the algorithm of Misra and Gries.
 * <p>
 * As long as there are no more distinct words than counters, every count is exact. When
 * they run out, the median of all counts is subtracted from each, and the words that come
 * to zero give up their counters, which is at least every second one. So a count is never
 * too high, and too low by the sum of what was subtracted. That sum is at most
 * {@code 2 * total / capacity}: each time, half of the counters or more lose the median,
 * and all of them together cannot lose more than what was added. A word that is more
 * frequent than that is therefore never missed, however many rare ones there are.
 */
final class FrequentWords {

	private static final Comparator<WordCount> MOST_FREQUENT_FIRST = Comparator.comparingLong(WordCount::count)
		.reversed()
		.thenComparing(WordCount::word);

	private final int capacity;

	private final Map<String, Counter> counters = new HashMap<>();

	private long total;

	private long missing;

	FrequentWords(int capacity) {
		this.capacity = capacity;
	}

	void add(String word) {
		this.total++;
		Counter counter = this.counters.get(word);
		if (counter == null) {
			if (this.counters.size() == this.capacity) {
				subtractMedian();
			}
			counter = new Counter();
			this.counters.put(word, counter);
		}
		counter.value++;
	}

	private void subtractMedian() {
		long[] values = this.counters.values().stream().mapToLong((counter) -> counter.value).sorted().toArray();
		long median = values[values.length / 2];
		this.counters.values().removeIf((counter) -> counter.subtract(median) <= 0);
		this.missing += median;
	}

	long total() {
		return this.total;
	}

	Words top(int limit) {
		boolean exact = this.missing == 0;
		return new Words(exact, this.missing, exact ? this.counters.size() : null,
				this.counters.entrySet()
					.stream()
					.map((entry) -> new WordCount(entry.getKey(), entry.getValue().value))
					.sorted(MOST_FREQUENT_FIRST)
					.limit(limit)
					.toList());
	}

	/**
	 * A number in the map that can be counted up without replacing it.
	 */
	private static final class Counter {

		private long value;

		private long subtract(long number) {
			this.value -= number;
			return this.value;
		}

	}

}
