package dev.messageport;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the tests have in common: a channel whose turns are run by the test itself.
 */
abstract class Stress {

	/**
	 * How long a thread waits that nobody wakes.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(4);

	final Turns turns = new Turns();

	final Tally tally = new Tally();

	final MessageChannelFactory factory;

	/**
	 * What has arrived, which would close if it were collected (G1).
	 */
	private final Queue<MessagePort> arrived = new ConcurrentLinkedQueue<>();

	final MessagePort port1;

	final MessagePort port2;

	Stress() {
		this(ChannelConfig.DEFAULT_CAPACITY, OverflowPolicy.FAIL);
	}

	Stress(int capacity, OverflowPolicy overflow) {
		this.factory = MessageChannelFactory.builder()
			.leakDetection(LeakDetection.OFF)
			.executor(this.turns)
			.observer(this.tally)
			.capacity(capacity)
			.overflow(overflow)
			.blockTimeout(PATIENCE)
			.build();
		MessageChannel channel = this.factory.create();
		this.port1 = channel.port1();
		this.port2 = channel.port2();
	}

	static int digit(MessageEvent event) {
		return (Integer) event.data();
	}

	/**
	 * Post a message.
	 * @return whether it was queued; {@code false} also for a full queue
	 */
	static boolean post(MessagePort port, int digit) {
		try {
			return port.postMessage(digit);
		}
		catch (PortOverflowException ex) {
			return false;
		}
	}

	/**
	 * Transfer a port.
	 * @return what {@code postMessage} returned, or {@code refused}
	 */
	static String transfer(MessagePort carrier, MessagePort... ports) {
		try {
			return String.valueOf(carrier.postMessage(7, ports));
		}
		catch (DataCloneException ex) {
			return "refused";
		}
	}

	/**
	 * Receive a port, if one has arrived.
	 */
	final MessagePort arrived(MessagePort carrier) {
		MessageEvent event = receive(carrier, Duration.ZERO);
		if (event == null) {
			return null;
		}
		this.arrived.add(event.ports().get(0));
		return event.ports().get(0);
	}

	/**
	 * Receive a message without waiting.
	 * @return the digit, or 0 for none
	 */
	static int receive(MessagePort port) {
		MessageEvent event = receive(port, Duration.ZERO);
		return (event != null) ? digit(event) : 0;
	}

	/**
	 * Wait for a message.
	 * @return the digit, 0 for none, or -1 if nobody woke this thread
	 */
	static int await(MessagePort port) {
		long start = System.nanoTime();
		MessageEvent event = receive(port, PATIENCE);
		if (isOver(start)) {
			return -1;
		}
		return (event != null) ? digit(event) : 0;
	}

	/**
	 * Post a message, waiting for room.
	 * @return whether it was queued, 1 or 0, or -1 if nobody woke this thread
	 */
	static int postOrWait(MessagePort port, int digit) {
		long start = System.nanoTime();
		boolean posted = post(port, digit);
		if (isOver(start)) {
			return -1;
		}
		return posted ? 1 : 0;
	}

	private static boolean isOver(long start) {
		return System.nanoTime() - start >= PATIENCE.toNanos();
	}

	private static MessageEvent receive(MessagePort port, Duration timeout) {
		try {
			return port.receive(timeout);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
