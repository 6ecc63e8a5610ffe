package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import dev.messageport.ChannelOptions;
import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * What the chapters of the {@link MessagePortContract} do again and again. They assume
 * nothing about when a message is seen at the other end: they wait for what must come,
 * and let something follow what must not.
 */
abstract class ContractKit {

	private static final String FENCE = "the last one";

	private final List<MessagePort> opened = new ArrayList<>();

	/**
	 * Opens a pair of ports.
	 * @param options the options
	 * @return the ports
	 * @throws Exception if something fails
	 */
	protected abstract PortPair open(ChannelOptions options) throws Exception;

	/**
	 * Lets the owner of a port vanish.
	 * @param port the port
	 * @throws Exception if something fails
	 */
	protected abstract void loseOwner(MessagePort port) throws Exception;

	/**
	 * Return how long is waited for what must come.
	 * @return the longest wait
	 */
	protected abstract Duration timeout();

	/**
	 * Verify an error that has come from the other end.
	 * @param actual the error that came
	 * @param expected the error that the other end had
	 */
	protected abstract void assertError(@Nullable Throwable actual, Throwable expected);

	@AfterEach
	void closeWhatIsLeft() {
		this.opened.forEach(MessagePort::close);
	}

	final PortPair open() throws Exception {
		return track(open(ChannelOptions.builder().build()));
	}

	final PortPair open(ChannelOptions.Builder options) throws Exception {
		return track(open(options.build()));
	}

	private PortPair track(PortPair pair) {
		track(pair.first());
		track(pair.second());
		return pair;
	}

	final MessagePort track(MessagePort port) {
		this.opened.add(port);
		return port;
	}

	/**
	 * Transfer a port over a pair of its own.
	 * @param port the port
	 * @return the port that has arrived
	 * @throws Exception if something fails
	 */
	final MessagePort hop(MessagePort port) throws Exception {
		PortPair carrier = open();
		post(carrier.first(), null, port);
		MessagePort arrived = onlyPort(next(carrier.second()));
		carrier.first().close();
		return arrived;
	}

	final MessagePort onlyPort(MessageEvent event) {
		Assertions.assertThat(event.ports()).hasSize(1);
		return track(event.ports().get(0));
	}

	/**
	 * Post a message that must be queued.
	 * @param port the port to post on
	 * @param data the payload
	 * @param transfer the ports to transfer
	 */
	final void post(MessagePort port, @Nullable Object data, MessagePort... transfer) {
		boolean queued = (transfer.length > 0) ? port.postMessage(data, transfer) : port.postMessage(data);
		Assertions.assertThat(queued).as("what postMessage(" + data + ") returned").isTrue();
	}

	/**
	 * Post numbers, in order.
	 * @param port the port to post on
	 * @param from the first number
	 * @param to the number after the last one
	 */
	final void postNumbers(MessagePort port, int from, int to) {
		for (int i = from; i < to; i++) {
			post(port, i);
		}
	}

	/**
	 * Take the message that must come.
	 * @param port the port, without listeners
	 * @return the message
	 * @throws InterruptedException if the thread is interrupted
	 */
	final MessageEvent next(MessagePort port) throws InterruptedException {
		return Objects.requireNonNull(port.receive(timeout()),
				() -> "No message came within " + timeout() + ". " + Described.state(port));
	}

	/**
	 * Take numbers that must come, in order, with nothing among them.
	 * @param port the port, without listeners
	 * @param from the first number
	 * @param to the number after the last one
	 * @throws InterruptedException if the thread is interrupted
	 */
	final void assertNumbers(MessagePort port, int from, int to) throws InterruptedException {
		for (int i = from; i < to; i++) {
			Assertions.assertThat(next(port).data(Integer.class)).isEqualTo(i);
		}
	}

	/**
	 * Verify that nothing but the given messages comes.
	 * @param port the port, without listeners
	 * @param far the other end
	 * @param payloads the payloads of the messages
	 * @throws InterruptedException if the thread is interrupted
	 */
	final void assertOnly(MessagePort port, MessagePort far, Object... payloads) throws InterruptedException {
		post(far, FENCE);
		List<@Nullable Object> actual = new ArrayList<>();
		for (int i = 0; i <= payloads.length; i++) {
			actual.add(next(port).data());
		}
		List<Object> expected = new ArrayList<>(Arrays.asList(payloads));
		expected.add(FENCE);
		Assertions.assertThat(actual).isEqualTo(expected);
	}

	/**
	 * Verify that nothing but the given messages has come or comes.
	 * @param recorder the recorder
	 * @param far the other end
	 * @param payloads the payloads of the messages
	 */
	final void assertOnly(PortRecorder recorder, MessagePort far, Object... payloads) {
		post(far, FENCE);
		List<Object> expected = new ArrayList<>(Arrays.asList(payloads));
		expected.add(FENCE);
		until(() -> recorder.payloads().contains(FENCE), "the last message at " + recorder);
		Assertions.assertThat(recorder.payloads()).isEqualTo(expected);
	}

	/**
	 * Wait until a port has closed, and verify why.
	 * @param port the port
	 * @param reason the reason
	 * @return the event
	 */
	final CloseEvent assertClosed(MessagePort port, CloseReason reason) {
		CloseEvent event = Waits.closed(port, timeout());
		Assertions.assertThat(event).as(Described.state(port)).isNotNull();
		CloseEvent close = Objects.requireNonNull(event);
		Assertions.assertThat(close.reason()).as("reason for which port " + port.name() + " closed").isEqualTo(reason);
		until(port::isClosed, "isClosed() of port " + port.name());
		return close;
	}

	final void awaitQueued(MessagePort port, int count) {
		Assertions.assertThat(Waits.queued(port, count, timeout()))
			.as(count + " messages queued: " + Described.state(port))
			.isTrue();
	}

	final void until(BooleanSupplier condition, String wanted) {
		Assertions.assertThat(Waits.until(condition, timeout())).as(wanted + " within " + timeout()).isTrue();
	}

}
