package dev.messageport;

import java.lang.reflect.Array;

import org.jspecify.annotations.Nullable;

/**
 * Copies an array of objects.
 */
final class ArrayCopying extends Copying {

	ArrayCopying(Object original) {
		super(original, ((@Nullable Object[]) original).clone());
	}

	@Override
	@Nullable Object early() {
		return Array.newInstance(this.original.getClass().getComponentType(), this.parts.length);
	}

	@Override
	Object finish(boolean cyclic) {
		Object made = made();
		System.arraycopy(this.copies, 0, made, 0, this.parts.length);
		return made;
	}

	@Override
	String name(int part) {
		return CopyPath.element(part);
	}

}
