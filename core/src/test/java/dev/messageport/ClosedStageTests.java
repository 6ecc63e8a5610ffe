package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code closed()}.
 */
class ClosedStageTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannel channel = MessageChannelFactory.builder().executor(this.executor).build().create("s");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	@Tag("C3")
	void completesOnBothSidesAtOnceOutOfBandAndUnstarted() {
		CompletableFuture<CloseEvent> first = Ports.closed(this.port1);
		CompletableFuture<CloseEvent> second = Ports.closed(this.port2);
		this.port1.postMessage("unread");
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		this.port1.close();
		assertThat(first).isCompletedWithValue(new CloseEvent(CloseReason.LOCAL, null, this.port1));
		assertThat(second).isCompletedWithValue(new CloseEvent(CloseReason.PEER, null, this.port2));
		assertThat(this.port2.queued()).isOne();
	}

	@Test
	@Tag("C3")
	void isCompleteWhenAskedForAfterwards() {
		this.port1.close();
		assertThat(Ports.closed(this.port1)).isCompletedWithValueMatching((e) -> e.reason() == CloseReason.LOCAL);
		assertThat(Ports.closed(this.port2)).isCompletedWithValueMatching((e) -> e.reason() == CloseReason.PEER);
		this.port2.close();
		assertThat(Ports.closed(this.port2)).isCompletedWithValueMatching((e) -> e.reason() == CloseReason.PEER);
	}

	@Test
	@Tag("C3")
	@Tag("T4")
	void neverCompletesOnATransferredPort() {
		CompletableFuture<CloseEvent> before = Ports.closed(this.port2);
		MessagePort moved = Ports.hop(this.port2);
		CompletableFuture<CloseEvent> after = Ports.closed(this.port2);
		CompletableFuture<CloseEvent> ofMoved = Ports.closed(moved);
		this.port1.close();
		assertThat(before).isNotDone();
		assertThat(after).isNotDone();
		assertThat(Ports.closed(this.port2)).isNotDone();
		assertThat(ofMoved).isCompletedWithValue(new CloseEvent(CloseReason.PEER, null, moved));
	}

	@Test
	@Tag("C3")
	@Tag("P3")
	void isCompleteOnThePortThatArrivesAfterTheClose() {
		MessageChannel carrier = MessageChannelFactory.builder().build().create();
		carrier.port1().postMessage("x", this.port2);
		this.port1.close();
		MessagePort moved = Ports.next(carrier.port2()).ports().get(0);
		assertThat(moved.isClosed()).isTrue();
		assertThat(Ports.closed(moved)).isCompletedWithValue(new CloseEvent(CloseReason.PEER, null, moved));
	}

	@Test
	@Tag("C3")
	void timeoutOfOneCallerDoesNotAffectAnother() {
		CompletableFuture<CloseEvent> impatient = Ports.closed(this.port1).orTimeout(1, TimeUnit.MILLISECONDS);
		CompletableFuture<CloseEvent> patient = Ports.closed(this.port1);
		Waiting.until(impatient::isDone);
		assertThatExceptionOfType(Exception.class).isThrownBy(impatient::get)
			.withCauseInstanceOf(TimeoutException.class);
		Ports.closed(this.port1).complete(new CloseEvent(CloseReason.OVERFLOW, null, this.port2));
		Ports.closed(this.port1).cancel(true);
		assertThat(patient).isNotDone();
		this.port2.close();
		assertThat(patient).isCompletedWithValueMatching((event) -> event.reason() == CloseReason.PEER);
	}

	@Test
	@Tag("C3")
	void stageIsTheSameForAllAndCannotBeCompletedByThem() {
		CompletionStage<CloseEvent> stage = this.port1.closed();
		assertThat(this.port1.closed() == stage).isTrue();
		CompletableFuture<CloseEvent> future = (CompletableFuture<CloseEvent>) stage;
		CloseEvent event = new CloseEvent(CloseReason.OVERFLOW, null, this.port1);
		for (ThrowingCallable attempt : List.<ThrowingCallable>of(() -> future.complete(event),
				() -> future.completeExceptionally(new IllegalStateException()), () -> future.cancel(true),
				() -> future.obtrudeValue(event), () -> future.obtrudeException(new IllegalStateException()),
				() -> future.completeAsync(() -> event), () -> future.orTimeout(1, TimeUnit.SECONDS),
				() -> future.completeOnTimeout(event, 1, TimeUnit.SECONDS))) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(attempt)
				.withMessageContaining("toCompletableFuture()");
		}
		assertThat(future).isNotDone();
	}

	@Test
	@Tag("C3")
	void futuresThatTheirOwnersHaveGivenUpAreNotKept() {
		List<WeakReference<?>> futures = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			futures.add(cancelled());
		}
		Garbage.collectUntil(() -> futures.stream().allMatch((future) -> future.refersTo(null)));
		assertThat(this.port1.isClosed()).isFalse();
	}

	private WeakReference<?> cancelled() {
		CompletableFuture<CloseEvent> future = Ports.closed(this.port1);
		future.cancel(true);
		return new WeakReference<>(future);
	}

	static Stream<Dependent> dependents() {
		return Stream.of(new Dependent("thenRun", (stage, action) -> stage.thenRun(action)),
				new Dependent("thenAccept", (stage, action) -> stage.thenAccept((e) -> action.run())),
				new Dependent("thenApply", (stage, action) -> stage.thenApply((e) -> run(action))),
				new Dependent("thenCompose", (stage, action) -> stage.thenCompose((e) -> composed(action))),
				new Dependent("handle", (stage, action) -> stage.handle((e, ex) -> run(action))),
				new Dependent("whenComplete", (stage, action) -> stage.whenComplete((e, ex) -> action.run())),
				new Dependent("thenCombine", (stage, action) -> stage.thenCombine(done(), (a, b) -> run(action))),
				new Dependent("thenAcceptBoth",
						(stage, action) -> stage.thenAcceptBoth(done(), (a, b) -> action.run())),
				new Dependent("runAfterBoth", (stage, action) -> stage.runAfterBoth(done(), action)),
				new Dependent("applyToEither", (stage, action) -> stage.applyToEither(never(), (event) -> run(action))),
				new Dependent("acceptEither", (stage, action) -> stage.acceptEither(never(), (event) -> action.run())),
				new Dependent("runAfterEither", (stage, action) -> stage.runAfterEither(never(), action)),
				new Dependent("thenRunAsync", (stage, action) -> stage.thenRunAsync(action)),
				new Dependent("exceptionally", (stage, action) -> stage.exceptionally((ex) -> null).thenRun(action)),
				new Dependent("copy", (stage, action) -> stage.toCompletableFuture().copy().thenRun(action)),
				new Dependent("chain", (stage, action) -> stage.thenApply((e) -> e).thenRun(action)));
	}

	@ParameterizedTest
	@MethodSource("dependents")
	@Tag("C3")
	@Tag("I4")
	void dependentsRunOnTheExecutorAndNotOnTheStackOfTheCloser(Dependent dependent) {
		List<String> ran = new CopyOnWriteArrayList<>();
		dependent.add.apply(this.port2.closed(), () -> ran.add(dependent.name));
		this.port1.close();
		assertThat(ran).isEmpty();
		this.executor.runAll();
		assertThat(ran).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("dependents")
	@Tag("C3")
	@Tag("I4")
	void dependentsAddedAfterTheCloseRunOnTheExecutorToo(Dependent dependent) {
		List<String> ran = new CopyOnWriteArrayList<>();
		this.port1.close();
		dependent.add.apply(this.port2.closed(), () -> ran.add(dependent.name));
		this.executor.runAll();
		assertThat(ran).hasSize(1);
	}

	@Test
	@Tag("C3")
	@Tag("I9")
	void dependentsRunAlsoWhenTheExecutorRejects() {
		MessageChannel rejected = MessageChannelFactory.builder().executor((task) -> {
			throw new IllegalStateException("expected");
		}).build().create();
		try (Logs logs = Logs.capture()) {
			CompletableFuture<Void> dependent = Ports.closed(rejected.port2()).thenRun(() -> {
			});
			rejected.port1().close();
			Waiting.until(dependent::isDone);
			assertThat(logs.errors()).isEmpty();
		}
	}

	private static String run(Runnable action) {
		action.run();
		return "done";
	}

	private static CompletionStage<String> composed(Runnable action) {
		return CompletableFuture.completedFuture(run(action));
	}

	private static CompletableFuture<CloseEvent> done() {
		return CompletableFuture.completedFuture(null);
	}

	private static CompletableFuture<CloseEvent> never() {
		return new CompletableFuture<>();
	}

	/**
	 * A way to depend on a stage.
	 *
	 * @param name its name
	 * @param add adds an action to a stage
	 */
	record Dependent(String name, BiFunction<CompletionStage<CloseEvent>, Runnable, Object> add) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
