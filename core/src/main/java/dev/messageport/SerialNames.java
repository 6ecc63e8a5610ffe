package dev.messageport;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;

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
	 * @return its step of the path, or an empty string if there is no name for it
	 */
	static String of(Object owner, Object value) {
		String name = field(owner, value);
		if (name.isEmpty() && owner instanceof Throwable throwable) {
			return (throwable.getCause() == value) ? CopyPath.field("cause") : "";
		}
		if (name.isEmpty() && owner instanceof Collection<?> collection) {
			return CopyPath.find(collection, value);
		}
		if (name.isEmpty() && owner instanceof Map<?, ?> map) {
			return CopyPath.find(map, value);
		}
		return name;
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
