package dev.messageport;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.messageport.Payloads.Box;
import dev.messageport.Payloads.Derived;
import dev.messageport.Payloads.Hooked;
import dev.messageport.Payloads.Items;
import dev.messageport.Payloads.Money;
import dev.messageport.Payloads.Named;
import dev.messageport.Payloads.Node;
import dev.messageport.Payloads.Pair;
import dev.messageport.Payloads.Singleton;
import dev.messageport.Payloads.Strict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a copy holds, type by type.
 */
class CopierTests {

	private final Copier copier = new Copier();

	@SuppressWarnings("unchecked")
	private <T> T copy(T payload) {
		return (T) this.copier.copy(payload, Map.of());
	}

	@Test
	void nullIsItsOwnCopy() {
		assertThat(this.copier.copy(null, Map.of())).isNull();
	}

	static Stream<Object> constants() {
		return Stream.of("text", 1000, 1000L, 'c', 1.5, true, TimeUnit.DAYS, String.class, new BigDecimal("1.5"),
				new BigInteger("123456789012345678901"), UUID.randomUUID(), Instant.now(), LocalDate.now(),
				ZonedDateTime.now(), ZoneId.of("Europe/Paris"), Duration.ofDays(1), Locale.FRANCE, URI.create("a:b"),
				StandardCharsets.UTF_8, Path.of("a"), Optional.of("a"), Optional.empty(), List.of(), List.of("a", "b"),
				Set.of(1, 2), Map.of("a", 1), Map.entry("a", 1), Pair.of("a", List.of(Pair.of(1, 2))),
				new Money("EUR", new BigDecimal("9.99")), new Money("EUR", List.of(1)), Collections.emptyMap());
	}

	@ParameterizedTest
	@MethodSource("constants")
	void whatNobodyCanChangeIsShared(Object payload) {
		assertThat(copy(payload)).isSameAs(payload);
		assertThat((Object[]) copy(new Object[] { payload })).hasSize(1).allMatch((element) -> element == payload);
	}

	static Stream<Collection<Object>> collections() {
		List<Object> boxes = List.of(new Box(1), new Box(2), new Box(3));
		Set<Object> checked = Collections.newSetFromMap(new IdentityHashMap<>());
		checked.add(new Box(1));
		return Stream.of(boxes, List.of(new Box(1)), Set.of(new Box(1)), Set.copyOf(boxes), new ArrayList<>(boxes),
				new LinkedList<>(boxes), new Vector<>(boxes), new ArrayDeque<>(boxes), new HashSet<>(boxes),
				new LinkedHashSet<>(boxes), Arrays.asList(new Box(1), new Box(2)),
				Stream.of(new Box(1), null, (Object) new Box(2)).toList(),
				Collections.unmodifiableList(new ArrayList<>(boxes)), Collections.unmodifiableSet(new HashSet<>(boxes)),
				Collections.synchronizedList(new ArrayList<>(boxes)), Collections.singletonList(new Box(1)),
				Collections.checkedList(new ArrayList<>(boxes), Object.class), checked,
				new CopyOnWriteArrayList<>(boxes), new ConcurrentLinkedQueue<>(boxes), new LinkedBlockingQueue<>(boxes),
				ConcurrentHashMap.newKeySet());
	}

	@ParameterizedTest
	@MethodSource("collections")
	void collectionsAreCopiedWithTheirElements(Collection<Object> payload) {
		Collection<Object> copy = copy(payload);
		assertThat(copy).isNotSameAs(payload).hasSameClassAs(payload);
		assertThat((payload instanceof Set) ? Set.copyOf(copy) : Arrays.asList(copy.toArray()))
			.isEqualTo((payload instanceof Set) ? Set.copyOf(payload) : Arrays.asList(payload.toArray()));
		assertThat(copy.stream().filter((element) -> element instanceof Box))
			.noneMatch((element) -> payload.stream().anyMatch((other) -> other == element));
	}

	static Stream<Map<Object, Object>> maps() {
		Map<Object, Object> boxes = Map.of("a", new Box(1), "b", new Box(2));
		Map<Object, Object> reverse = new TreeMap<>(Collections.reverseOrder());
		reverse.putAll(boxes);
		Map<Object, Object> skipping = new ConcurrentSkipListMap<>(Collections.reverseOrder());
		skipping.putAll(boxes);
		return Stream.of(boxes, Map.of("a", new Box(1), "b", 2), new HashMap<>(boxes), new LinkedHashMap<>(boxes),
				new TreeMap<>(boxes), reverse, skipping, new Hashtable<>(boxes), new ConcurrentHashMap<>(boxes),
				Collections.unmodifiableMap(new HashMap<>(boxes)), new IdentityHashMap<>(boxes));
	}

	@ParameterizedTest
	@MethodSource("maps")
	void mapsAreCopiedWithTheirValues(Map<Object, Object> payload) {
		Map<Object, Object> copy = copy(payload);
		assertThat(copy).isNotSameAs(payload).hasSameClassAs(payload);
		assertThat(copy).containsOnlyKeys("a", "b").hasSameSizeAs(payload);
		if (payload instanceof SortedMap || payload instanceof LinkedHashMap) {
			assertThat(List.copyOf(copy.keySet())).isEqualTo(List.copyOf(payload.keySet()));
		}
		assertThat(copy.get("a")).isEqualTo(payload.get("a")).isNotSameAs(payload.get("a"));
	}

	@Test
	void mapsOfEnumsKeepTheirKeyType() {
		EnumMap<TimeUnit, Object> payload = new EnumMap<>(TimeUnit.class);
		payload.put(TimeUnit.DAYS, new Box(1));
		EnumMap<TimeUnit, Object> copy = copy(payload);
		assertThat(copy).isEqualTo(payload).isNotSameAs(payload);
		assertThat(copy.get(TimeUnit.DAYS)).isNotSameAs(payload.get(TimeUnit.DAYS));
		copy.put(TimeUnit.HOURS, 1);
		assertThat(copy(new EnumMap<TimeUnit, Object>(TimeUnit.class))).isEmpty();
	}

	@Test
	void mapsInOrderOfAccessStayThat() {
		Map<String, Object> payload = new LinkedHashMap<>(4, 0.75f, true);
		payload.put("a", 1);
		payload.put("b", 2);
		Map<String, Object> copy = copy(payload);
		copy.get("a");
		assertThat(copy.keySet()).containsExactly("b", "a");
		assertThat(payload.keySet()).containsExactly("a", "b");
	}

	@Test
	void queuesKeepTheirComparatorAndCapacity() {
		PriorityQueue<Integer> payload = new PriorityQueue<>(Comparator.reverseOrder());
		payload.addAll(List.of(1, 3, 2));
		PriorityQueue<Integer> copy = copy(payload);
		copy.add(4);
		assertThat(Stream.generate(copy::poll).limit(5).toArray()).containsExactly(4, 3, 2, 1, null);
		assertThat(payload).hasSize(3);
		assertThat(copy(new LinkedBlockingQueue<>(3)).remainingCapacity()).isEqualTo(3);
	}

	@Test
	void comparatorsAreCopiedWithWhatTheyReferTo() {
		Box sign = new Box(-1);
		Comparator<Integer> comparator = (Comparator<Integer> & java.io.Serializable) (a, b) -> (Integer) sign.value
				* a.compareTo(b);
		TreeSet<Integer> payload = new TreeSet<>(comparator);
		payload.addAll(List.of(1, 2, 3));
		TreeSet<Integer> copy = copy(payload);
		sign.value = 1;
		copy.add(4);
		assertThat(copy).containsExactly(4, 3, 2, 1);
	}

	static Stream<Object> values() {
		Properties properties = new Properties(new Properties());
		properties.setProperty("a", "b");
		BitSet bits = new BitSet();
		bits.set(70);
		return Stream.of(new Date(5), new GregorianCalendar(2026, 1, 1), TimeZone.getTimeZone("Europe/Paris"), bits,
				EnumSet.of(TimeUnit.DAYS), new SimpleEntry<>("a", 1), Optional.of(new Box(1)),
				Map.entry("a", new Box(1)), properties, new int[] { 1, 2 }, new int[][] { { 1 }, { 2, 3 } },
				new ArrayList<>(List.of(1)), new Box(new Box(1)), ByteBuffer.wrap(new byte[] { 1, 2, 3 }).position(1),
				ByteBuffer.allocateDirect(3).put((byte) 1).flip(), Pair.of(new Box(1), "a"));
	}

	@ParameterizedTest
	@MethodSource("values")
	void copiesOfMutableValuesAreEqual(Object payload) {
		assertThat((Object) copy(payload)).isNotSameAs(payload).hasSameClassAs(payload).isEqualTo(payload);
	}

	@Test
	void valuesWithoutEqualsAreCopied() {
		AtomicReference<Box> payload = new AtomicReference<>(new Box(1));
		assertThat(copy(payload).get()).isEqualTo(new Box(1)).isNotSameAs(payload.get());
		assertThat(copy(new AtomicInteger(4)).incrementAndGet()).isEqualTo(5);
		assertThat(copy(new StringBuilder("ab")).append("c")).hasToString("abc");
		Object plain = new Object();
		assertThat(copy(plain)).isNotSameAs(plain).hasSameClassAs(plain);
	}

	@Test
	void propertiesKeepTheirDefaults() {
		Properties defaults = new Properties();
		defaults.setProperty("a", "b");
		Properties copy = copy(new Properties(defaults));
		defaults.setProperty("a", "changed");
		assertThat(copy.getProperty("a")).isEqualTo("b");
	}

	@Test
	void errorsKeepTheirStackTraceAndCauses() {
		IllegalStateException payload = new IllegalStateException("state", new RuntimeException("cause"));
		payload.addSuppressed(new RuntimeException("suppressed"));
		IllegalStateException copy = copy(payload);
		assertThat(copy).isNotSameAs(payload).hasMessage("state").hasStackTraceContaining("suppressed");
		assertThat(copy.getStackTrace()).isEqualTo(payload.getStackTrace());
		assertThat(copy.getCause()).isNotSameAs(payload.getCause()).hasMessage("cause");
	}

	@Test
	void buffersKeepMarkOrderAndTheArrayTheyShare() {
		byte[] array = { 0, 1, 2, 3, 4, 5 };
		ByteBuffer slice = ByteBuffer.wrap(array, 2, 4).slice().order(ByteOrder.LITTLE_ENDIAN);
		slice.position(1).mark().position(2).limit(3);
		Object[] copy = copy(new Object[] { slice, array });
		ByteBuffer made = (ByteBuffer) copy[0];
		assertThat(made).isEqualTo(slice);
		assertThat(made.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
		assertThat(made.reset().position()).isEqualTo(1);
		assertThat(made.array()).isSameAs(copy[1]).isNotSameAs(array).isEqualTo(array);
		ByteBuffer readOnly = copy(ByteBuffer.wrap(array).asReadOnlyBuffer());
		array[0] = 9;
		assertThat(readOnly.isReadOnly()).isTrue();
		assertThat(readOnly.get()).isZero();
	}

	@Test
	void privateAndFinalFieldsOfSuperclassesAreCopied() {
		Derived payload = new Derived(new Box(1));
		Derived copy = copy(payload);
		assertThat(copy.inherited()).isEqualTo(new Box(1)).isNotSameAs(payload.inherited());
		assertThat(copy.own()).isEqualTo(new Box(2)).isNotSameAs(payload.own());
	}

	@Test
	void transientFieldsAreNotPartOfTheCopy() {
		Derived payload = new Derived(new Box(1));
		payload.cache = Thread.currentThread();
		assertThat(copy(payload).cache).isNull();
	}

	@Test
	void innerObjectsAreCopiedWithTheirOuterOnes() {
		Object[] outer = { new Box(1) };
		Object inner = inner(outer);
		Pair pair = copy(Pair.of(inner, outer));
		((Box) ((Object[]) pair.second())[0]).value = 2;
		assertThat(pair.first()).hasToString("Box[2]");
	}

	private static Object inner(Object[] outer) {
		return new Object() {
			@Override
			public String toString() {
				return "" + outer[0];
			}
		};
	}

	@Test
	void arraysKeepTheirTypeAndGaps() {
		String[] payload = { "a", null };
		assertThat(copy(payload)).isNotSameAs(payload).containsExactly("a", null).isInstanceOf(String[].class);
		Object[][] nested = { { new Box(1) }, null };
		assertThat(copy(nested)).isDeepEqualTo(nested);
		assertThat(copy(nested)[0][0]).isNotSameAs(nested[0][0]);
	}

	@Test
	void recordsAreMadeByTheirConstructors() {
		Items payload = new Items(List.of(new Box(1)));
		Items copy = copy(payload);
		assertThat(copy).isEqualTo(payload);
		assertThat(copy.items()).isNotSameAs(payload.items());
		assertThat(copy.items().get(0)).isNotSameAs(payload.items().get(0));
		Strict strict = copy(new Strict(new int[] { 1, 2 }, 2));
		assertThat(strict.numbers()).containsExactly(1, 2);
	}

	@Test
	void constantsThatHoldMutableOnesAreCopied() {
		Money payload = new Money("EUR", new Box(1));
		assertThat(copy(payload).amount).isEqualTo(new Box(1)).isNotSameAs(payload.amount);
	}

	@Test
	void subclassesOfCollectionsKeepTheirState() {
		Box label = new Box("label");
		Named payload = new Named(label);
		payload.name = "name";
		payload.add(label);
		Named copy = copy(payload);
		assertThat(copy).containsExactly(label);
		assertThat(copy.label).isEqualTo(label).isNotSameAs(label).isSameAs(copy.get(0));
		assertThat(copy.name).isNull();
	}

	@Test
	void classesThatSayHowTheyAreSerializedAreAsked() {
		Node node = new Node("not serializable");
		Hooked payload = new Hooked(node);
		Pair copy = copy(Pair.of(payload, node));
		Hooked made = (Hooked) copy.first();
		assertThat(made.derived).isEqualTo("derived");
		assertThat(made.value).isNotSameAs(node).isSameAs(copy.second());
		assertThat(copy(Singleton.INSTANCE)).isSameAs(Singleton.INSTANCE);
	}

}
