package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Channels on an event loop.
 */
class EventLoopTests {

	private final ExecutorService loops = PortExecutors.eventLoop(3);

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.loops)
		.overflow(OverflowPolicy.BLOCK)
		.blockTimeout(Duration.ofSeconds(30))
		.capacity(2)
		.build();

	@AfterEach
	void shutDown() {
		((DeliveryControl) this.channels).release();
		this.loops.shutdownNow();
	}

	@Test
	@Tag("I5")
	void channelsAreSpreadAndStayWithOneThreadAtBothEnds() throws Exception {
		areSpread(this.channels::create, 3);
		areSpread(() -> this.channels.create("named"), 3);
		areSpread(() -> this.channels.create(ChannelOptions.builder().capacity(5).build()), 3);
	}

	@Test
	void channelsWithAnEventLoopOfTheirOwnAreSpreadAsWell() throws Exception {
		ChannelOptions options = ChannelOptions.builder().executor(this.loops).build();
		MessageChannelFactory elsewhere = MessageChannelFactory.builder().build();
		areSpread(() -> elsewhere.create(options), 3);
	}

	@Test
	void channelWithAnExecutorOfItsOwnLeavesTheEventLoop() throws Exception {
		ExecutorService pool = PortExecutors.eventLoop().threads(1).threadNamePrefix("other-").start();
		MessageChannel channel = this.channels.create(ChannelOptions.builder().executor(pool).build());
		assertThat(threadOf(channel.port1(), channel.port2()).getName()).isEqualTo("other-1");
		pool.shutdown();
	}

	@Test
	void endsThatAreToldToUseAnEventLoopAreSpread() throws Exception {
		MessageChannelFactory elsewhere = MessageChannelFactory.builder().build();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			MessageChannel channel = elsewhere.create();
			((DeliveryControl) elsewhere).deliverOn(channel.port2(), this.loops);
			threads.add(threadOf(channel.port1(), channel.port2()));
		}
		assertThat(threads).doesNotHaveDuplicates()
			.allMatch((thread) -> thread.getName().startsWith("messageport-loop-"));
	}

	@Test
	@Tag("T1")
	void transferredPortStaysWithItsThread() throws Exception {
		MessageChannel channel = this.channels.create();
		Thread thread = threadOf(channel.port1(), channel.port2());
		for (int i = 0; i < 2; i++) {
			MessageChannel carrier = this.channels.create();
			carrier.port1().postMessage("take it", channel.port1());
			channel = new MovedChannel(Ports.next(carrier.port2()).ports().get(0), channel.port2());
			assertThat(threadOf(channel.port2(), channel.port1())).isSameAs(thread);
		}
	}

	@Test
	@Tag("V1")
	void answerComesOnTheThreadOfThePortThatWasAsked() throws Exception {
		MessageChannel channel = this.channels.create();
		CompletableFuture<Thread> asked = new CompletableFuture<>();
		CountDownLatch composed = new CountDownLatch(1);
		channel.port2().onMessage((event) -> {
			asked.complete(Thread.currentThread());
			composed.await();
			event.reply("a");
		});
		CompletableFuture<Thread> answered = channel.port1()
			.request("q", String.class)
			.thenApply((answer) -> Thread.currentThread());
		composed.countDown();
		assertThat(answered.get(30, TimeUnit.SECONDS)).isSameAs(asked.get());
	}

	@Test
	@Tag("Q7")
	void postRefusesToWaitOnTheThreadThatWouldDeliver() throws Exception {
		ExecutorService one = PortExecutors.eventLoop(1);
		ChannelOptions options = ChannelOptions.builder().executor(one).build();
		MessageChannel full = this.channels.create(options);
		full.port2().onMessage((event) -> {
		});
		MessageChannel other = this.channels.create(options);
		CompletableFuture<Throwable> refused = new CompletableFuture<>();
		other.port2().onMessage((event) -> {
			try {
				while (true) {
					full.port1().postMessage("more");
				}
			}
			catch (PortOverflowException ex) {
				refused.complete(ex);
			}
		});
		other.port1().postMessage("go");
		assertThat(refused.get(20, TimeUnit.SECONDS)).hasMessageContaining("this very thread, of an event loop");
		one.shutdown();
	}

	@Test
	@Tag("Q7")
	void postOfAnotherThreadOfTheEventLoopWaitsForRoom() throws Exception {
		MessageChannel full = this.channels.create();
		MessageChannel other = this.channels.create();
		CountDownLatch go = new CountDownLatch(1);
		Recorder recorder = new Recorder();
		full.port2().onMessage((event) -> {
			go.await();
			recorder.onMessage(event);
		});
		Thread poster = threadOf(other.port1(), other.port2());
		other.port2().onMessage((event) -> {
			for (int i = 0; i < 5; i++) {
				full.port1().postMessage(i);
			}
		});
		other.port1().postMessage("go");
		new TestThread<>(poster, null).awaitParked();
		go.countDown();
		Waiting.until(() -> recorder.count() == 5);
		assertThat(recorder.payloads()).containsExactly(0, 1, 2, 3, 4);
	}

	@Test
	@Tag("I9")
	void turnsThatWaitWhenTheEventLoopIsStoppedAreNotLost() throws Exception {
		ExecutorService one = PortExecutors.eventLoop(1);
		ChannelOptions options = ChannelOptions.builder().executor(one).build();
		MessageChannel busy = this.channels.create(options);
		MessageChannel inLine = this.channels.create(options);
		MessageChannel inInbox = this.channels.create(options);
		Recorder recorder = new Recorder();
		inLine.port2().onMessage(recorder);
		inInbox.port2().onMessage(recorder);
		CountDownLatch begun = new CountDownLatch(1);
		busy.port2().onMessage((event) -> {
			inLine.port1().postMessage("in line");
			begun.countDown();
			while (!one.isShutdown()) {
				Thread.onSpinWait();
			}
		});
		busy.port1().postMessage("go");
		begun.await();
		inInbox.port1().postMessage("in the inbox");
		one.shutdownNow();
		assertThat(one.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Dispatcher.recoverTurns();
		Waiting.until(() -> recorder.count() == 2);
		assertThat(recorder.payloads()).containsExactlyInAnyOrder("in line", "in the inbox");
	}

	private static void areSpread(Supplier<MessageChannel> create, int threads) throws Exception {
		List<Thread> found = new ArrayList<>();
		for (int i = 0; i < 2 * threads; i++) {
			MessageChannel channel = create.get();
			Thread thread = threadOf(channel.port1(), channel.port2());
			assertThat(threadOf(channel.port2(), channel.port1())).isSameAs(thread);
			assertThat(threadOf(channel.port1(), channel.port2())).isSameAs(thread);
			found.add(thread);
		}
		assertThat(found.subList(0, threads)).doesNotHaveDuplicates().isEqualTo(found.subList(threads, 2 * threads));
	}

	// Where what is posted on one port is delivered to the other one
	private static Thread threadOf(MessagePort from, MessagePort to) throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		to.onMessage((event) -> thread.complete(Thread.currentThread()));
		from.postMessage("where");
		return thread.get(30, TimeUnit.SECONDS);
	}

	/**
	 * A channel one of whose ports was transferred.
	 *
	 * @param port1 the new port
	 * @param port2 the other one
	 */
	record MovedChannel(MessagePort port1, MessagePort port2) implements MessageChannel {

		@Override
		public String name() {
			return "moved";
		}

		@Override
		public void close() {
			this.port1.close();
		}

	}

}
