package dev.messageport;

import java.lang.reflect.Array;
import java.util.function.UnaryOperator;

/**
 * Copies an object that refers to no others, such as an array of numbers.
 */
final class FlatCopying extends Copying {

	private final UnaryOperator<Object> copier;

	private FlatCopying(Object original, UnaryOperator<Object> copier) {
		super(original, NOTHING);
		this.copier = copier;
	}

	/**
	 * Make the plan for a class.
	 * @param <T> the class
	 * @param type the class
	 * @param copier copies an instance
	 * @return the plan
	 */
	static <T> CopyPlan plan(Class<T> type, UnaryOperator<T> copier) {
		return (original) -> new FlatCopying(original, (object) -> copier.apply(type.cast(object)));
	}

	/**
	 * Copy an array of primitives.
	 * @param array the array
	 * @return the copy
	 */
	static Object array(Object array) {
		int length = Array.getLength(array);
		Object copy = Array.newInstance(array.getClass().getComponentType(), length);
		System.arraycopy(array, 0, copy, 0, length);
		return copy;
	}

	@Override
	Object finish(boolean cyclic) {
		return this.copier.apply(this.original);
	}

	@Override
	String name(int part) {
		return "";
	}

}
