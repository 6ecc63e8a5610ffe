package dev.messageport;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses how the objects of a class are copied. A choice is kept with the class.
 */
final class CopyPlans {

	private static final String REMEDY = ": leave it out, make the field that holds it transient, post a value"
			+ " that describes it, or use PayloadStrategy.REFERENCE";

	private final ClassValue<CopyPlan> plans = new ClassValue<>() {

		@Override
		protected CopyPlan computeValue(Class<?> type) {
			return choose(type);
		}

	};

	/**
	 * Return the plan for an object.
	 * @param object the object
	 * @return how it is copied
	 */
	CopyPlan of(Object object) {
		return hasComparator(object) ? SerialCopying::open : this.plans.get(object.getClass());
	}

	/**
	 * Say whether a class belongs to the JDK.
	 * @param type the class
	 * @return whether it does
	 */
	static boolean isJdk(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

	// A comparator has to be copied first, and belongs to the serialized form
	private static boolean hasComparator(Object object) {
		return (object.getClass() == TreeMap.class && ((SortedMap<?, ?>) object).comparator() != null)
				|| (object.getClass() == TreeSet.class && ((SortedSet<?>) object).comparator() != null);
	}

	private static CopyPlan choose(Class<?> type) {
		if (ImmutableTypes.contains(type)) {
			return CopyPlan.SHARED;
		}
		String reason = RefusedTypes.reason(type);
		if (reason != null) {
			return refused(type, "which is " + reason);
		}
		if (type.isArray()) {
			return type.getComponentType().isPrimitive() ? FlatCopying.plan(Object.class, FlatCopying::array)
					: ArrayCopying::new;
		}
		CopyPlan known = KnownTypes.plan(type);
		if (known != null) {
			return known;
		}
		try {
			return type.isRecord() ? RecordPlan.of(type) : object(type);
		}
		catch (InaccessibleObjectException | ReflectiveOperationException ex) {
			return refused(type, "whose module keeps it closed (" + ex.getMessage() + "); if the module is yours, open"
					+ " the package " + type.getPackageName() + " in its module-info. If not");
		}
	}

	private static CopyPlan object(Class<?> type) {
		if (type.isHidden() && !Serializable.class.isAssignableFrom(type)) {
			return refused(type, "a lambda or other hidden class that is not serializable");
		}
		boolean serializable = Serializable.class.isAssignableFrom(type);
		if (isJdk(type) && type != Object.class) {
			return serializable ? SerialCopying::open
					: refused(type, "a class of the JDK that is neither serializable nor known here");
		}
		List<Field> fields = new ArrayList<>();
		boolean serial = serializable && (type.isHidden() || Proxy.isProxyClass(type));
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			List<Field> own = instanceFields(each);
			if (!isJdk(each)) {
				fields.addAll(own);
				serial |= serializable && SerialHooks.areIn(each);
			}
			else if (Serializable.class.isAssignableFrom(each)) {
				serial |= !own.isEmpty();
			}
			else if (own.stream().anyMatch((field) -> !Modifier.isTransient(field.getModifiers()))) {
				return refused(type, "whose superclass " + each.getName() + " keeps its state closed");
			}
		}
		return serial ? SerialCopying::open : ObjectPlan.of(type, fields);
	}

	private static List<Field> instanceFields(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()))
			.toList();
	}

	private static CopyPlan refused(Class<?> type, String why) {
		return CopyPlan.refused("is a " + type.getName() + ", " + why + REMEDY);
	}

}
