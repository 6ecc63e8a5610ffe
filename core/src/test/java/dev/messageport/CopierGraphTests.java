package dev.messageport;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.Payloads.Box;
import dev.messageport.Payloads.Node;
import dev.messageport.Payloads.Pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How objects refer to each other in a copy.
 */
class CopierGraphTests {

	private final Copier copier = new Copier();

	@SuppressWarnings("unchecked")
	private <T> T copy(T payload) {
		return (T) this.copier.copy(payload, Map.of());
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(Object list) {
		return (List<Object>) list;
	}

	@Test
	void whatWasOneObjectIsOneObject() {
		Box box = new Box(1);
		Pair pair = Pair.of(box, List.of(box));
		Object[] copy = copy(new Object[] { pair, box, Map.of("a", box), pair });
		assertThat(copy[0]).isSameAs(copy[3]);
		assertThat(copy[1]).isNotSameAs(box)
			.isSameAs(((Pair) copy[0]).first())
			.isSameAs(list(((Pair) copy[0]).second()).get(0))
			.isSameAs(((Map<?, ?>) copy[2]).get("a"));
	}

	@Test
	void cyclesStayCycles() {
		Node node = new Node(null);
		node.other = new Node(node);
		node.next = node;
		Node copy = copy(node);
		assertThat(copy).isNotSameAs(node);
		assertThat(copy.next).isSameAs(copy);
		assertThat(copy.other).isNotSameAs(node.other);
		assertThat(copy.other.next).isSameAs(copy);
	}

	@Test
	void cyclesThroughContainersStayCycles() {
		Map<Object, Object> map = new HashMap<>();
		List<Object> list = new ArrayList<>();
		Object[] array = { map, list };
		map.put("list", list);
		list.add(array);
		list.add(Collections.unmodifiableList(list));
		Map<Object, Object> copy = copy(map);
		List<Object> listCopy = list(copy.get("list"));
		assertThat(copy).isNotSameAs(map);
		assertThat(((Object[]) listCopy.get(0))[0]).isSameAs(copy);
		assertThat(((Object[]) listCopy.get(0))[1]).isSameAs(listCopy).isNotSameAs(list);
		assertThat(list(listCopy.get(1)).get(0)).isSameAs(listCopy.get(0));
	}

	@Test
	void cyclesThroughRecordsStayCyclesFromWhereverTheyAreEntered() {
		List<Object> list = new ArrayList<>();
		Pair outer = Pair.of("outer", list);
		Pair inner = Pair.of(outer, "inner");
		list.add(inner);
		list.add(outer);
		Pair fromRecord = copy(outer);
		assertThat(fromRecord).isNotSameAs(outer);
		assertThat(list(fromRecord.second()).get(1)).isSameAs(fromRecord);
		assertThat(((Pair) list(fromRecord.second()).get(0)).first()).isSameAs(fromRecord);
		List<Object> fromList = copy(list);
		assertThat(((Pair) fromList.get(1)).second()).isSameAs(fromList).isNotSameAs(list);
		assertThat(((Pair) fromList.get(0)).first()).isSameAs(fromList.get(1));
	}

	@Test
	void cyclesOfFinalFieldsStayCycles() {
		Parent parent = new Parent();
		Parent copy = copy(parent);
		assertThat(copy).isNotSameAs(parent);
		assertThat(copy.child.parent).isSameAs(copy);
		assertThat(copy(parent.child).parent.child).isNotSameAs(parent.child);
	}

	@Test
	void errorsThatReferToEachOtherAreRefused() {
		RuntimeException error = new RuntimeException("error");
		Holding holding = new Holding(error);
		error.addSuppressed(holding);
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> copy(error))
			.withMessageContaining("break the cycle");
		RuntimeException alone = copy(new RuntimeException("alone"));
		assertThat(alone.getCause()).isNull();
	}

	@Test
	void hashTablesFindTheCopiesOfTheirKeys() {
		Set<Object> payload = new HashSet<>();
		Map<Object, Object> identity = new IdentityHashMap<>();
		for (int i = 0; i < 50; i++) {
			Node node = new Node(i);
			payload.add(node);
			identity.put(node, i);
		}
		Object[] copy = copy(new Object[] { payload, identity });
		Set<?> nodes = (Set<?>) copy[0];
		assertThat(nodes).hasSize(50).allMatch(nodes::contains).noneMatch(payload::contains);
		assertThat(nodes).allMatch((node) -> ((Node) node).next.equals(((Map<?, ?>) copy[1]).get(node)));
	}

	@Test
	void hashTablesInCyclesFindTheCopiesOfTheirKeys() {
		Set<Object> set = new HashSet<>();
		Box key = new Box("key");
		Pair owner = Pair.of(List.of(new Box(1)), "owner");
		Node node = new Node(set);
		Map<Object, Object> map = new LinkedHashMap<>();
		Keyed keyed = new Keyed(map, new ArrayList<>(List.of(key, owner)));
		map.put(keyed, node);
		set.add(keyed);
		node.other = node;
		for (Object start : new Object[] { set, map, keyed, node }) {
			Object[] copy = copy(new Object[] { start, set, map, keyed });
			assertThat(((Set<?>) copy[1]).contains(copy[3])).isTrue();
			assertThat(((Map<?, ?>) copy[2]).containsKey(copy[3])).isTrue();
			assertThat(((Keyed) copy[3]).map).isSameAs(copy[2]).isNotSameAs(map);
		}
	}

	@Test
	void recordsOutsideOfACycleSeeItComplete() {
		Map<Object, Object> cyclic = new HashMap<>();
		cyclic.put("me", cyclic);
		List<Object> list = new ArrayList<>(List.of(cyclic));
		list.add(list);
		Payloads.Items copy = copy(new Payloads.Items(List.of(list, 1)));
		assertThat(copy.items()).hasSize(2);
		assertThat(list(copy.items().get(0))).hasSize(2);
	}

	@Test
	void cyclesThroughQueuesThatCompareAreRefused() {
		PriorityQueue<Comparing> queue = new PriorityQueue<>();
		queue.add(new Comparing(queue));
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> copy(queue))
			.withMessageContaining("cycle through a java.util.PriorityQueue");
	}

	@Test
	void objectsThatHaveStandInsAreNotCopiedTwice() {
		Set<TimeUnit> days = EnumSet.of(TimeUnit.DAYS);
		Set<TimeUnit> view = Collections.unmodifiableSet(days);
		Pair copy = copy(Pair.of(view, EnumSet.of(TimeUnit.HOURS)));
		assertThat(copy.first()).isEqualTo(view).isNotSameAs(view);
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> copy(Pair.of(view, days)))
			.withMessageContaining("may be one and the same");
		List<Object> constant = List.of(new Box(1));
		List<Object> lists = list(copy(Pair.of(Collections.unmodifiableList(constant), constant)).first());
		assertThat(lists).isEqualTo(constant);
	}

	@Test
	void depthIsNoLimit() {
		Object payload = null;
		for (int i = 0; i < 100_000; i++) {
			payload = (i % 2 == 0) ? new Node(payload) : Pair.of(payload, i);
		}
		Object copy = copy(payload);
		int depth = 0;
		for (Object each = copy; each != null; depth++) {
			each = (each instanceof Node node) ? node.next : ((Pair) each).first();
		}
		assertThat(depth).isEqualTo(100_000);
	}

	@Test
	void longRingsAreCopied() {
		Node first = new Node("first");
		Node last = first;
		for (int i = 0; i < 100_000; i++) {
			Node node = new Node(last);
			last.other = node;
			last = node;
		}
		last.other = first;
		Node copy = copy(first);
		Node each = copy;
		for (int i = 0; i < 100_000; i++) {
			assertThat(each.other.next).isSameAs(each);
			each = each.other;
		}
		assertThat(each.other).isSameAs(copy);
	}

	@Test
	@Tag("P4")
	void transferredObjectsAreReplacedWhereverTheyAre() {
		Token sent = new Token();
		Token arrived = new Token();
		Map<Token, Token> received = new IdentityHashMap<>(Map.of(sent, arrived));
		assertThat(this.copier.copy(sent, received)).isSameAs(arrived);
		Pair pair = (Pair) this.copier.copy(Pair.of(sent, List.of(Map.of("a", sent), new Payloads.Hooked(sent))),
				received);
		List<Object> rest = list(pair.second());
		assertThat(pair.first()).isSameAs(arrived);
		assertThat(rest.get(0)).isEqualTo(Map.of("a", arrived));
		assertThat(((Payloads.Hooked) rest.get(1)).value).isSameAs(arrived);
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.copier.copy(List.of(sent, new Token()), received))
			.withMessageContaining("payload[1] is a " + Token.class.getName());
	}

	@Test
	void manyThreadsCopyAtOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<Object> task = () -> {
				for (int i = 0; i < 500; i++) {
					Pair payload = Pair.of(new Payloads.Named(new Box(i)), new HashMap<>(Map.of("a", new Node(i))));
					Pair copy = copy(payload);
					assertThat(((Payloads.Named) copy.first()).label).isEqualTo(new Box(i));
					assertThat(((Node) ((Map<?, ?>) copy.second()).get("a")).next).isEqualTo(i);
				}
				return "done";
			};
			for (Future<Object> each : threads.invokeAll(Collections.nCopies(8, task))) {
				assertThat(each.get()).isEqualTo("done");
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void copiedClassesCanBeUnloaded() throws Exception {
		WeakReference<ClassLoader> loader = copyFromThrowAwayLoader();
		Waiting.until(() -> {
			System.gc();
			return loader.get() == null;
		});
		assertThat(copy(new Node(1)).next).isEqualTo(1);
	}

	private WeakReference<ClassLoader> copyFromThrowAwayLoader() throws Exception {
		URL classes = Node.class.getProtectionDomain().getCodeSource().getLocation();
		URLClassLoader loader = new URLClassLoader(new URL[] { classes }, ClassLoader.getPlatformClassLoader());
		for (String name : List.of("Node", "Pair", "Box")) {
			Class<?> type = loader.loadClass(Payloads.class.getName() + "$" + name);
			assertThat(type.getClassLoader()).isSameAs(loader);
			var constructor = type.getDeclaredConstructors()[0];
			constructor.setAccessible(true);
			Object[] arguments = new Object[constructor.getParameterCount()];
			java.util.Arrays.fill(arguments, new StringBuilder("a"));
			Object payload = constructor.newInstance(arguments);
			assertThat(copy(new Object[] { payload, new HashMap<>(Map.of("a", payload)) })[0]).hasSameClassAs(payload)
				.isNotSameAs(payload);
		}
		return new WeakReference<>(loader);
	}

	private static final class Parent {

		private final Child child = new Child(this);

	}

	private static final class Child {

		private final Parent parent;

		private Child(Parent parent) {
			this.parent = parent;
		}

	}

	/** Its hash code depends on a list. */
	private static final class Keyed {

		private final Map<?, ?> map;

		private final List<?> key;

		private Keyed(Map<?, ?> map, List<?> key) {
			this.map = map;
			this.key = key;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Keyed keyed && this.key.equals(keyed.key);
		}

		@Override
		public int hashCode() {
			return this.key.hashCode();
		}

	}

	private static final class Comparing implements Comparable<Comparing> {

		final PriorityQueue<Comparing> queue;

		private Comparing(PriorityQueue<Comparing> queue) {
			this.queue = queue;
		}

		@Override
		public int compareTo(Comparing other) {
			return 0;
		}

	}

	private static final class Holding extends RuntimeException {

		private static final long serialVersionUID = 1L;

		final RuntimeException held;

		private Holding(RuntimeException held) {
			this.held = held;
		}

	}

	private static final class Token implements Transferable {

	}

}
