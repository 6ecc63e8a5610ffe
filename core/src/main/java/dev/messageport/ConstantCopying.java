package dev.messageport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Copies what is as immutable as its parts: shares it when they are shared, and otherwise
 * makes another one of their copies.
 */
final class ConstantCopying extends Copying {

	private final Function<@Nullable Object[], Object> maker;

	private final boolean last;

	private ConstantCopying(Object original, @Nullable Object[] parts, Function<@Nullable Object[], Object> maker,
			boolean last) {
		super(original, parts);
		this.maker = maker;
		this.last = last;
	}

	static Copying list(Object original) {
		return new ConstantCopying(original, ((List<?>) original).toArray(), ConstantCopying::newList, false);
	}

	static Copying set(Object original) {
		return new ConstantCopying(original, ((Set<?>) original).toArray(), (copies) -> Set.of(present(copies)), true);
	}

	static Copying map(Object original) {
		return new ConstantCopying(original, MapCopying.entries((Map<?, ?>) original), ConstantCopying::newMap, true);
	}

	static Copying entry(Object original) {
		Map.Entry<?, ?> entry = (Map.Entry<?, ?>) original;
		return new ConstantCopying(original, new Object[] { entry.getKey(), entry.getValue() },
				(copies) -> newEntries(copies)[0], false);
	}

	static Copying optional(Object original) {
		return new ConstantCopying(original, ((Optional<?>) original).stream().toArray(),
				(copies) -> Optional.of(present(copies)[0]), false);
	}

	// Also makes the lists of Stream.toList, which may hold null
	private static Object newList(@Nullable Object[] copies) {
		for (Object copy : copies) {
			if (copy == null) {
				return Stream.of(copies).toList();
			}
		}
		return List.of(present(copies));
	}

	private static Object newMap(@Nullable Object[] copies) {
		return Map.ofEntries(newEntries(copies));
	}

	private static Map.Entry<?, ?>[] newEntries(@Nullable Object[] copies) {
		Object[] present = present(copies);
		Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[present.length / 2];
		for (int i = 0; i < entries.length; i++) {
			entries[i] = Map.entry(present[2 * i], present[2 * i + 1]);
		}
		return entries;
	}

	@SuppressWarnings("NullAway") // these collections hold no null
	private static Object[] present(@Nullable Object[] copies) {
		return copies;
	}

	@Override
	Object finish(boolean cyclic) {
		return isUnchanged() ? this.original : this.maker.apply(this.copies);
	}

	@Override
	String name(int part) {
		if (this.original instanceof Map || this.original instanceof Map.Entry) {
			return MapCopying.name(this.parts, part);
		}
		return (this.original instanceof Optional) ? CopyPath.field("get()") : CopyPath.element(part);
	}

	@Override
	boolean last() {
		return this.last;
	}

}
