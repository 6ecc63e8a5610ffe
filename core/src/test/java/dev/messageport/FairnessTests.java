package dev.messageport;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Turns of several ports on one thread.
 */
class FairnessTests {

	private final AtomicBoolean over = new AtomicBoolean();

	@AfterEach
	void stop() {
		this.over.set(true);
	}

	static Stream<OneThread> oneThread() {
		return Stream.of(new OneThread("thread pool", FairnessTests::thread),
				new OneThread("LIFO fork-join pool", () -> pool(false)),
				new OneThread("FIFO fork-join pool", () -> pool(true)),
				new OneThread("event loop", () -> PortExecutors.eventLoop(1)));
	}

	private static Executor thread() {
		return Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, "one");
			thread.setDaemon(true);
			return thread;
		});
	}

	private static ForkJoinPool pool(boolean asyncMode) {
		return new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, asyncMode);
	}

	@ParameterizedTest
	@MethodSource("oneThread")
	@Tag("Q5")
	void twoEndlesslyBusyPortsBothMakeProgressAndLetAThirdOneIn(OneThread kind) {
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(kind.start.get()).build();
		progress(channels.create(), channels.create(), channels.create());
	}

	@ParameterizedTest
	@MethodSource("oneThread")
	@Tag("Q5")
	void portsWithTheSameExecutorOfTheirOwnMakeProgressToo(OneThread kind) {
		ChannelOptions options = ChannelOptions.builder().executor(kind.start.get()).build();
		MessageChannelFactory channels = MessageChannelFactory.builder().build();
		progress(channels.create(options), channels.create(options), channels.create(options));
	}

	@ParameterizedTest
	@MethodSource("oneThread")
	@Tag("Q5")
	void portsOfSeveralFactoriesOnOneExecutorMakeProgressToo(OneThread kind) {
		Executor shared = kind.start.get();
		Supplier<MessageChannel> create = () -> MessageChannelFactory.builder().executor(shared).build().create();
		progress(create.get(), create.get(), create.get());
	}

	private void progress(MessageChannel first, MessageChannel second, MessageChannel late) {
		AtomicInteger ofFirst = pingPong(first);
		AtomicInteger ofSecond = pingPong(second);
		Waiting.until(() -> ofFirst.get() > 100 && ofSecond.get() > 100);
		Recorder recorder = new Recorder();
		late.port2().onMessage(recorder);
		late.port1().postMessage("from outside");
		Waiting.until(() -> recorder.count() == 1);
		int before = Math.max(ofFirst.get(), ofSecond.get());
		Waiting.until(() -> Math.min(ofFirst.get(), ofSecond.get()) > before);
	}

	@ParameterizedTest
	@MethodSource("oneThread")
	@Tag("Q5")
	void portThatPostsToItselfEndlesslyLetsOthersIn(OneThread kind) {
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(kind.start.get()).build();
		MessageChannel selfish = channels.create();
		selfish.port2().onMessage((event) -> repost(selfish.port1()));
		selfish.port1().postMessage("forever");
		selfish.port1().postMessage("and ever");
		MessageChannel late = channels.create();
		Recorder recorder = new Recorder();
		late.port2().onMessage(recorder);
		late.port1().postMessage("from outside");
		Waiting.until(() -> recorder.count() == 1);
		assertThat(this.over).isFalse();
	}

	@Test
	@Tag("Q5")
	void oneTurnIsBoundedInMessages() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannel channel = MessageChannelFactory.builder().executor(executor).build().create();
		Recorder recorder = new Recorder();
		channel.port2().onMessage(recorder);
		for (int i = 0; i < 5000; i++) {
			channel.port1().postMessage(i);
		}
		executor.runOne();
		assertThat(recorder.count()).isBetween(1, 4999);
		assertThat(executor.waiting()).isOne();
		executor.runAll();
		assertThat(recorder.payloads()).hasSize(5000);
	}

	@Test
	@Tag("Q5")
	void oneTurnIsBoundedInTime() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannel channel = MessageChannelFactory.builder().executor(executor).build().create();
		AtomicInteger delivered = new AtomicInteger();
		channel.port2().onMessage((event) -> {
			delivered.incrementAndGet();
			TimeUnit.MILLISECONDS.sleep(20);
		});
		for (int i = 0; i < 10; i++) {
			channel.port1().postMessage(i);
		}
		executor.runOne();
		assertThat(delivered).hasValueLessThan(10);
		assertThat(executor.waiting()).isOne();
	}

	@Test
	@Tag("Q5")
	void portThatUsedUpItsTurnGoesToTheBackOfTheLine() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(executor).build();
		MessageChannel busy = channels.create();
		MessageChannel other = channels.create();
		Recorder recorder = new Recorder();
		busy.port2().onMessage((event) -> repost(busy.port1()));
		other.port2().onMessage(recorder);
		busy.port1().postMessage("forever");
		other.port1().postMessage("once");
		executor.runOne();
		assertThat(recorder.count()).isZero();
		executor.runOne();
		assertThat(recorder.count()).isOne();
	}

	@Test
	@Tag("Q5")
	@Tag("I4")
	void endlessPostsInHandlersDoNotGrowTheStack() {
		AtomicInteger deepest = new AtomicInteger();
		MessageChannel channel = MessageChannelFactory.builder().executor(Runnable::run).build().create();
		AtomicInteger count = new AtomicInteger();
		MessageListener bounce = (event) -> {
			deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max);
			if (count.incrementAndGet() < 20_000) {
				event.target().postMessage("ball");
			}
		};
		channel.port1().onMessage(bounce);
		channel.port2().onMessage(bounce);
		channel.port1().postMessage("ball");
		Waiting.until(() -> count.get() == 20_000);
		assertThat(deepest).hasValueLessThan(50);
	}

	private AtomicInteger pingPong(MessageChannel channel) {
		AtomicInteger count = new AtomicInteger();
		MessageListener bounce = (event) -> {
			count.incrementAndGet();
			repost(event.target());
		};
		channel.port1().onMessage(bounce);
		channel.port2().onMessage(bounce);
		channel.port1().postMessage("ball");
		channel.port2().postMessage("ball");
		return count;
	}

	private void repost(MessagePort port) {
		if (!this.over.get()) {
			port.postMessage("again");
		}
	}

	/**
	 * An executor with one thread.
	 *
	 * @param name its name
	 * @param start starts one
	 */
	record OneThread(String name, Supplier<Executor> start) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
