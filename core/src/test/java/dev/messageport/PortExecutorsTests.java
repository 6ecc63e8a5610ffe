package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An event loop as an executor of tasks.
 */
class PortExecutorsTests {

	private final List<ExecutorService> started = new ArrayList<>();

	@AfterEach
	void shutDown() {
		this.started.forEach(ExecutorService::shutdownNow);
	}

	@Test
	void numberOfThreadsIsChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> PortExecutors.eventLoop(0)).withMessageContaining("is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> PortExecutors.eventLoop(1025))
			.withMessageContaining("from 1 to 1024");
	}

	@Test
	void boundOfBlockingIsChecked() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PortExecutors.eventLoop().blockedAfter(Duration.ofMillis(-1)))
			.withMessageContaining("PT-0.001S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PortExecutors.eventLoop().blockedAfter(Duration.ofDays(2)))
			.withMessageContaining("PT48H");
		assertThat(PortExecutors.eventLoop().blockedAfter(Duration.ZERO)).isNotNull();
	}

	@Test
	void tasksAreSpreadOverDaemonThreadsWithNumberedNames() throws Exception {
		ExecutorService loops = add(PortExecutors.eventLoop().threads(3).threadNamePrefix("chat-").start());
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			threads.add(loops.submit(Thread::currentThread).get());
		}
		assertThat(threads).allMatch(Thread::isDaemon);
		assertThat(threads.stream().map(Thread::getName)).containsExactly("chat-1", "chat-2", "chat-3", "chat-1",
				"chat-2", "chat-3");
	}

	@Test
	void everyThreadRunsItsTasksInOrder() throws Exception {
		ExecutorService loop = one();
		List<Integer> ran = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			int number = i;
			loop.execute(() -> ran.add(number));
		}
		loop.submit(() -> {
		}).get();
		assertThat(ran).isEqualTo(IntStream.range(0, 1000).boxed().toList());
	}

	@Test
	void tasksOfManyThreadsAndOfItsOwnAllRunOnce() throws Exception {
		ExecutorService loops = add(PortExecutors.eventLoop(2));
		CountDownLatch done = new CountDownLatch(4 * 5000 * 2);
		Race.Task sender = () -> {
			for (int i = 0; i < 5000; i++) {
				loops.execute(() -> {
					loops.execute(done::countDown);
					done.countDown();
				});
			}
		};
		Race.of(sender, sender, sender, sender);
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void taskFromOutsideIsRunAmongEndlessOnesOfItsOwn() throws Exception {
		ExecutorService loop = one();
		AtomicBoolean over = new AtomicBoolean();
		again(loop, over);
		assertThat(loop.submit(() -> "in").get(30, TimeUnit.SECONDS)).isEqualTo("in");
		assertThat(over.getAndSet(true)).isFalse();
	}

	private static void again(ExecutorService loop, AtomicBoolean over) {
		if (!over.get()) {
			loop.execute(() -> again(loop, over));
		}
	}

	@Test
	void taskOfItsOwnIsRunAmongEndlessOnesFromOutside() throws Exception {
		ExecutorService loop = one();
		AtomicBoolean over = new AtomicBoolean();
		CountDownLatch inner = new CountDownLatch(1);
		TestThread<Boolean> outside = TestThread.start(() -> {
			AtomicInteger waiting = new AtomicInteger();
			while (!over.get()) {
				if (waiting.get() < 100) {
					waiting.incrementAndGet();
					loop.execute(waiting::decrementAndGet);
				}
			}
			return true;
		});
		loop.execute(() -> loop.execute(inner::countDown));
		assertThat(inner.await(30, TimeUnit.SECONDS)).isTrue();
		over.set(true);
		assertThat(outside.get()).isTrue();
	}

	@Test
	void taskThatFailsIsLoggedAndTheNextOneRuns() throws Exception {
		ExecutorService loop = one();
		try (Logs logs = Logs.capture()) {
			loop.execute(() -> {
				throw new StackOverflowError("expected");
			});
			assertThat(loop.submit(() -> "next").get(30, TimeUnit.SECONDS)).isEqualTo("next");
			assertThat(logs.errors()).singleElement().asString().contains("messageport-loop-1");
			assertThat(logs.thrown()).singleElement().isInstanceOf(StackOverflowError.class);
		}
	}

	@Test
	void interruptOfATaskIsNotSeenByTheNextOneNorKeepsTheThreadAwake() throws Exception {
		ExecutorService loop = one();
		Thread thread = loop.submit(() -> {
			Thread.currentThread().interrupt();
			return Thread.currentThread();
		}).get();
		assertThat(loop.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
		thread.interrupt();
		Waiting.until(() -> thread.getState() == Thread.State.WAITING && !thread.isInterrupted());
	}

	@Test
	void shutdownRunsWhatWaitsAndRefusesTheRest() throws Exception {
		ExecutorService loop = one();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		List<String> ran = new CopyOnWriteArrayList<>();
		AtomicBoolean refused = new AtomicBoolean();
		loop.execute(() -> {
			loop.execute(() -> ran.add("own"));
			begun.countDown();
			awaitQuietly(go);
			try {
				loop.execute(() -> ran.add("too late"));
			}
			catch (RejectedExecutionException ex) {
				refused.set(true);
			}
		});
		begun.await();
		loop.execute(() -> ran.add("waits"));
		loop.shutdown();
		loop.shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> loop.execute(() -> ran.add("no")))
			.withMessageContaining("messageport-loop-1");
		assertThat(loop.isShutdown()).isTrue();
		assertThat(loop.isTerminated()).isFalse();
		go.countDown();
		assertThat(loop.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(loop.isTerminated()).isTrue();
		assertThat(ran).containsExactlyInAnyOrder("own", "waits");
		assertThat(refused).isTrue();
	}

	@Test
	void shutdownOfAnIdleLoopEndsAllThreads() throws Exception {
		ExecutorService loops = PortExecutors.eventLoop().threads(2).threadNamePrefix("ends-").start();
		Waiting.until(() -> named("ends-").size() == 3);
		loops.shutdown();
		assertThat(loops.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Waiting.until(() -> named("ends-").isEmpty());
	}

	private static Set<String> named(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith(prefix))
			.collect(Collectors.toSet());
	}

	@Test
	void shutdownNowInterruptsReturnsWhatWaitsAndCancelsWhatWasTakenOver() throws Exception {
		ExecutorService loop = one();
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		List<Future<?>> own = new CopyOnWriteArrayList<>();
		loop.execute(() -> {
			own.add(loop.submit(() -> "own"));
			begun.countDown();
			interrupted.set(!awaitQuietly(new CountDownLatch(1)));
		});
		begun.await();
		Runnable first = () -> {
		};
		Runnable second = () -> {
		};
		loop.execute(first);
		loop.execute(second);
		loop.shutdown();
		assertThat(loop.shutdownNow()).containsExactly(first, second);
		assertThat(loop.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(interrupted).isTrue();
		assertThat(own).singleElement().matches(Future::isCancelled);
	}

	private static boolean awaitQuietly(CountDownLatch latch) {
		try {
			return latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private ExecutorService one() {
		return add(PortExecutors.eventLoop(1));
	}

	private ExecutorService add(ExecutorService loops) {
		this.started.add(loops);
		return loops;
	}

}
