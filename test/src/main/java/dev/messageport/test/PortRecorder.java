package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * Writes down what comes to a port: messages, messages that cannot be decoded, and the
 * close, in the order in which they were delivered.
 *
 * <pre>{@code
 * PortRecorder recorder = PortRecorder.of(channel.port2());
 * service.publishTo(channel.port1());
 * assertThat(recorder).receives("a").then().receives("b").then().isClosed();
 * assertThat(recorder.payloads()).containsExactly("a", "b");
 * }</pre>
 *
 * A recorder is a listener of the port like any other. It answers nothing by itself; a
 * request that was recorded may be answered later, by {@link MessageEvent#reply(Object)}
 * or by {@link ReceivedMessageAssert#repliesWith(Object)}.
 * <p>
 * Assertions read a recorder as they read a port: each takes what came next and was not
 * read yet. The lists that this class returns are not affected by that.
 * <p>
 * Keeps {@value #DEFAULT_CAPACITY} events unless told otherwise; then the oldest is
 * dropped for each that comes. Thread-safe.
 *
 * @see RecordedChannel
 * @see PortAssertions#assertThat(PortRecorder)
 */
public final class PortRecorder {

	/**
	 * How many events a recorder keeps unless told otherwise.
	 */
	public static final int DEFAULT_CAPACITY = 10_000;

	private final MessagePort port;

	private final Recording recording;

	private final List<Registration> registrations = new ArrayList<>();

	private PortRecorder(MessagePort port, int capacity) {
		this.port = port;
		this.recording = new Recording(port, capacity);
	}

	/**
	 * Record what comes to a port from now on, what waits there included. Starts the
	 * port.
	 * @param port the port; other listeners on it are left alone
	 * @return the recorder
	 * @throws IllegalArgumentException if the port was transferred: nothing comes to this
	 * object any more (T1)
	 */
	public static PortRecorder of(MessagePort port) {
		return of(port, DEFAULT_CAPACITY);
	}

	/**
	 * Record what comes to a port from now on, what waits there included, and keep no
	 * more than the given number of events. Starts the port.
	 * @param port the port; other listeners on it are left alone
	 * @param capacity the number of events to keep, greater than zero
	 * @return the recorder
	 * @throws IllegalArgumentException if the port was transferred, or the capacity is
	 * not greater than zero
	 */
	public static PortRecorder of(MessagePort port, int capacity) {
		Objects.requireNonNull(port, "'port' must not be null");
		if (capacity <= 0) {
			throw new IllegalArgumentException("'capacity' must be greater than zero, but was " + capacity);
		}
		if (port.isDetached()) {
			throw new IllegalArgumentException("Port " + port.name()
					+ " was transferred, and nothing comes to this object any more: record the port that has arrived");
		}
		PortRecorder recorder = new PortRecorder(port, capacity);
		recorder.listen();
		return recorder;
	}

	private void listen() {
		this.registrations.add(this.port.addCloseListener(this.recording::add));
		this.registrations.add(this.port.addMessageErrorListener(this.recording::add));
		this.registrations.add(this.port.addMessageListener(this.recording::add));
		this.port.start();
	}

	/**
	 * Return the port that is recorded.
	 * @return the port
	 */
	public MessagePort port() {
		return this.port;
	}

	/**
	 * Return everything that was recorded, in order.
	 * @return a copy, oldest first: each element is a {@link MessageEvent}, a
	 * {@link MessageErrorEvent} or a {@link CloseEvent}
	 */
	public List<Object> events() {
		return this.recording.events(Object.class);
	}

	/**
	 * Return the messages that were recorded, in order.
	 * @return a copy, oldest first
	 */
	public List<MessageEvent> messages() {
		return this.recording.events(MessageEvent.class);
	}

	/**
	 * Return the payloads of the messages that were recorded, in order.
	 * @return a copy, oldest first, with {@code null} for the {@code null} message (P6)
	 */
	public List<@Nullable Object> payloads() {
		List<@Nullable Object> payloads = new ArrayList<>();
		messages().forEach((message) -> payloads.add(message.data()));
		return Collections.unmodifiableList(payloads);
	}

	/**
	 * Return the messages that could not be decoded (V4), in order.
	 * @return a copy, oldest first
	 */
	public List<MessageErrorEvent> messageErrors() {
		return this.recording.events(MessageErrorEvent.class);
	}

	/**
	 * Return the close events that were recorded: one at most, if the port keeps its word
	 * (C1).
	 * @return a copy
	 */
	public List<CloseEvent> closes() {
		return this.recording.events(CloseEvent.class);
	}

	/**
	 * Return how many events were dropped, oldest first, because there was no more room.
	 * @return the number of events
	 */
	public long dropped() {
		return this.recording.dropped();
	}

	/**
	 * Wait until that many messages are recorded, for as long as assertions wait
	 * ({@link PortAssertions#setDefaultTimeout(Duration)}).
	 * @param count how many messages
	 * @return all messages that are recorded then: as many, or more
	 * @throws AssertionError if there are fewer by then, naming the port and what came,
	 * or if the thread is interrupted
	 */
	public List<MessageEvent> awaitMessages(int count) {
		return awaitMessages(count, Timeouts.timeout());
	}

	/**
	 * Wait until that many messages are recorded.
	 * @param count how many messages
	 * @param timeout the longest wait, not negative
	 * @return all messages that are recorded then: as many, or more
	 * @throws AssertionError if there are fewer by then, naming the port and what came,
	 * or if the thread is interrupted
	 */
	public List<MessageEvent> awaitMessages(int count, Duration timeout) {
		this.recording.await(count + " messages", timeout, () -> messages().size() >= count);
		return messages();
	}

	/**
	 * Wait until the close is recorded, for as long as assertions wait
	 * ({@link PortAssertions#setDefaultTimeout(Duration)}).
	 * @return the close event
	 * @throws AssertionError if there is none by then, naming the port and what came, or
	 * if the thread is interrupted
	 */
	public CloseEvent awaitClose() {
		return awaitClose(Timeouts.timeout());
	}

	/**
	 * Wait until the close is recorded.
	 * @param timeout the longest wait, not negative
	 * @return the close event
	 * @throws AssertionError if there is none by then, naming the port and what came, or
	 * if the thread is interrupted
	 */
	public CloseEvent awaitClose(Duration timeout) {
		this.recording.await("its close", timeout, () -> !closes().isEmpty());
		return closes().get(0);
	}

	/**
	 * Forget what was recorded, read or unread. Goes on to record.
	 */
	public void clear() {
		this.recording.clear();
	}

	/**
	 * Stop to record: the port has one listener less, and stays as it is otherwise. What
	 * was recorded stays, too. Idempotent.
	 */
	public void stop() {
		this.registrations.forEach(Registration::remove);
	}

	Inbound inbound() {
		return this.recording;
	}

	@Override
	public String toString() {
		return "Recorder of " + this.port.name() + ": " + this.recording;
	}

}
