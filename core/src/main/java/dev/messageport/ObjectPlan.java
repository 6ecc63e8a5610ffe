package dev.messageport;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.objenesis.ObjenesisStd;
import org.objenesis.instantiator.ObjectInstantiator;

/**
 * Copies objects of one class field by field, without a constructor.
 *
 * @param instantiator makes instances
 * @param fields the fields to copy
 * @param constant whether an object is as immutable as what its fields hold
 */
record ObjectPlan(ObjectInstantiator<?> instantiator, List<Field> fields, boolean constant) implements CopyPlan {

	/**
	 * Make the plan for a class.
	 * @param type the class
	 * @param fields its instance fields, those of its superclasses included
	 * @return the plan
	 */
	static CopyPlan of(Class<?> type, List<Field> fields) {
		List<Field> copied = fields.stream().filter((field) -> !Modifier.isTransient(field.getModifiers())).toList();
		AccessibleObject.setAccessible(copied.toArray(Field[]::new), true);
		boolean constant = !fields.isEmpty() && copied.size() == fields.size()
				&& fields.stream().allMatch((field) -> Modifier.isFinal(field.getModifiers()));
		if (constant && fields.stream().allMatch((field) -> ImmutableTypes.holdsOnly(field.getType()))) {
			return CopyPlan.SHARED;
		}
		return new ObjectPlan(new ObjenesisStd(false).getInstantiatorOf(type), copied, constant);
	}

	/**
	 * Read fields.
	 * @param fields the fields
	 * @param object the object that has them
	 * @return their values
	 * @throws IllegalAccessException if they cannot be read
	 */
	static @Nullable Object[] read(List<Field> fields, Object object) throws IllegalAccessException {
		@Nullable Object[] values = new @Nullable Object[fields.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = fields.get(i).get(object);
		}
		return values;
	}

	@Override
	public Copying open(Object original) throws IllegalAccessException {
		return new ObjectCopying(this, original, read(this.fields, original));
	}

	private static final class ObjectCopying extends Copying {

		private final ObjectPlan plan;

		private ObjectCopying(ObjectPlan plan, Object original, @Nullable Object[] parts) {
			super(original, parts);
			this.plan = plan;
		}

		@Override
		Object early() {
			return this.plan.instantiator().newInstance();
		}

		@Override
		Object finish(boolean cyclic) throws IllegalAccessException {
			if (this.plan.constant() && isUnchanged()) {
				return this.original;
			}
			Object made = made();
			for (int i = 0; i < this.copies.length; i++) {
				this.plan.fields().get(i).set(made, this.copies[i]);
			}
			return made;
		}

		@Override
		String name(int part) {
			return CopyPath.field(this.plan.fields().get(part).getName());
		}

	}

}
