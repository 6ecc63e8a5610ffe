package dev.messageport;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Executors of all kinds, also broken ones.
 */
class ExecutorTests {

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("I4")
	void noListenerRunsOnTheStackOfACallerOnASameThreadExecutor() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		MessageChannel channel = channel(Runnable::run);
		MessageChannel carrier = channel(Runnable::run);
		channel.port2().postMessage("for port1");
		channel.port1().onMessage((event) -> {
			threads.add(Thread.currentThread());
			this.recorder.onMessage(event);
		});
		channel.port1().onClose((event) -> {
			threads.add(Thread.currentThread());
			this.recorder.onClose(event);
		});
		channel.port2().postMessage("again");
		channel.port1().pause();
		channel.port1().start();
		Ports.closed(channel.port1()).thenRun(() -> threads.add(Thread.currentThread()));
		carrier.port1().postMessage("transfer", channel.port2());
		carrier.port2().close();
		Waiting.until(() -> threads.size() == 4);
		assertThat(this.recorder.payloads()).containsExactly("for port1", "again");
		assertThat(this.recorder.closes()).hasSize(1);
		assertThat(threads).doesNotContain(Thread.currentThread());
	}

	@Test
	@Tag("T1")
	void oneEndIsDeliveredOnAnExecutorOfItsOwnThatItKeepsWhenItMoves() {
		ManualExecutor shared = new ManualExecutor();
		ManualExecutor own = new ManualExecutor();
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(shared).build();
		MessageChannel channel = channels.create();
		((DeliveryControl) channels).deliverOn(channel.port2(), own);
		channel.port1().onMessage(this.recorder);
		channel.port2().onMessage((event) -> event.target().postMessage("back"));
		channel.port1().postMessage("there");
		assertThat(shared.waiting()).isZero();
		own.runAll();
		shared.runAll();
		assertThat(this.recorder.payloads()).containsExactly("back");
		MessageChannel carrier = channels.create();
		carrier.port1().postMessage("take it", channel.port2());
		Ports.next(carrier.port2()).ports().get(0).onMessage((event) -> event.target().postMessage("moved"));
		channel.port1().postMessage("there");
		assertThat(shared.waiting()).isZero();
		own.runAll();
		shared.runAll();
		assertThat(this.recorder.payloads()).containsExactly("back", "moved");
	}

	@Test
	@Tag("I9")
	void turnThatIsDueOnTheFormerExecutorIsNotLostWithIt() {
		ManualExecutor former = new ManualExecutor();
		ManualExecutor own = new ManualExecutor();
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(former).build();
		MessageChannel channel = channels.create();
		channel.port2().onMessage(this.recorder);
		channel.port1().postMessage("due");
		((DeliveryControl) channels).deliverOn(channel.port2(), own);
		own.runAll();
		assertThat(this.recorder.payloads()).containsExactly("due");
		former.runAll();
		channel.port1().postMessage("later");
		own.runAll();
		assertThat(this.recorder.payloads()).containsExactly("due", "later");
	}

	@Test
	@Tag("T1")
	void anEndThatHasMovedAwayKeepsItsExecutor() {
		ManualExecutor shared = new ManualExecutor();
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(shared).build();
		MessageChannel channel = channels.create();
		MessageChannel carrier = channels.create();
		carrier.port1().postMessage("take it", channel.port2());
		((DeliveryControl) channels).deliverOn(channel.port2(), new ManualExecutor());
		Ports.next(carrier.port2()).ports().get(0).onMessage(this.recorder);
		channel.port1().postMessage("there");
		shared.runAll();
		assertThat(this.recorder.payloads()).containsExactly("there");
	}

	@Test
	void aPortOfAnotherKindIsRefusedAnExecutor() {
		DeliveryControl control = (DeliveryControl) MessageChannelFactory.builder().build();
		MessagePort foreign = (MessagePort) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { MessagePort.class }, (proxy, method, arguments) -> "elsewhere.port1");
		assertThatIllegalArgumentException().isThrownBy(() -> control.deliverOn(foreign, Runnable::run))
			.withMessageContaining("elsewhere.port1");
	}

	@Test
	@Tag("I9")
	void turnsDroppedByAnExecutorThatIsShutDownAreNotLost() throws InterruptedException {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		CountDownLatch busy = new CountDownLatch(1);
		executor.execute(() -> spinUntilOpen(busy));
		MessageChannel channel = channel(executor);
		channel.port2().onMessage(this.recorder);
		channel.port1().postMessage("due");
		assertThat(executor.shutdownNow()).hasSize(1);
		channel.port1().postMessage("later");
		busy.countDown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Waiting.until(() -> this.recorder.payloads().equals(List.of("due", "later")));
		try (Logs logs = Logs.capture()) {
			channel.port1().postMessage("afterwards");
			Waiting.until(() -> this.recorder.payloads().size() == 3);
			assertThat(logs.warnings()).hasSize(1);
		}
	}

	private static void spinUntilOpen(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			Thread.onSpinWait();
		}
	}

	@Test
	@Tag("I9")
	@Tag("G3")
	void turnsDroppedWhileDeliveryIsSuspendedAreNotLost() throws InterruptedException {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		CountDownLatch busy = new CountDownLatch(1);
		executor.execute(() -> spinUntilOpen(busy));
		MessageChannelFactory factory = MessageChannelFactory.builder().executor(executor).build();
		MessageChannel channel = factory.create();
		channel.port2().onMessage(this.recorder);
		channel.port1().postMessage("due");
		((DeliveryControl) factory).suspend();
		executor.shutdownNow();
		busy.countDown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Dispatcher.recoverTurns();
		try (Logs logs = Logs.capture()) {
			((DeliveryControl) factory).resume();
			channel.port1().postMessage("later");
			Waiting.until(() -> this.recorder.payloads().equals(List.of("due", "later")));
			assertThat(logs.errors()).isEmpty();
		}
	}

	@Test
	@Tag("I9")
	@Tag("V1")
	void tasksThatAreNoTurnsAreNotLostWithTheirExecutor() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		CountDownLatch busy = new CountDownLatch(1);
		Tallies tallies = new Tallies();
		MessageChannel channel = MessageChannelFactory.builder().executor(executor).observer(tallies).build().create();
		CompletableFuture<String> answer = channel.port1().request("q", String.class);
		CompletableFuture<Void> closed = channel.port1().closed().toCompletableFuture().thenRun(() -> {
		});
		executor.execute(() -> spinUntilOpen(busy));
		tallies.opened().forEach((side) -> side.close(CloseReason.OWNER_GONE));
		executor.shutdownNow();
		busy.countDown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Waiting.until(() -> answer.isDone() && closed.isDone());
		assertThat(answer).isCompletedExceptionally();
		assertThat(closed).isCompleted();
	}

	@Test
	@Tag("G1")
	void poolThatIsShutDownWithTurnsInItsLineIsCollected() throws InterruptedException {
		Garbage.collectUntilGone(shutDownWithTurnsInItsLine());
	}

	private WeakReference<?> shutDownWithTurnsInItsLine() throws InterruptedException {
		ForkJoinPool pool = new ForkJoinPool(1);
		CountDownLatch busy = new CountDownLatch(1);
		pool.execute(() -> spinUntilOpen(busy));
		Recorder delivered = new Recorder();
		MessageChannel channel = channel(pool);
		channel.port2().onMessage(delivered);
		channel.port1().postMessage("due");
		pool.shutdownNow();
		busy.countDown();
		assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Waiting.until(() -> delivered.count() == 1);
		channel.close();
		return new WeakReference<>(pool);
	}

	@Test
	@Tag("I9")
	void commonPoolWithoutThreadsDoesNotKeepMessages() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.util.concurrent.ForkJoinPool.common.parallelism=0", "-cp",
				System.getProperty("java.class.path"), EchoApplication.class.getName())
			.redirectErrorStream(true)
			.start();
		assertThat(process.inputReader().readLine()).isEqualTo("echo");
		assertThat(process.waitFor()).isZero();
	}

	@Test
	@Tag("I4")
	@Tag("Q3")
	void sameThreadExecutorKeepsOrder() {
		MessageChannel channel = channel(Runnable::run);
		channel.port2().onMessage(this.recorder);
		post(channel, 10_000);
		assertReceived(10_000);
	}

	@Test
	@Tag("I4")
	@Tag("Q3")
	void poolThatRunsRejectedTasksOnTheCallerKeepsToTheRules() throws Exception {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
				new ThreadPoolExecutor.CallerRunsPolicy());
		CountDownLatch go = new CountDownLatch(1);
		pool.execute(() -> awaitUninterruptibly(go));
		pool.execute(() -> awaitUninterruptibly(go));
		AtomicReference<Thread> thread = new AtomicReference<>();
		MessageChannel channel = channel(pool);
		channel.port2().addMessageListener((event) -> thread.set(Thread.currentThread()));
		channel.port2().onMessage(this.recorder);
		post(channel, 100);
		assertReceived(100);
		assertThat(thread.get()).isNotSameAs(Thread.currentThread());
		go.countDown();
		pool.shutdown();
	}

	@Test
	@Tag("I9")
	@Tag("Q3")
	void rejectedTurnIsRunElsewhere() {
		ExecutorService pool = Executors.newSingleThreadExecutor();
		pool.shutdown();
		MessageChannel channel = channel(pool);
		channel.port2().onMessage(this.recorder).onClose(this.recorder);
		try (Logs logs = Logs.capture()) {
			post(channel, 100);
			channel.port1().close();
			Waiting.until(this.recorder::isClosed);
			assertThat(logs.warnings()).hasSizeLessThanOrEqualTo(1);
		}
		assertReceived(100);
	}

	@Test
	@Tag("I9")
	void forkJoinPoolThatWasShutDownStrandsNothing() {
		ForkJoinPool pool = new ForkJoinPool(1);
		pool.shutdown();
		MessageChannel channel = channel(pool);
		channel.port2().onMessage(this.recorder);
		try (Logs logs = Logs.capture()) {
			post(channel, 100);
			assertReceived(100);
			assertThat(logs.errors()).isEmpty();
		}
	}

	@Test
	@Tag("I9")
	@Tag("I5")
	void executorThatThrowsAfterItTookTheTaskDeliversOnce() {
		ExecutorService pool = Executors.newFixedThreadPool(2);
		MessageChannel channel = channel((task) -> {
			pool.execute(task);
			throw new RejectedExecutionException("expected");
		});
		channel.port2().onMessage(this.recorder);
		try (Logs logs = Logs.capture()) {
			post(channel, 10_000);
			assertReceived(10_000);
			assertThat(logs.errors()).isEmpty();
		}
		pool.shutdown();
	}

	@Test
	@Tag("I5")
	@Tag("Q3")
	void executorThatRunsEveryTaskTwiceDeliversOnce() {
		ExecutorService pool = Executors.newFixedThreadPool(2);
		MessageChannel channel = channel((task) -> {
			pool.execute(task);
			pool.execute(task);
		});
		channel.port2().onMessage(this.recorder).onClose(this.recorder);
		post(channel, 10_000);
		channel.port1().close();
		Waiting.until(this.recorder::isClosed);
		assertReceived(10_000);
		pool.shutdown();
	}

	@Test
	@Tag("I9")
	void executorThatThrowsAnErrorStrandsNothing() {
		MessageChannel channel = channel((task) -> {
			throw new OutOfMemoryError("expected: no thread could be made");
		});
		channel.port2().onMessage(this.recorder);
		try (Logs logs = Logs.capture()) {
			post(channel, 100);
			assertReceived(100);
			assertThat(logs.errors()).isEmpty();
		}
	}

	@Test
	@Tag("Q3")
	void poolOfManyThreadsKeepsTheOrderOfEachPoster() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(4);
		MessageChannel channel = channel(pool);
		channel.port2().onMessage(this.recorder);
		Race.of(IntStream.range(0, 3).<Race.Task>mapToObj((thread) -> () -> {
			for (int i = 0; i < 5000; i++) {
				channel.port1().postMessage(thread * 10_000 + i);
			}
		}).toList());
		Waiting.until(() -> this.recorder.count() == 15_000);
		int[] next = new int[3];
		for (Object payload : this.recorder.payloads()) {
			int number = (Integer) payload;
			assertThat(number % 10_000).isEqualTo(next[number / 10_000]++);
		}
		pool.shutdown();
	}

	@Test
	@Tag("Q3")
	void executorOfTheOptionsRunsTheListenersOfBothPorts() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannel channel = MessageChannelFactory.builder()
			.build()
			.create(ChannelOptions.builder().executor(executor).build());
		channel.port1().onMessage(this.recorder);
		channel.port2().onMessage(this.recorder);
		channel.port1().postMessage("to 2");
		channel.port2().postMessage("to 1");
		assertThat(executor.waiting()).isEqualTo(2);
		executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly("to 2", "to 1");
	}

	@Test
	@Tag("Q3")
	void idlePortTakesOneTaskForManyMessages() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannel channel = channel(executor);
		channel.port2().onMessage(this.recorder);
		post(channel, 100);
		assertThat(executor.waiting()).isOne();
		executor.runAll();
		assertReceived(100);
	}

	private void assertReceived(int count) {
		Waiting.until(() -> this.recorder.count() >= count);
		List<Object> expected = new ArrayList<>(IntStream.range(0, count).boxed().toList());
		assertThat(this.recorder.payloads()).isEqualTo(expected);
	}

	private static MessageChannel channel(Executor executor) {
		return MessageChannelFactory.builder().executor(executor).build().create("x");
	}

	private static void post(MessageChannel channel, int count) {
		for (int i = 0; i < count; i++) {
			assertThat(channel.port1().postMessage(i)).isTrue();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
