package dev.messageport.autoconfigure.monitoring;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A count for each of a few keys. Any thread may count and read.
 *
 * @param <K> the type of the keys
 */
final class Counts<K extends Comparable<? super K>> {

	private final Map<K, LongAdder> counts = new ConcurrentHashMap<>();

	/**
	 * Count.
	 * @param key the key
	 * @param number how many
	 * @return whether the key is new
	 */
	boolean add(K key, long number) {
		LongAdder present = this.counts.get(key);
		if (present != null) {
			present.add(number);
			return false;
		}
		this.counts.computeIfAbsent(key, (absent) -> new LongAdder()).add(number);
		return true;
	}

	long get(K key) {
		LongAdder present = this.counts.get(key);
		return (present != null) ? present.sum() : 0;
	}

	long sum() {
		return this.counts.values().stream().mapToLong(LongAdder::sum).sum();
	}

	boolean isFull(K key, int max) {
		return !this.counts.containsKey(key) && this.counts.size() >= max;
	}

	Map<K, Long> byKey() {
		Map<K, Long> copy = new TreeMap<>();
		this.counts.forEach((key, count) -> copy.put(key, count.sum()));
		return copy;
	}

}
