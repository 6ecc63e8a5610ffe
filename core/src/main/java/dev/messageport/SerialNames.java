package dev.messageport;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

/**
 * Finds out how a value that was met in the serialized form of an object is called. Used
 * only for the text of an exception.
 */
final class SerialNames {

	private SerialNames() {
	}

	/**
	 * Name a value.
	 * @param owner the object that refers to it
	 * @param value the value
	 * @return its step of the path, or its class in brackets if there is no name for it
	 */
	static String of(Object owner, Object value) {
		String name = field(owner, value);
		if (name.isEmpty()) {
			name = known(owner, value);
		}
		return name.isEmpty() ? "(" + value.getClass().getSimpleName() + ")" : name;
	}

	private static String known(Object owner, Object value) {
		if (comparator(owner) == value) {
			return CopyPath.field("comparator()");
		}
		if (owner instanceof Collection<?> collection) {
			return CopyPath.find(collection, value);
		}
		if (owner instanceof Map<?, ?> map) {
			return CopyPath.find(map, value);
		}
		if (owner instanceof SerializedLambda) {
			return CopyPath.field("captured");
		}
		return (owner instanceof Throwable error && error.getCause() == value) ? CopyPath.field("cause") : "";
	}

	private static @Nullable Object comparator(Object owner) {
		if (owner instanceof SortedMap<?, ?> map) {
			return map.comparator();
		}
		if (owner instanceof SortedSet<?> set) {
			return set.comparator();
		}
		return (owner instanceof PriorityQueue<?> queue) ? queue.comparator() : null;
	}

	private static String field(Object owner, Object value) {
		for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && holds(field, owner, value)) {
					return CopyPath.field(field.getName());
				}
			}
		}
		return "";
	}

	private static boolean holds(Field field, Object owner, Object value) {
		try {
			return field.trySetAccessible() && field.get(owner) == value;
		}
		catch (IllegalAccessException ex) {
			return false;
		}
	}

}
