package dev.messageport;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/**
 * Knows the members by which a serializable class says what its state is.
 */
final class SerialHooks {

	private SerialHooks() {
	}

	/**
	 * Say whether a class has such a member.
	 * @param type the class; its superclasses are not asked
	 * @return whether it has one
	 */
	static boolean areIn(Class<?> type) {
		return Externalizable.class.isAssignableFrom(type) || declares(type, "writeReplace")
				|| declares(type, "readResolve") || declares(type, "writeObject", ObjectOutputStream.class)
				|| declares(type, "readObject", ObjectInputStream.class) || hasOwnFields(type);
	}

	private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
		try {
			type.getDeclaredMethod(name, parameters);
			return true;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	private static boolean hasOwnFields(Class<?> type) {
		try {
			type.getDeclaredField("serialPersistentFields");
			return true;
		}
		catch (NoSuchFieldException ex) {
			return false;
		}
	}

}
