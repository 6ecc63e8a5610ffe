package dev.messageport;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/**
 * Names values in a payload: {@code payload.items[2].worker}, {@code payload{"key"}.x}.
 * Calls no method of keys of unknown classes.
 */
final class CopyPath {

	private static final int MOST_STEPS = 40;

	private static final int LONGEST_KEY = 60;

	private CopyPath() {
	}

	/**
	 * Name the value that is being visited.
	 * @param open the objects on the way to it, the payload first
	 * @return the path
	 */
	static String of(Collection<Copying> open) {
		StringBuilder path = new StringBuilder("payload");
		int step = 0;
		for (Copying each : open) {
			if (step < MOST_STEPS / 2 || step >= open.size() - MOST_STEPS / 2) {
				path.append(each.name(each.next));
			}
			else if (step == MOST_STEPS / 2) {
				path.append("...");
			}
			step++;
		}
		return path.toString();
	}

	/**
	 * Name an element of a list, an array, or any other collection, in its order.
	 * @param index the index
	 * @return the step
	 */
	static String element(int index) {
		return "[" + index + "]";
	}

	/**
	 * Name the value of an entry of a map.
	 * @param key the key
	 * @param index the index of the entry, which names it if the key is no simple value
	 * @return the step
	 */
	static String value(Object key, int index) {
		if (key instanceof CharSequence text && key.getClass() == String.class) {
			return "{\"" + ((text.length() > LONGEST_KEY) ? text.subSequence(0, LONGEST_KEY) + "..." : text) + "\"}";
		}
		if (key instanceof Enum<?> constant) {
			return "{" + constant.name() + "}";
		}
		boolean simple = key instanceof UUID || key instanceof Character || key instanceof Boolean
				|| (key instanceof Number && key.getClass().getPackageName().equals("java.lang"));
		return "{" + (simple ? key : "#" + index) + "}";
	}

	/**
	 * Name the key of an entry of a map.
	 * @param index the index of the entry
	 * @return the step
	 */
	static String key(int index) {
		return "{key #" + index + "}";
	}

	/**
	 * Name a field.
	 * @param name the name of the field
	 * @return the step
	 */
	static String field(String name) {
		return "." + name;
	}

	/**
	 * Find a value in a collection.
	 * @param collection the collection
	 * @param value the value
	 * @return its step, or an empty string if it is not there
	 */
	static String find(Collection<?> collection, Object value) {
		Iterator<?> elements = collection.iterator();
		for (int i = 0; elements.hasNext(); i++) {
			if (elements.next() == value) {
				return element(i);
			}
		}
		return "";
	}

	/**
	 * Find a key or a value in a map.
	 * @param map the map
	 * @param value the key or value
	 * @return its step, or an empty string if it is not there
	 */
	static String find(Map<?, ?> map, Object value) {
		int i = 0;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (entry.getKey() == value) {
				return key(i);
			}
			if (entry.getValue() == value) {
				return (entry.getKey() != null) ? value(entry.getKey(), i) : "{null}";
			}
			i++;
		}
		return "";
	}

}
