package dev.messageport;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of listeners that block an event loop.
 */
class BlockedLoopTests {

	private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

	private final CountDownLatch go = new CountDownLatch(1);

	private final CountDownLatch begun = new CountDownLatch(1);

	private final ExecutorService unwatched = PortExecutors.eventLoop().threads(1).blockedAfter(Duration.ZERO).start();

	private final LoopProgress progress = new LoopProgress(((EventLoopGroup) this.unwatched).loops().get(0),
			Duration.ofMillis(20));

	@AfterEach
	void shutDown() {
		this.go.countDown();
		this.unwatched.shutdownNow();
	}

	@Test
	void listenerThatBlocksIsReportedWithThreadPortAndStack() {
		ExecutorService loop = PortExecutors.eventLoop().threads(1).blockedAfter(Duration.ofMillis(100)).start();
		MessageChannel channel = MessageChannelFactory.builder().executor(loop).build().create("slow");
		try (Logs logs = Logs.capture()) {
			channel.port2().onMessage((event) -> block());
			channel.port1().postMessage("go");
			Waiting.until(() -> !logs.warnings().isEmpty());
			assertThat(logs.warnings()).singleElement()
				.asString()
				.contains("messageport-loop-1", "port slow.port2", "executor of its own", "blocked-after");
			assertThat(logs.thrown().get(0).getStackTrace())
				.anyMatch((frame) -> frame.getClassName().equals(BlockedLoopTests.class.getName())
						&& frame.getMethodName().equals("block"));
		}
		finally {
			this.go.countDown();
			channel.close();
			loop.shutdown();
		}
	}

	@Test
	void watchThatHasFallenAsleepIsWokenByTheNextListenerThatBlocks() {
		ExecutorService loop = PortExecutors.eventLoop()
			.threads(1)
			.threadNamePrefix("sleepy-")
			.blockedAfter(Duration.ofMillis(20))
			.start();
		Thread watch = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("sleepy-watch"))
			.findFirst()
			.orElseThrow();
		Waiting.until(() -> watch.getState() == Thread.State.WAITING);
		try (Logs logs = Logs.capture()) {
			loop.execute(this::block);
			Waiting.until(() -> !logs.warnings().isEmpty());
			assertThat(logs.warnings()).singleElement().asString().contains("a task, ");
		}
		finally {
			this.go.countDown();
			loop.shutdown();
		}
	}

	@Test
	void oneBlockingIsReportedOnce() throws Exception {
		try (Logs logs = Logs.capture()) {
			this.unwatched.execute(this::block);
			this.begun.await();
			look(4);
			assertThat(logs.warnings()).isEmpty();
			look(1);
			assertThat(logs.warnings()).singleElement().asString().contains("for 20 ms");
			look(50);
			assertThat(logs.warnings()).hasSize(1);
		}
	}

	@Test
	void manyShortTasksAreNotABlocking() throws Exception {
		try (Logs logs = Logs.capture()) {
			for (int i = 0; i < 20; i++) {
				this.unwatched.submit(() -> look(2)).get();
			}
			this.unwatched.submit(() -> look(10)).get();
			assertThat(logs.warnings()).hasSize(1);
		}
	}

	@Test
	void loopWithNothingToDoIsNotBlocked() throws Exception {
		try (Logs logs = Logs.capture()) {
			this.unwatched.submit(() -> "done").get();
			EventLoop loop = ((EventLoopGroup) this.unwatched).loops().get(0);
			Waiting.until(() -> !loop.isBusy());
			look(50);
			this.unwatched.shutdown();
			assertThat(this.unwatched.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			Waiting.until(() -> !loop.thread().isAlive());
			look(50);
			assertThat(logs.warnings()).isEmpty();
		}
	}

	@Test
	void listenerThatBlocksAgainAndAgainDoesNotFillTheLog() throws Exception {
		try (Logs logs = Logs.capture()) {
			for (int i = 0; i < 3; i++) {
				this.unwatched.submit(() -> look(10)).get();
			}
			assertThat(logs.warnings()).hasSize(1);
		}
	}

	// As if that much time had passed. By one thread at a time
	private void look(int times) {
		for (int i = 0; i < times; i++) {
			this.progress.look(LOOK);
		}
	}

	private void block() {
		this.begun.countDown();
		try {
			this.go.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
