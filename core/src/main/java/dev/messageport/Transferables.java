package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Tells payloads that are {@link Transferable} from those that are not. Before Java 23 a
 * type check against an interface that fails, as that of a plain payload does, searches a
 * list each time, which took about half of the time of a post; a look-up that is cached
 * for the class takes a fraction of that.
 */
final class Transferables {

	private static final boolean CHECK_IS_CHEAP = Runtime.version().feature() >= 23;

	private static final ClassValue<Boolean> known = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return Transferable.class.isAssignableFrom(type);
		}

	};

	private Transferables() {
	}

	/**
	 * Return whether a payload has to be looked at because it may be moved (P4).
	 * @param payload the payload
	 * @return whether it is a {@link Transferable}
	 */
	static boolean contain(@Nullable Object payload) {
		return CHECK_IS_CHEAP ? payload instanceof Transferable : payload != null && known.get(payload.getClass());
	}

}
