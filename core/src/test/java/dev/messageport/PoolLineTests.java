package dev.messageport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the line in front of a fork-join pool.
 */
class PoolLineTests {

	private final List<ForkJoinPool> pools = new ArrayList<>();

	private PoolLine line(int threads, boolean asyncMode) {
		ForkJoinPool pool = new ForkJoinPool(threads, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, asyncMode);
		this.pools.add(pool);
		return new PoolLine(pool);
	}

	@AfterEach
	void shutDown() {
		this.pools.forEach(ForkJoinPool::shutdownNow);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyTaskRunsOnceWhoeverAddsIt(boolean asyncMode) {
		PoolLine line = line(3, asyncMode);
		int producers = 3;
		int chains = 2_000;
		AtomicInteger[] runs = IntStream.range(0, producers * chains)
			.mapToObj((index) -> new AtomicInteger())
			.toArray(AtomicInteger[]::new);
		IntStream.range(0, producers).forEach((producer) -> TestThread.start(() -> {
			for (int i = producer * chains; i < (producer + 1) * chains; i++) {
				addChain(line, runs[i], 5);
			}
			return null;
		}));
		Waiting.until(() -> total(runs) == producers * chains * 7);
		assertThat(runs).allMatch((count) -> count.get() == 7);
	}

	// Each task but the last adds one, the last but one adds two more
	private static void addChain(PoolLine line, AtomicInteger runs, int left) {
		line.execute(() -> {
			runs.incrementAndGet();
			if (left > 0) {
				addChain(line, runs, left - 1);
			}
			if (left == 1) {
				line.execute(runs::incrementAndGet);
			}
		});
	}

	private static int total(AtomicInteger[] runs) {
		int total = 0;
		for (AtomicInteger count : runs) {
			total += count.get();
		}
		return total;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void whatATaskAddsRunsWhileItWaits(int added) {
		PoolLine line = line(1, false);
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		line.execute(() -> {
			List<CompletableFuture<Void>> others = new ArrayList<>();
			for (int i = 0; i < added; i++) {
				CompletableFuture<Void> other = new CompletableFuture<>();
				others.add(other);
				line.execute(() -> other.complete(null));
			}
			others.forEach(CompletableFuture::join);
			done.complete(true);
		});
		Waiting.until(done::isDone);
	}

	@Test
	@Tag("Q5")
	void anEndlessChainOnTheOnlyThreadLetsOthersIn() {
		PoolLine line = line(1, false);
		AtomicBoolean over = new AtomicBoolean();
		AtomicInteger links = new AtomicInteger();
		line.execute(new Runnable() {

			@Override
			public void run() {
				links.incrementAndGet();
				if (!over.get()) {
					line.execute(this);
				}
			}

		});
		Waiting.until(() -> links.get() > 1_000);
		line.execute(() -> over.set(true));
		Waiting.until(over::get);
	}

	@Test
	@Tag("Q5")
	void aTaskThatIsNotDoneYetGoesBehindTheOthers() {
		PoolLine line = line(1, false);
		CountDownLatch added = new CountDownLatch(1);
		List<String> order = Collections.synchronizedList(new ArrayList<>());
		AtomicInteger rounds = new AtomicInteger();
		line.execute(new Runnable() {

			@Override
			public void run() {
				Waiting.until(() -> added.getCount() == 0);
				order.add("turn");
				if (rounds.incrementAndGet() < 3) {
					line.execute(this);
				}
			}

		});
		line.execute(() -> order.add("other"));
		added.countDown();
		Waiting.until(() -> order.size() == 4);
		assertThat(order).containsExactly("turn", "other", "turn", "turn");
	}

	@Test
	@Tag("Q5")
	void aTaskBelowOneThatTheUserHasForkedRunsBesideEndlessChains() {
		PoolLine line = line(1, false);
		AtomicBoolean over = new AtomicBoolean();
		AtomicBoolean ran = new AtomicBoolean();
		line.execute(() -> {
			line.execute(() -> ran.set(true));
			ForkJoinTask.adapt(() -> {
			}).fork();
			for (int i = 0; i < 2; i++) {
				line.execute(new Runnable() {

					@Override
					public void run() {
						if (!over.get()) {
							line.execute(this);
						}
					}

				});
			}
		});
		Waiting.until(ran::get);
		over.set(true);
	}

	@Test
	void tasksFromOutsideRunInTheOrderInWhichTheyCame() {
		PoolLine line = line(1, false);
		CountDownLatch added = new CountDownLatch(1);
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		line.execute(() -> Waiting.until(() -> added.getCount() == 0));
		IntStream.range(0, 100).forEach((number) -> line.execute(() -> order.add(number)));
		added.countDown();
		Waiting.until(() -> order.size() == 100);
		assertThat(order).isSorted();
	}

	@Test
	@Tag("Q4")
	void aTaskThatFailsLeavesTheOthersAlone() {
		PoolLine line = line(1, false);
		AtomicInteger ran = new AtomicInteger();
		try (Logs logs = Logs.capture()) {
			line.execute(() -> {
				line.execute(ran::incrementAndGet);
				throw new StackOverflowError("on purpose");
			});
			line.execute(ran::incrementAndGet);
			Waiting.until(() -> ran.get() == 2);
			assertThat(logs.errors()).singleElement().asString().contains("A task of message channels failed");
		}
	}

	@Test
	void theInterruptFlagOfOneTaskIsNoBusinessOfTheNext() {
		PoolLine line = line(1, false);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		line.execute(() -> {
			line.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
			Thread.currentThread().interrupt();
		});
		Waiting.until(interrupted::isDone);
		assertThat(interrupted.join()).isFalse();
	}

	@Test
	void aPoolThatWasShutDownTakesNothing() {
		PoolLine line = line(1, false);
		this.pools.get(0).shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> line.execute(() -> {
		})).withMessageContaining("was shut down");
	}

}
