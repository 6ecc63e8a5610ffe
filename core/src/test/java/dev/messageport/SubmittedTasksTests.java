package dev.messageport;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how many tasks an executor gets: each costs more than the delivery of many
 * messages.
 */
class SubmittedTasksTests {

	private static final int BURST = 10_000;

	private static final int TURN = 1024;

	private static final long TURN_NANOS = 5_000_000;

	private final CountingExecutor executor = new CountingExecutor();

	private final MessageChannelFactory factory = MessageChannelFactory.builder().executor(this.executor).build();

	private final MessageChannel channel = this.factory.create();

	private int delivered;

	@Test
	@Tag("Q5")
	void burstTakesOneTaskAndOneMoreForEachTurnThatIsUsedUp() {
		this.channel.port2().onMessage(this::count);
		burst(BURST);
		assertThat(this.executor.submitted()).isOne();
		runTurns();
		assertThat(this.delivered).isEqualTo(BURST);
	}

	@Test
	void postsDuringTurnBelongToIt() {
		this.channel.port2().onMessage((event) -> {
			if (this.delivered == 0) {
				burst(TURN / 2);
			}
			count(event);
		});
		this.channel.port1().postMessage("first");
		assertThat(this.executor.submitted()).isOne();
		runTurns();
		assertThat(this.delivered).isEqualTo(1 + TURN / 2);
	}

	@Test
	void portThatIsNotStartedGetsNoTaskBeforeItIs() {
		this.channel.port2().addMessageListener(this::count);
		burst(BURST);
		assertThat(this.executor.submitted()).isZero();
		this.channel.port2().start();
		assertThat(this.executor.submitted()).isOne();
	}

	@Test
	void portThatIsPausedGetsNoTask() {
		this.channel.port2().onMessage(this::count);
		this.channel.port2().pause();
		burst(BURST);
		this.executor.runAll();
		int untilItIsFoundPaused = this.executor.submitted();
		burst(BURST);
		assertThat(this.executor.submitted()).isZero();
		assertThat(untilItIsFoundPaused).isLessThanOrEqualTo(1);
		assertThat(this.delivered).isZero();
	}

	@Test
	void listenersAndStartOfIdlePortTakeNoTask() {
		this.channel.port2().onMessage(this::count).onClose((event) -> {
		});
		this.channel.port2().pause();
		this.channel.port2().start();
		assertThat(this.executor.submitted()).isZero();
	}

	@Test
	void receivedMessageTakesNoTask() {
		this.channel.port1().postMessage("message");
		assertThat(Ports.next(this.channel.port2()).data()).isEqualTo("message");
		assertThat(this.executor.submitted()).isZero();
	}

	@Test
	@Tag("C1")
	void closeThatNobodyListensForTakesNoTask() {
		this.channel.port2().onMessage(this::count);
		this.channel.port1().close();
		assertThat(this.channel.port2().isClosed()).isTrue();
		assertThat(this.executor.submitted()).isZero();
	}

	@Test
	@Tag("C1")
	void closeThatSomebodyListensForTakesOneTask() {
		this.channel.port2().onMessage(this::count).onClose((event) -> this.delivered++);
		this.channel.port1().close();
		this.executor.runAll();
		assertThat(this.delivered).isOne();
		assertThat(this.executor.submitted()).isOne();
	}

	@Test
	void channelThatNobodyHasStartedClosesWithoutTask() {
		this.channel.close();
		assertThat(this.executor.submitted()).isZero();
	}

	@Test
	void pingPongTakesOneTaskForEachMessage() {
		MessageListener bounce = (event) -> {
			count(event);
			if (this.delivered < 100) {
				event.target().postMessage("ball");
			}
		};
		this.channel.port1().onMessage(bounce);
		this.channel.port2().onMessage(bounce);
		this.channel.port1().postMessage("ball");
		this.executor.runAll();
		assertThat(this.delivered).isEqualTo(100);
		assertThat(this.executor.submitted()).isEqualTo(100);
	}

	@Test
	@Tag("V1")
	void requestTakesOneTaskAndItsReplyOne() {
		this.channel.port2().onMessage((event) -> event.reply("answer"));
		CompletableFuture<String> answer = this.channel.port1().request("question", String.class);
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("answer");
		assertThat(this.executor.submitted()).isEqualTo(2);
	}

	@Test
	@Tag("T1")
	void transferTakesTheTaskOfItsMessageOnly() {
		MessageChannel carried = this.factory.create();
		carried.port1().postMessage("backlog");
		this.channel.port2().onMessage((event) -> {
			event.ports().get(0).close();
			count(event);
		});
		this.channel.port1().postMessage("carrier", carried.port2());
		this.executor.runAll();
		assertThat(this.delivered).isOne();
		assertThat(this.executor.submitted()).isOne();
	}

	private void burst(int count) {
		for (int i = 0; i < count; i++) {
			this.channel.port1().postMessage("message");
		}
	}

	// Only a turn that is used up takes another task. A pause of the JVM may use one up,
	// too
	private void runTurns() {
		int next = 1;
		while (next == 1) {
			int before = this.delivered;
			long start = System.nanoTime();
			this.executor.runOne();
			long nanos = System.nanoTime() - start;
			next = this.executor.submitted();
			assertThat(next).isBetween(0, 1);
			assertThat(this.delivered - before).isLessThanOrEqualTo(TURN);
			if (next == 1 && nanos <= TURN_NANOS) {
				assertThat(this.delivered - before).isEqualTo(TURN);
			}
		}
	}

	private void count(MessageEvent event) {
		this.delivered++;
	}

}
