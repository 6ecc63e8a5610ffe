package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Copies a modifiable map. Its parts are its keys and values by turns.
 */
final class MapCopying extends Copying {

	private final UnaryOperator<Map<@Nullable Object, @Nullable Object>> empty;

	private MapCopying(Object original, UnaryOperator<Map<@Nullable Object, @Nullable Object>> empty) {
		super(original, entries(cast(original)));
		this.empty = empty;
	}

	/**
	 * Make the plan for a class.
	 * @param empty makes an empty map that is otherwise like the given one
	 * @return the plan
	 */
	static CopyPlan plan(UnaryOperator<Map<@Nullable Object, @Nullable Object>> empty) {
		return (original) -> new MapCopying(original, empty);
	}

	/**
	 * List the keys and values of a map by turns.
	 * @param map the map
	 * @return its keys and values
	 */
	static @Nullable Object[] entries(Map<?, ?> map) {
		List<@Nullable Object> entries = new ArrayList<>(2 * map.size());
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			entries.add(entry.getKey());
			entries.add(entry.getValue());
		}
		return entries.toArray();
	}

	/**
	 * Name a key or value.
	 * @param entries the keys and values
	 * @param part the index of one of them
	 * @return its step of the path
	 */
	static String name(@Nullable Object[] entries, int part) {
		Object key = entries[part - part % 2];
		if (part % 2 == 0) {
			return CopyPath.key(part / 2);
		}
		return (key != null) ? CopyPath.value(key, part / 2) : "{null}";
	}

	@Override
	@Nullable Object early() {
		return this.empty.apply(cast(this.original));
	}

	@Override
	Object finish(boolean cyclic) {
		Map<@Nullable Object, @Nullable Object> made = cast(made());
		for (int i = 0; i < this.copies.length; i += 2) {
			made.put(this.copies[i], this.copies[i + 1]);
		}
		if (made.size() != this.parts.length / 2) {
			throw new CopyRefusedException("is a " + made.getClass().getName() + " of " + this.parts.length / 2
					+ " keys, some of which are equal once they are copied: give them an equals method that is not"
					+ " about identity or transient fields");
		}
		return made;
	}

	@Override
	String name(int part) {
		return name(this.parts, part);
	}

	@Override
	boolean last() {
		return true;
	}

	@SuppressWarnings("unchecked")
	private static Map<@Nullable Object, @Nullable Object> cast(Object map) {
		return (Map<@Nullable Object, @Nullable Object>) map;
	}

}
