package dev.messageport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Knows how the common classes of the JDK are copied that have a better way than their
 * serialized form, or have none.
 */
final class KnownTypes {

	private static final Map<Class<?>, CopyPlan> PLANS = Map.ofEntries(
			Map.entry(ArrayList.class, CollectionCopying.plan((list) -> new ArrayList<>(list.size()), false)),
			Map.entry(LinkedList.class, CollectionCopying.plan((list) -> new LinkedList<>(), false)),
			Map.entry(ArrayDeque.class, CollectionCopying.plan((deque) -> new ArrayDeque<>(), false)),
			Map.entry(HashSet.class, CollectionCopying.plan((set) -> new HashSet<>(), true)),
			Map.entry(LinkedHashSet.class, CollectionCopying.plan((set) -> new LinkedHashSet<>(), true)),
			Map.entry(TreeSet.class, CollectionCopying.plan((set) -> new TreeSet<>(), true)),
			Map.entry(HashMap.class, MapCopying.plan((map) -> new HashMap<>())),
			Map.entry(LinkedHashMap.class, MapCopying.plan((map) -> emptied(((LinkedHashMap<?, ?>) map).clone()))),
			Map.entry(TreeMap.class, MapCopying.plan((map) -> new TreeMap<>())),
			Map.entry(EnumMap.class, MapCopying.plan((map) -> emptied(((EnumMap<?, ?>) (Object) map).clone()))),
			Map.entry(IdentityHashMap.class, MapCopying.plan((map) -> new IdentityHashMap<>())),
			Map.entry(ConcurrentHashMap.class, MapCopying.plan((map) -> new ConcurrentHashMap<>())),
			Map.entry(List.of().getClass(), ConstantCopying::list),
			Map.entry(List.of(1).getClass(), ConstantCopying::list),
			Map.entry(Set.of().getClass(), ConstantCopying::set), Map.entry(Set.of(1).getClass(), ConstantCopying::set),
			Map.entry(Map.of().getClass(), ConstantCopying::map),
			Map.entry(Map.of(1, 1).getClass(), ConstantCopying::map),
			Map.entry(Map.entry(1, 1).getClass(), ConstantCopying::entry),
			Map.entry(Optional.class, ConstantCopying::optional),
			Map.entry(BitSet.class, FlatCopying.plan(BitSet.class, (bits) -> (BitSet) bits.clone())),
			Map.entry(Date.class, FlatCopying.plan(Date.class, (date) -> (Date) date.clone())));

	private static final Set<Class<?>> CONSTANTS = Stream
		.of(List.of(), List.of(1), Set.of(), Set.of(1), Map.of(), Map.of(1, 1), Map.entry(1, 1), Optional.empty())
		.<Class<?>>map(Object::getClass)
		.collect(Collectors.toUnmodifiableSet());

	private KnownTypes() {
	}

	/**
	 * Return the plan for a class.
	 * @param type the class
	 * @return the plan, or {@code null} if the class is not known
	 */
	static @Nullable CopyPlan plan(Class<?> type) {
		if (CopyPlans.isJdk(type) && EnumSet.class.isAssignableFrom(type)) {
			return FlatCopying.plan(EnumSet.class, EnumSet::clone);
		}
		if (CopyPlans.isJdk(type) && ByteBuffer.class.isAssignableFrom(type)) {
			return BufferCopying::new;
		}
		return PLANS.get(type);
	}

	/**
	 * Say whether the objects of a class are as immutable as what they hold.
	 * @param type the class
	 * @return whether they are
	 */
	static boolean isConstant(Class<?> type) {
		return CONSTANTS.contains(type);
	}

	// The order of access of a LinkedHashMap and the key type of an EnumMap are told by
	// nothing but a clone
	@SuppressWarnings("unchecked")
	private static Map<@Nullable Object, @Nullable Object> emptied(Object clone) {
		Map<@Nullable Object, @Nullable Object> map = (Map<@Nullable Object, @Nullable Object>) clone;
		map.clear();
		return map;
	}

}
