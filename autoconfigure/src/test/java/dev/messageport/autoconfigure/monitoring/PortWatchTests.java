package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.messageport.ChannelSide;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortWatch}.
 */
class PortWatchTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final long SECOND = 1_000_000_000;

	private final ExecutorService executor = Executors.newFixedThreadPool(4);

	private final PortStatistics statistics = new PortStatistics(10, new LatencySampling(0));

	private final MessageChannelFactory factory = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.statistics)
		.build();

	private final RecordedLog log = new RecordedLog();

	private final WatchLog messages = new WatchLog(this.log.log(), ListenerSources.none());

	private final PortWatch watch = new PortWatch(this.statistics, 30 * SECOND, 300 * SECOND, 0, this.messages);

	private final Semaphore entered = new Semaphore(0);

	private final Semaphore gate = new Semaphore(0);

	@AfterEach
	void stop() {
		this.gate.release(1_000);
		this.executor.shutdown();
		this.watch.stop();
	}

	@Test
	void listenerThatHangsIsReportedOnceWithItsStack() throws Exception {
		hang("pricing");
		tick(0);
		tick(29);
		assertThat(this.log.text()).doesNotContain("has been handling");
		tick(30);
		tick(40);
		assertThat(this.log.text())
			.containsOnlyOnce("WARN A listener of port 'pricing.port2' has been handling one message for 30 s");
		assertThat(this.log.text()).contains("PortWatchTests.waitAtTheGate").contains("It is not a @PortListener");
	}

	@Test
	void listenerThatReturnsIsToldOf() throws Exception {
		hang("pricing");
		tick(0);
		tick(40);
		this.gate.release();
		Awaitility.await().atMost(SOON).until(() -> side("pricing.port2").turn() == null);
		assertThat(this.log.text()).doesNotContain("any more");
		tick(50);
		tick(60);
		assertThat(this.log.text())
			.containsOnlyOnce("INFO No listener of port 'pricing.port2' takes too long any more, after about 40 s");
		hang("pricing");
		tick(100);
		tick(130);
		assertThat(this.log.text()).contains("has been handling one message for 30 s");
	}

	@Test
	void listenerThatHangsOnIsReportedAlsoWhenItsPortHasClosed() throws Exception {
		MessageChannel channel = hang("pricing");
		tick(0);
		channel.port2().close();
		tick(29);
		tick(30);
		tick(60);
		assertThat(this.log.text())
			.containsOnlyOnce("WARN A listener of port 'pricing.port2' has been handling one message for 30 s")
			.doesNotContain("any more");
		this.gate.release();
		Awaitility.await()
			.atMost(SOON)
			.until(() -> this.statistics.sides()
				.map(SideStatistics::side)
				.noneMatch((side) -> side.state() == ChannelSide.State.ENDED));
		tick(61);
		assertThat(this.log.text()).containsOnlyOnce("No listener of port 'pricing.port2' takes too long any more");
	}

	@Test
	void furtherPortsOfTheNameAreOnlyCounted() throws Exception {
		hang("pricing");
		hang("pricing");
		hang("stock");
		tick(0);
		tick(30);
		tick(31);
		assertThat(this.log.text().split("has been handling one message", -1)).hasSize(3);
		assertThat(this.log.text()).contains("'stock.port2' has been");
		this.gate.release(3);
		Awaitility.await().atMost(SOON).until(() -> this.statistics.sides().allMatch((side) -> side.turn() == null));
		tick(32);
		assertThat(this.log.text())
			.contains("No listener of port 'pricing.port2', and of up to 1 other ports of its channel,")
			.contains("No listener of port 'stock.port2' takes");
	}

	@Test
	void listenerThatIsBusyWithManyMessagesIsNotReported() throws Exception {
		MessageChannel channel = hang("pricing");
		for (int i = 0; i < 5; i++) {
			tick(20 * i);
			channel.port1().postMessage(i);
			this.gate.release();
			this.entered.acquire();
		}
		assertThat(this.log.text()).doesNotContain("has been handling");
	}

	@Test
	void sameThreadInALaterTurnIsNotTakenForTheSameCall() {
		this.factory.create("pricing");
		SideStatistics side = side("pricing.port2");
		for (int i = 0; i < 5; i++) {
			side.turnBegan(Thread.currentThread());
			tick(20 * i);
			side.turnEnded(Thread.currentThread());
		}
		assertThat(this.log.text()).doesNotContain("has been handling");
		assertThat(side.turn()).isNull();
	}

	@Test
	void endOfTheFormerThreadsTurnDoesNotHideTheNextOne() {
		this.factory.create("pricing");
		SideStatistics side = side("pricing.port2");
		Thread former = new Thread();
		side.turnBegan(former);
		side.turnBegan(Thread.currentThread());
		side.turnEnded(former);
		assertThat(side.turn()).isNotNull();
	}

	@Test
	void stackIsNotToldWhenTheListenerHasGoneOn() {
		this.factory.create("pricing");
		SideStatistics side = side("pricing.port2");
		side.turnBegan(Thread.currentThread());
		Turn turn = side.turn();
		assertThat(SlowListener.find(side, turn, 0)).isNotNull();
		assertThat(SlowListener.find(side, turn, 1)).isNull();
		side.turnEnded(Thread.currentThread());
		assertThat(SlowListener.find(side, turn, 0)).isNull();
	}

	@Test
	void messagesThatNobodyTakesAreReportedOnce() throws Exception {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("a");
		tick(0);
		channel.port1().postMessage("b");
		tick(299);
		assertThat(this.log.text()).doesNotContain("messages wait");
		tick(300);
		tick(310);
		assertThat(this.log.text())
			.containsOnlyOnce("2 messages wait at port 'pricing.port2', the oldest for 5 min or longer."
					+ " The port is not started: call start()");
		channel.port2().receive(SOON);
		tick(320);
		assertThat(this.log.text())
			.contains("No message of port 'pricing.port2' waits too long any more, after about 5 min");
	}

	@Test
	void messagesBehindASlowListenerAreReported() throws Exception {
		MessageChannel channel = hang("pricing");
		channel.port1().postMessage("waits");
		tick(0);
		tick(300);
		assertThat(this.log.text()).contains("1 message waits at port 'pricing.port2'")
			.contains("The port is started:");
	}

	@Test
	void oldestMessageIsKnownToTheTick() throws Exception {
		MessageChannel channel = this.factory.create("pricing");
		SideStatistics side = side("pricing.port2");
		long start = System.nanoTime() - 1_000 * SECOND;
		for (int i = 0; i < 100; i++) {
			channel.port1().postMessage(i);
			this.watch.tick(start + i * SECOND);
		}
		assertThat(side.oldestWaiting()).isGreaterThanOrEqualTo(Duration.ofSeconds(1_000));
		for (int i = 0; i < 60; i++) {
			channel.port2().receive(SOON);
		}
		assertThat(side.oldestWaiting()).isBetween(Duration.ofSeconds(910), Duration.ofSeconds(945));
		for (int i = 0; i < 40; i++) {
			channel.port2().receive(SOON);
		}
		assertThat(side.oldestWaiting()).isZero();
		this.watch.tick(System.nanoTime());
		assertThat(side.watch).isNull();
	}

	@Test
	void whatWaitedBeforeAStopIsNoNewsAfterTheStart() {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("a");
		tick(0);
		SideStatistics side = side("pricing.port2");
		assertThat(side.watch).isNotNull();
		this.watch.start();
		try {
			assertThat(side.watch).isNull();
		}
		finally {
			this.watch.stop();
		}
	}

	@Test
	void queueThatMovesIsNotOld() throws Exception {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("a");
		for (int i = 0; i < 20; i++) {
			channel.port1().postMessage(i);
			tick(200 * i);
			channel.port2().receive(SOON);
		}
		assertThat(this.log.text()).doesNotContain("messages wait");
	}

	@Test
	void threadIsStartedAndStopped() {
		this.watch.start();
		assertThat(this.watch.isRunning()).isTrue();
		assertThat(threads()).isEqualTo(1);
		this.watch.start();
		assertThat(threads()).isEqualTo(1);
		this.watch.stop();
		assertThat(this.watch.isRunning()).isFalse();
		Awaitility.await().atMost(SOON).until(() -> threads() == 0);
	}

	@Test
	void withNothingToLookForThereIsNoThread() {
		PortWatch off = new PortWatch(this.statistics, 0, 0, 0, this.messages);
		off.start();
		assertThat(off.isRunning()).isFalse();
	}

	@Test
	void threadTicks() throws Exception {
		hang("pricing");
		PortWatch quick = new PortWatch(this.statistics, 1, 0, 0, this.messages);
		quick.start();
		try {
			Awaitility.await().atMost(SOON).until(() -> this.log.text().contains("has been handling one message"));
		}
		finally {
			quick.stop();
		}
	}

	@Test
	void tickIsAQuarterOfTheSmallestThreshold() {
		assertThat(interval(20, 300)).isEqualTo(Duration.ofSeconds(5));
		assertThat(interval(0, 8)).isEqualTo(Duration.ofSeconds(2));
		assertThat(interval(300, 0)).isEqualTo(Duration.ofSeconds(10));
		assertThat(new PortWatch(this.statistics, 30 * SECOND, 0, 4 * SECOND, this.messages).interval())
			.isEqualTo(Duration.ofSeconds(1));
		assertThat(new PortWatch(this.statistics, 1, 0, 0, this.messages).interval()).isEqualTo(Duration.ofMillis(100));
	}

	private Duration interval(long slowHandler, long oldQueue) {
		return new PortWatch(this.statistics, slowHandler * SECOND, oldQueue * SECOND, 0, this.messages).interval();
	}

	private long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("messageport-watch"))
			.count();
	}

	private MessageChannel hang(String name) throws InterruptedException {
		MessageChannel channel = this.factory.create(name);
		channel.port2().onMessage(this::waitAtTheGate);
		channel.port1().postMessage("a");
		this.entered.acquire();
		return channel;
	}

	private void waitAtTheGate(MessageEvent event) throws InterruptedException {
		this.entered.release();
		this.gate.acquire();
	}

	private void tick(long seconds) {
		this.watch.tick(seconds * SECOND);
	}

	private SideStatistics side(String name) {
		return this.statistics.sides().filter((side) -> side.side().name().equals(name)).findFirst().orElseThrow();
	}

}
