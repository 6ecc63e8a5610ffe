package dev.messageport;

import java.util.Collection;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Copies a modifiable collection.
 */
final class CollectionCopying extends Copying {

	private final UnaryOperator<Collection<@Nullable Object>> empty;

	private final boolean last;

	private CollectionCopying(Object original, UnaryOperator<Collection<@Nullable Object>> empty, boolean last) {
		super(original, cast(original).toArray());
		this.empty = empty;
		this.last = last;
	}

	/**
	 * Make the plan for a class.
	 * @param empty makes an empty collection that is otherwise like the given one
	 * @param asks whether adding an element calls methods of the element
	 * @return the plan
	 */
	static CopyPlan plan(UnaryOperator<Collection<@Nullable Object>> empty, boolean asks) {
		return (original) -> new CollectionCopying(original, empty, asks);
	}

	@Override
	@Nullable Object early() {
		return this.empty.apply(cast(this.original));
	}

	@Override
	Object finish(boolean cyclic) {
		Collection<@Nullable Object> made = cast(made());
		for (Object element : this.copies) {
			made.add(element);
		}
		if (made.size() != this.parts.length) {
			throw new CopyRefusedException("is a " + made.getClass().getName() + " of " + this.parts.length
					+ " elements, some of which are equal once they are copied: give them an equals method that is"
					+ " not about identity or transient fields");
		}
		return made;
	}

	@Override
	String name(int part) {
		return CopyPath.element(part);
	}

	@Override
	boolean last() {
		return this.last;
	}

	@SuppressWarnings("unchecked")
	private static Collection<@Nullable Object> cast(Object collection) {
		return (Collection<@Nullable Object>) collection;
	}

}
