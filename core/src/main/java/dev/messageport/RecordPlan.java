package dev.messageport;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Copies records of one class by their canonical constructor.
 *
 * @param constructor the canonical constructor
 * @param fields the fields of the components
 */
record RecordPlan(Constructor<?> constructor, List<Field> fields) implements CopyPlan {

	/**
	 * Make the plan for a record class.
	 * @param type the record class
	 * @return the plan
	 * @throws ReflectiveOperationException if the class is not as the language has it
	 */
	static CopyPlan of(Class<?> type) throws ReflectiveOperationException {
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		if (Arrays.stream(types).allMatch(ImmutableTypes::holdsOnly)) {
			return CopyPlan.SHARED;
		}
		Constructor<?> constructor = type.getDeclaredConstructor(types);
		Field[] fields = new Field[components.length];
		for (int i = 0; i < components.length; i++) {
			fields[i] = type.getDeclaredField(components[i].getName());
		}
		constructor.setAccessible(true);
		AccessibleObject.setAccessible(fields, true);
		return new RecordPlan(constructor, List.of(fields));
	}

	@Override
	public Copying open(Object original) throws IllegalAccessException {
		return new RecordCopying(this, original, ObjectPlan.read(this.fields, original));
	}

	private static final class RecordCopying extends Copying {

		private final RecordPlan plan;

		private RecordCopying(RecordPlan plan, Object original, @Nullable Object[] parts) {
			super(original, parts);
			this.plan = plan;
		}

		@Override
		Object finish(boolean cyclic) throws ReflectiveOperationException {
			if (isUnchanged()) {
				return this.original;
			}
			Object made = this.plan.constructor().newInstance(this.copies);
			if (cyclic) {
				checkKept(made);
			}
			return made;
		}

		// In a cycle what the constructor got may be half filled. If it took a copy of
		// that, the copy would stay so
		private void checkKept(Object made) throws IllegalAccessException {
			for (int i = 0; i < this.parts.length; i++) {
				Field field = this.plan.fields().get(i);
				if (!field.getType().isPrimitive() && field.get(made) != this.copies[i]) {
					throw new CopyRefusedException("is part of a cycle through component " + field.getName()
							+ " of the record " + made.getClass().getName()
							+ ", whose constructor replaces that component: let it keep what it is given, or break"
							+ " the cycle");
				}
			}
		}

		@Override
		String name(int part) {
			return CopyPath.field(this.plan.fields().get(part).getName());
		}

	}

}
