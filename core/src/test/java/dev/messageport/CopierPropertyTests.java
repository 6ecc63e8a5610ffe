package dev.messageport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import dev.messageport.Payloads.Money;
import dev.messageport.Payloads.Node;
import dev.messageport.Payloads.Pair;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Copies random graphs and compares them with what they were copied from, walking both at
 * once. jqwik prints the seed and the smallest graph that fails.
 */
class CopierPropertyTests {

	@Property(tries = 1000)
	void copiesHaveTheShapeOfTheOriginalAndShareNothingThatCanChange(
			@ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 8) Integer> kinds,
			@ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 1000) Integer> links) {
		Object payload = graph(kinds, links);
		Object copy = new Copier().copy(payload, Map.of());
		Map<Object, Object> pairs = new IdentityHashMap<>();
		Map<Object, Object> reverse = new IdentityHashMap<>();
		List<Object[]> work = new ArrayList<>();
		work.add(new Object[] { payload, copy });
		while (!work.isEmpty()) {
			Object[] next = work.remove(work.size() - 1);
			if (next[0] == null || next[0] instanceof Integer) {
				assertThat(next[1]).isSameAs(next[0]);
				continue;
			}
			Object before = pairs.put(next[0], next[1]);
			Object source = reverse.put(next[1], next[0]);
			if (before != null || source != null) {
				assertThat(next[1]).isSameAs(before);
				assertThat(next[0]).isSameAs(source);
				continue;
			}
			assertThat(next[1]).hasSameClassAs(next[0]);
			List<Object> from = parts(next[0]);
			List<Object> to = parts(next[1]);
			assertThat(to).hasSameSizeAs(from);
			for (int i = 0; i < from.size(); i++) {
				work.add(new Object[] { from.get(i), to.get(i) });
			}
		}
		for (Map.Entry<Object, Object> pair : pairs.entrySet()) {
			if (pair.getKey() == pair.getValue()) {
				assertThat(reachesMutable(pair.getKey())).isFalse();
			}
		}
	}

	/**
	 * Make objects that refer to earlier ones, and let the mutable ones refer to any.
	 */
	private static Object graph(List<Integer> kinds, List<Integer> links) {
		List<Object> made = new ArrayList<>();
		int link = 0;
		for (int i = 0; i < kinds.size(); i++) {
			Object a = (i > 0) ? made.get(links.get(link++ % links.size()) % i) : Integer.valueOf(i);
			Object b = (i > 0) ? made.get(links.get(link++ % links.size()) % i) : Integer.valueOf(i);
			made.add(switch (kinds.get(i)) {
				case 0 -> new ArrayList<>();
				case 1 -> new Object[2];
				case 2 -> new LinkedHashMap<>();
				case 3 -> new Node(null);
				case 4 -> Pair.of(a, b);
				case 5 -> List.of(a, b);
				case 6 -> new Money("EUR", a);
				case 7 -> Collections.unmodifiableList(new ArrayList<>(List.of(a)));
				default -> Integer.valueOf(i);
			});
		}
		for (Object each : made) {
			link = fill(each, made, links, link);
		}
		return made.get(made.size() - 1);
	}

	@SuppressWarnings("unchecked")
	private static int fill(Object each, List<Object> made, List<Integer> links, int link) {
		Object a = made.get(links.get(link % links.size()) % made.size());
		Object b = made.get(links.get((link + 1) % links.size()) % made.size());
		if (each instanceof ArrayList<?>) {
			((List<Object>) each).addAll(List.of(a, b));
		}
		else if (each instanceof Object[] array) {
			array[1] = a;
		}
		else if (each instanceof Map<?, ?>) {
			((Map<Object, Object>) each).put("a", a);
			((Map<Object, Object>) each).put(new Node(b), b);
		}
		else if (each instanceof Node node) {
			node.next = a;
			node.other = (b instanceof Node other) ? other : null;
		}
		return link + 2;
	}

	private static List<Object> parts(Object object) {
		List<Object> parts = new ArrayList<>();
		if (object instanceof List<?> list) {
			parts.addAll(list);
		}
		else if (object instanceof Object[] array) {
			Collections.addAll(parts, array);
		}
		else if (object instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				assertThat(map.containsKey(key)).isTrue();
				parts.add((key instanceof String) ? null : key);
				parts.add(value);
			});
		}
		else if (object instanceof Node node) {
			parts.add(node.next);
			parts.add(node.other);
		}
		else if (object instanceof Pair pair) {
			parts.add(pair.first());
			parts.add(pair.second());
		}
		else {
			parts.add(((Money) object).amount);
		}
		return parts;
	}

	private static boolean reachesMutable(Object root) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Object> work = new ArrayList<>(List.of(root));
		Set<Class<?>> immutable = new HashSet<>(
				Set.of(Pair.class, Money.class, List.of(1).getClass(), List.of(1, 2, 3).getClass()));
		while (!work.isEmpty()) {
			Object next = work.remove(work.size() - 1);
			if (next != null && !(next instanceof Integer) && seen.add(next)) {
				if (!immutable.contains(next.getClass())) {
					return true;
				}
				work.addAll(parts(next));
			}
		}
		return false;
	}

}
