package dev.messageport;

import java.util.Collection;

/**
 * Looks for objects that may have become two in the copy.
 * <p>
 * A class with a {@code writeReplace} method puts a stand-in into the serialized form of
 * whatever refers to its object, a new one for each reference, and nothing tells for
 * which object it stands. So an object that is referred to from such a form and from
 * elsewhere would be copied twice. That is refused, where it can make a difference.
 */
final class SerialTwins {

	private SerialTwins() {
	}

	/**
	 * Refuse the payload if a copy may have a twin.
	 * @param standIn a stand-in, and what it became
	 * @param all all that was copied
	 */
	static void check(Copying standIn, Collection<Copying> all) {
		Object made = standIn.made();
		Class<?> type = made.getClass();
		if (type.isHidden() || ImmutableTypes.contains(type) || KnownTypes.isConstant(type)) {
			return;
		}
		for (Copying other : all) {
			Object copy = other.copy;
			if (copy != null && copy != made && copy.getClass() == type && couldBeOne(made, copy)) {
				throw new CopyRefusedException("holds objects of the " + type
						+ " that may be one and the same: it has a writeReplace method, and is referred to from within"
						+ " an object that is copied by its serialized form, and once more; refer to it only once, or"
						+ " from plain objects, records, and common collections only");
			}
		}
	}

	// One object equals itself; that is asked of classes of the JDK only
	private static boolean couldBeOne(Object made, Object copy) {
		return !CopyPlans.isJdk(made.getClass()) || made.equals(copy);
	}

}
