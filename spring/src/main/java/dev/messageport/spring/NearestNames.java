package dev.messageport.spring;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the names that somebody may have meant who wrote one that does not exist.
 */
final class NearestNames {

	private static final int LIMIT = 5;

	private NearestNames() {
	}

	/**
	 * Describe the candidates that are nearest to a name.
	 * @param name the name
	 * @param candidates the names that exist
	 * @return the nearest names in quotes, nearest first, or {@code "none"}
	 */
	static String describe(String name, Collection<String> candidates) {
		List<String> nearest = candidates.stream()
			.sorted(Comparator.<String>comparingInt((candidate) -> distance(name, candidate))
				.thenComparing(Comparator.naturalOrder()))
			.limit(LIMIT)
			.toList();
		return nearest.isEmpty() ? "none"
				: nearest.stream().map((candidate) -> '\'' + candidate + '\'').collect(Collectors.joining(", "));
	}

	/**
	 * Return Levenshtein's distance between two names, ignoring case.
	 * @param a a name
	 * @param b another name
	 * @return the number of characters to insert, remove or replace
	 */
	private static int distance(String a, String b) {
		int[] costs = new int[b.length() + 1];
		for (int j = 0; j < costs.length; j++) {
			costs[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = costs[0];
			costs[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
				int substitution = diagonal + (same ? 0 : 1);
				diagonal = costs[j];
				costs[j] = Math.min(substitution, Math.min(costs[j], costs[j - 1]) + 1);
			}
		}
		return costs[b.length()];
	}

}
