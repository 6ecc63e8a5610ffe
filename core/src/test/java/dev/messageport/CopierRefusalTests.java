package dev.messageport;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.messageport.Payloads.Angry;
import dev.messageport.Payloads.Box;
import dev.messageport.Payloads.Holder;
import dev.messageport.Payloads.Hooked;
import dev.messageport.Payloads.Items;
import dev.messageport.Payloads.Job;
import dev.messageport.Payloads.Named;
import dev.messageport.Payloads.Pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What cannot be copied, and what is said about it.
 */
@Tag("P2")
class CopierRefusalTests {

	private static final Thread WORKER = new Thread("worker");

	private final Copier copier = new Copier();

	private DataCloneException refused(Object payload) {
		DataCloneException refused = catchThrowableOfType(DataCloneException.class,
				() -> this.copier.copy(payload, Map.of()));
		assertThat(refused).as("refusal of %s", payload.getClass()).isNotNull();
		assertThat(refused.index()).isEqualTo(-1);
		return refused;
	}

	static Stream<Object> resources() {
		return Stream.of(WORKER, new ThreadLocal<>(), ClassLoader.getSystemClassLoader(),
				new ByteArrayInputStream(new byte[1]), new StringReader("a"), Stream.of("a"), List.of("a").iterator(),
				ForkJoinPool.commonPool(), (Executor) Runnable::run, new ReentrantLock(), new Semaphore(1),
				new CountDownLatch(1), new CompletableFuture<>(), new WeakReference<>("a"), ProcessHandle.current(),
				(Supplier<String>) () -> "a", (AutoCloseable & java.io.Serializable) () -> {
				}, new ArrayList<>(List.of(1, 2)).subList(0, 1), new HashMap<>(Map.of(1, 1)).keySet(),
				String.class.getModule(), System.getLogger("a"));
	}

	@ParameterizedTest
	@MethodSource("resources")
	void whatStandsForSomethingElseIsRefusedWithItsTypeAndTheRemedy(Object resource) {
		assertThat(refused(new Holder(resource))).hasMessageContaining("payload.worker")
			.hasMessageContaining("PayloadStrategy.REFERENCE")
			.hasMessageEndingWith("Nothing was posted or transferred");
		assertThat(refused(resource)).hasMessageContaining(" is a " + resource.getClass().getName() + ", ");
	}

	static Stream<Arguments> paths() {
		Map<Object, Object> nullKey = new HashMap<>();
		nullKey.put(null, WORKER);
		Named named = new Named(WORKER);
		Named elements = new Named("label");
		elements.add(WORKER);
		return Stream.of(Arguments.of(WORKER, "payload"), Arguments.of(new Holder(WORKER), "payload.worker"),
				Arguments.of(new Job("a", List.of(1, 2, new Holder(WORKER))), "payload.items[2].worker"),
				Arguments.of(Map.of("key", new Holder(WORKER)), "payload{\"key\"}.worker"),
				Arguments.of(new LinkedHashMap<>(Map.of(7L, WORKER)), "payload{7}"),
				Arguments.of(Map.of(TimeUnit.DAYS, WORKER), "payload{DAYS}"),
				Arguments.of(new HashMap<>(Map.of(new Box(1), WORKER)), "payload{#0}"),
				Arguments.of(new HashMap<>(Map.of(WORKER, 1)), "payload{key #0}"),
				Arguments.of(nullKey, "payload{null}"),
				Arguments.of(new Holder(new Object[][] { {}, { WORKER } }), "payload.worker[1][0]"),
				Arguments.of(new HashSet<>(Set.of(WORKER)), "payload[0]"),
				Arguments.of(Collections.unmodifiableList(new ArrayList<>(List.of(1, WORKER))), "payload[1]"),
				Arguments.of(Collections.singletonList(WORKER), "payload[0]"),
				Arguments.of(new LinkedBlockingQueue<>(List.of(WORKER)), "payload[0]"),
				Arguments.of(new IllegalStateException(new Failure(WORKER)), "payload.cause.worker"),
				Arguments.of(java.util.Optional.of(WORKER), "payload.get()"), Arguments.of(named, "payload.label"),
				Arguments.of(elements, "payload[0]"), Arguments.of(new Hooked(WORKER), "payload.value"),
				Arguments.of(new TreeMap<>(Comparator.comparing(Object::toString)),
						"payload(SerializedLambda).captured[0]"));
	}

	@ParameterizedTest
	@MethodSource("paths")
	void refusalsNameThePath(Object payload, String path) {
		assertThat(refused(payload)).hasMessageStartingWith("The payload cannot be copied: " + path + " is a ");
	}

	@Test
	void longPathsAreShortened() {
		Object payload = WORKER;
		for (int i = 0; i < 100_000; i++) {
			payload = new Object[] { payload };
		}
		assertThat(refused(payload).getMessage()).contains("payload[0][0]", "...", "[0] is a java.lang.Thread")
			.hasSizeLessThan(1000);
	}

	@Test
	void longKeysAreShortened() {
		assertThat(refused(Map.of("k".repeat(1000), WORKER)).getMessage()).contains("kkk...\"}").hasSizeLessThan(500);
	}

	@Test
	void keysThatAreNoSimpleValuesAreNotAskedForTheirNames() {
		Object key = new Silent();
		assertThat(refused(map(key, WORKER))).hasMessageContaining("payload{#0} is a");
	}

	@Test
	void whatThrowsWhileItIsCopiedIsRefusedWithTheCause() {
		Angry angry = new Angry();
		assertThat(this.copier.copy(angry, Map.of())).isNotSameAs(angry);
		angry.now = true;
		assertThat(refused(new Holder(angry))).hasMessageContaining("payload.worker failed")
			.hasCauseInstanceOf(UnsupportedOperationException.class);
		angry.error = new StackOverflowError("deep");
		assertThat(refused(angry)).hasCause(angry.error);
	}

	@Test
	void constructorsThatThrowAreRefusedWithTheCause() {
		record Once(Box box) {

			private static boolean used;

			Once {
				if (used) {
					throw new IllegalArgumentException("used");
				}
				used = true;
			}
		}
		assertThat(refused(List.of(new Once(new Box(1))))).hasMessageContaining("payload[0] failed")
			.hasRootCauseMessage("used")
			.hasCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void keysThatThrowAreRefusedWithTheCause() {
		Box key = new Box(1);
		Map<Object, Object> payload = new HashMap<>(Map.of(key, 1));
		key.value = new Silent();
		assertThat(refused(payload)).hasRootCauseMessage("no hash");
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.copier.copy(new TreeMap<>(Map.of(1, new Holder(payload))), Map.of()))
			.withMessageContaining("payload{1}.worker failed");
	}

	@Test
	void lackOfMemoryIsNoRefusal() {
		Angry angry = new Angry();
		angry.error = new OutOfMemoryError("test");
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.copier.copy(angry, Map.of()))
			.isSameAs(angry.error);
	}

	@Test
	void keysThatBecomeEqualAreRefused() {
		Set<Object> payload = new HashSet<>();
		payload.add(new Fading(1));
		payload.add(new Fading(2));
		assertThat(refused(payload)).hasMessageContaining("some of which are equal once they are copied");
		Map<Object, Object> map = new HashMap<>();
		payload.forEach((key) -> map.put(key, 1));
		assertThat(refused(map)).hasMessageContaining("some of which are equal once they are copied");
	}

	@Test
	void recordsThatReplaceAComponentInACycleAreRefused() {
		Pair owner = Pair.of("a", new ArrayList<>());
		@SuppressWarnings("unchecked")
		List<Object> list = (List<Object>) owner.second();
		Items items = new Items(new ArrayList<>());
		items.items().add(items);
		list.add(owner);
		assertThat(this.copier.copy(owner, Map.of())).isInstanceOf(Pair.class);
		assertThat(refused(items)).hasMessageContaining("component items");
	}

	@Test
	@Tag("P4")
	void portsThatAreNotTransferredAreRefusedWithTheirPath() {
		try (MessageChannel channel = MessageChannelFactory.builder().build().create("pricing")) {
			assertThat(refused(new Job("a", List.of(1, Pair.of(1, channel.port1())))))
				.hasMessageContaining("payload.items[1].second is port pricing.port1")
				.hasMessageContaining("name it in the transfer list");
		}
	}

	private static Map<Object, Object> map(Object key, Object value) {
		Map<Object, Object> map = new IdentityHashMap<>();
		map.put(key, value);
		return map;
	}

	/** Wants nothing to be called. */
	private static final class Silent {

		@Override
		public boolean equals(Object other) {
			throw new IllegalStateException("no equals");
		}

		@Override
		public int hashCode() {
			throw new IllegalStateException("no hash");
		}

		@Override
		public String toString() {
			throw new IllegalStateException("no text");
		}

	}

	private static final class Failure extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings("serial")
		private final Object worker;

		private Failure(Object worker) {
			this.worker = worker;
		}

		@Override
		public String toString() {
			return "failure of " + this.worker;
		}

	}

	/** Equal by a transient field. */
	private static final class Fading {

		private final transient int value;

		private Fading(int value) {
			this.value = value;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Fading fading && this.value == fading.value;
		}

		@Override
		public int hashCode() {
			return this.value;
		}

	}

}
