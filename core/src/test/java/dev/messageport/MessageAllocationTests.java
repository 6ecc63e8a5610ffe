package dev.messageport;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a message allocates from its post to the end of its delivery, apart from
 * what the executor does. The sizes are those of a JVM with compressed references.
 */
class MessageAllocationTests {

	/**
	 * The message itself: header 12, payload 4, link 4, number 4.
	 */
	private static final long MESSAGE = 24;

	/**
	 * What a turn keeps the rest in when it finds several messages.
	 */
	private static final long BATCH = 24;

	/**
	 * The thread-local entry by which a turn notices that its executor has run it on the
	 * stack of the poster; once for each task.
	 */
	private static final long TASK = 32;

	/**
	 * What it takes to tell a list of observers: an iterator, and a lambda with the side.
	 */
	private static final long EVENT = 32 + 16;

	/**
	 * Fewer messages than a turn has, and so many that what does not belong to all of
	 * them is told from what does.
	 */
	private static final int BURST = 100;

	private final CountingExecutor executor = new CountingExecutor();

	private int delivered;

	@Test
	void messageOfBurstAllocatesNothingButItself() {
		MessagePort port = listening(factory());
		long bytes = Allocation.perCall(() -> burst(port));
		assertThat(bytes).isBetween(BURST * MESSAGE, BURST * MESSAGE + BATCH + TASK);
		assertThat(this.delivered).isPositive();
	}

	@Test
	void messageToIdlePortNeedsNoBatch() {
		MessagePort port = listening(factory());
		assertThat(Allocation.perCall(() -> post(port))).isBetween(MESSAGE, MESSAGE + TASK);
	}

	@Test
	void twoMessagesShareBatchAndTask() {
		MessagePort port = listening(factory());
		assertThat(Allocation.perCall(() -> {
			port.postMessage("payload");
			post(port);
		})).isLessThanOrEqualTo(2 * MESSAGE + BATCH + TASK);
	}

	@Test
	void messageThatIsReceivedNeedsNoTask() {
		MessageChannel channel = factory().build().create();
		assertThat(Allocation.perCall(() -> {
			channel.port1().postMessage("payload");
			receive(channel.port2());
		})).isBetween(MESSAGE, MESSAGE + BATCH);
	}

	@Test
	void messagesThatAreReceivedShareBatch() {
		MessageChannel channel = factory().build().create();
		assertThat(Allocation.perCall(() -> {
			for (int i = 0; i < 10; i++) {
				channel.port1().postMessage("payload");
			}
			for (int i = 0; i < 10; i++) {
				receive(channel.port2());
			}
		})).isLessThanOrEqualTo(10 * MESSAGE + BATCH);
	}

	@Test
	void receivingNothingAllocatesNothing() throws InterruptedException {
		MessagePort port = factory().build().create().port2();
		assertThat(port.receive(Duration.ZERO)).isNull();
		assertThat(Allocation.perCall(() -> Ports.poll(port))).isZero();
	}

	@Test
	void payloadIsReadAsTheTypeThatItIsFor() {
		Envelope message = new Envelope("payload");
		assertThat(Allocation.perCall(() -> message.data(String.class))).isLessThanOrEqualTo(56);
	}

	@Test
	void messageWithHeaders() {
		MessagePort port = listening(factory());
		PostOptions options = PostOptions.builder().header("key", "value").build();
		assertThat(Allocation.perCall(() -> {
			port.postMessage("payload", options);
			this.executor.runAll();
		})).isLessThanOrEqualTo(544);
	}

	@Test
	void observersAreToldOfEachMessageTwiceAndOfEachTurnTwice() {
		MessagePort port = listening(factory().observer(new Idler()).observer(new Idler()));
		assertThat(Allocation.perCall(() -> burst(port)))
			.isLessThanOrEqualTo(BURST * (MESSAGE + 2 * EVENT) + BATCH + TASK + 2 * EVENT);
		assertThat(Allocation.perCall(() -> post(port))).isLessThanOrEqualTo(MESSAGE + TASK + 4 * EVENT);
	}

	private MessageChannelFactory.Builder factory() {
		return MessageChannelFactory.builder().executor(this.executor).leakDetection(LeakDetection.OFF);
	}

	private MessagePort listening(MessageChannelFactory.Builder factory) {
		MessageChannel channel = factory.build().create();
		channel.port2().onMessage((event) -> this.delivered++);
		return channel.port1();
	}

	private void burst(MessagePort port) {
		for (int i = 0; i < BURST; i++) {
			port.postMessage("payload");
		}
		this.executor.runAll();
	}

	private void post(MessagePort port) {
		port.postMessage("payload");
		this.executor.runAll();
	}

	private static void receive(MessagePort port) {
		MessageEvent event = Ports.poll(port);
		if (event == null) {
			throw new AssertionError("No message waits at " + port);
		}
	}

	/**
	 * An observer that does nothing.
	 */
	private static final class Idler implements ChannelObserver {

	}

}
