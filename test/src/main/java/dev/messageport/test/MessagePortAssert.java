package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Assertions for a {@link MessagePort}, or for what a {@link PortRecorder} has recorded
 * of one.
 *
 * <pre>{@code
 * assertThat(port).receives("a").then().receives("b").then().isClosed();
 * assertThat(port).within(Duration.ofSeconds(30)).receives(Price.class)
 *     .satisfying((price) -> assertThat(price.cents()).isEqualTo(300));
 * }</pre>
 *
 * Assertions whose names begin with {@code receives} take what comes <em>next</em> and
 * look at that; they never skip a message. What is expected is waited for, for
 * {@linkplain PortAssertions#setDefaultTimeout(Duration) 5 seconds} unless that is
 * {@linkplain #within(Duration) set}. A message that was taken is gone also if it was
 * another one than expected.
 *
 * @see PortAssertions#assertThat(MessagePort)
 * @see PortAssertions#assertThat(PortRecorder)
 */
public final class MessagePortAssert extends AbstractAssert<MessagePortAssert, MessagePort> {

	private final @Nullable Arrivals arrivals;

	private @Nullable Duration timeout;

	MessagePortAssert(@Nullable MessagePort actual, @Nullable Inbound inbound) {
		super(actual, MessagePortAssert.class);
		this.arrivals = (inbound != null) ? new Arrivals(inbound) : null;
	}

	/**
	 * Set how long the assertions that follow in this chain wait for what they expect,
	 * and how long {@link #receivesNothing()} watches.
	 * @param timeout the longest wait, not negative; zero looks only at what is there
	 * @return this
	 */
	public MessagePortAssert within(Duration timeout) {
		this.timeout = Timeouts.check(timeout, "timeout");
		return this;
	}

	/**
	 * Return this, so that what follows reads like the rest of a sentence.
	 * @return this
	 */
	public MessagePortAssert then() {
		return this;
	}

	/**
	 * Verify that a message comes next.
	 * @return assertions on the message
	 */
	public ReceivedMessageAssert<Object> receivesMessage() {
		return received(message("a message", (message) -> true), Object.class);
	}

	/**
	 * Verify that a message with the given payload comes next.
	 * @param payload the payload, compared by {@code equals}, arrays by content;
	 * {@code null} for the {@code null} message (P6)
	 * @return assertions on the message
	 */
	public ReceivedMessageAssert<Object> receives(@Nullable Object payload) {
		return received(messageWith(payload), Object.class);
	}

	/**
	 * Verify that a message comes next whose payload is of the given type.
	 * @param <T> the type
	 * @param type the type that the payload must have, or be converted to
	 * ({@link MessageEvent#data(Class)}); a payload that is itself a class can be
	 * compared with {@code receivesMessage().hasData(...)}
	 * @return assertions on the message
	 */
	public <T> ReceivedMessageAssert<T> receives(Class<T> type) {
		Objects.requireNonNull(type, "'type' must not be null: cast null to Object to expect the null message");
		MessageEvent message = message("a message with a " + type.getName(), (event) -> Payload.is(event, type));
		return received(message, type);
	}

	/**
	 * Verify that a request (V1, V2) with the given payload comes next.
	 * @param payload the payload, as for {@link #receives(Object)}
	 * @return assertions on the message, and answers to it
	 */
	public ReceivedMessageAssert<Object> receivesRequest(@Nullable Object payload) {
		return receives(payload).isRequest();
	}

	/**
	 * Verify that a request (V1, V2) comes next whose payload is of the given type.
	 * @param <T> the type
	 * @param type the type, as for {@link #receives(Class)}
	 * @return assertions on the message, and answers to it
	 */
	public <T> ReceivedMessageAssert<T> receivesRequest(Class<T> type) {
		return receives(type).isRequest();
	}

	/**
	 * Verify that a message comes next that brings one port.
	 * @return assertions on that port
	 */
	public MessagePortAssert receivesPort() {
		return receivesMessage().withPorts(1).port(0);
	}

	/**
	 * Verify that messages with the given payloads come next, in this order.
	 * @param payloads the payloads, each as for {@link #receives(Object)}
	 * @return this
	 */
	public MessagePortAssert receivesInOrder(@Nullable Object... payloads) {
		for (Object payload : Objects.requireNonNull(payloads, "'payloads' must not be null")) {
			messageWith(payload);
		}
		return this;
	}

	/**
	 * Verify that messages with the given payloads come next, in any order, such as those
	 * of several senders.
	 * @param payloads the payloads, each as for {@link #receives(Object)}
	 * @return this
	 */
	public MessagePortAssert receivesInAnyOrder(@Nullable Object... payloads) {
		List<@Nullable Object> missing = new ArrayList<>(
				Arrays.asList(Objects.requireNonNull(payloads, "'payloads' must not be null")));
		while (!missing.isEmpty()) {
			message("one of, in any order: " + Described.payload(missing),
					(message) -> Payload.removeEqual(missing, message.data()));
		}
		return this;
	}

	/**
	 * Verify that no message waits here, and that none comes for
	 * {@linkplain PortAssertions#setDefaultQuietPeriod(Duration) 100 milliseconds}, or as
	 * long as {@link #within(Duration)} tells.
	 * <p>
	 * What comes later it cannot know: a sender that is slower goes unnoticed. Where
	 * possible, let something else follow and verify that this comes next; or run the
	 * listeners with a {@link DeterministicExecutor} first, and watch for zero time. A
	 * message that cannot be decoded (V4) is a message here, a close is none.
	 * @return this
	 */
	public MessagePortAssert receivesNothing() {
		Duration watch = (this.timeout != null) ? this.timeout : Timeouts.quietPeriod();
		Object event = arrivals().take(watch);
		if (event != null && !(event instanceof CloseEvent)) {
			throw unexpected("nothing for " + watch, event, watch);
		}
		return this;
	}

	/**
	 * Verify that a message that cannot be decoded comes next (V4).
	 * @return this
	 */
	public MessagePortAssert receivesMessageError() {
		Object event = arrivals().take(timeout());
		if (!(event instanceof MessageErrorEvent)) {
			throw unexpected("a message that cannot be decoded", event, timeout());
		}
		return this;
	}

	/**
	 * Verify that the close comes next: no message is left before it. On a recorder that
	 * is the close event, on a port that has no listeners the end of its queue.
	 * @return assertions on the close event
	 */
	public CloseEventAssert receivesClose() {
		Object event = arrivals().take(timeout());
		if (!(event instanceof CloseEvent close)) {
			throw unexpected("its close", event, timeout());
		}
		return close(close);
	}

	/**
	 * Verify that the port has closed, here or at the other end, or does so in time.
	 * Messages may still wait here (C3): see {@link #receivesClose()}.
	 * @return this
	 */
	public MessagePortAssert isClosed() {
		closeEvent();
		return this;
	}

	/**
	 * Verify that the port has closed, or does so in time, for the given reason.
	 * @param reason the reason, seen from this port (C4)
	 * @return this
	 */
	public MessagePortAssert isClosedWith(CloseReason reason) {
		close(closeEvent()).hasReason(reason);
		return this;
	}

	/**
	 * Verify that the port has closed, or does so in time, because of the given error.
	 * @param cause the error, the very same object
	 * @return this
	 */
	public MessagePortAssert isClosedWith(Throwable cause) {
		close(closeEvent()).hasCause(cause);
		return this;
	}

	/**
	 * Verify that the port is open now: neither closed nor detached.
	 * @return this
	 */
	public MessagePortAssert isOpen() {
		return is(!port().isClosed() && !port().isDetached(), "open");
	}

	/**
	 * Verify that the port is started now.
	 * @return this
	 */
	public MessagePortAssert isStarted() {
		return is(port().isStarted(), "started");
	}

	/**
	 * Verify that the port is not started now: it was not yet, or is paused, closed or
	 * detached.
	 * @return this
	 */
	public MessagePortAssert isNotStarted() {
		return is(!port().isStarted(), "not started");
	}

	/**
	 * Verify that the port is detached now: it was transferred, and this object is inert
	 * (T1).
	 * @return this
	 */
	public MessagePortAssert isDetached() {
		return is(port().isDetached(), "detached");
	}

	/**
	 * Verify that the given number of messages waits in the queue of the port, or does so
	 * in time. Takes none.
	 * @param count the number of messages
	 * @return this
	 */
	public MessagePortAssert hasQueued(int count) {
		return is(Waits.queued(port(), count, timeout()), "waiting with " + count + " queued");
	}

	private MessagePort port() {
		isNotNull();
		return this.actual;
	}

	private Arrivals arrivals() {
		isNotNull();
		return Objects.requireNonNull(this.arrivals);
	}

	private Duration timeout() {
		return (this.timeout != null) ? this.timeout : Timeouts.timeout();
	}

	private MessageEvent message(String expected, Predicate<MessageEvent> condition) {
		Object event = arrivals().take(timeout());
		if (!(event instanceof MessageEvent message) || !condition.test(message)) {
			throw unexpected(expected, event, timeout());
		}
		return message;
	}

	private MessageEvent messageWith(@Nullable Object payload) {
		return message(Described.payload(payload), (message) -> Objects.deepEquals(message.data(), payload));
	}

	private <T> ReceivedMessageAssert<T> received(MessageEvent message, Class<T> type) {
		return Described.handOn(this.info, new ReceivedMessageAssert<>(message, type, this));
	}

	private CloseEventAssert close(CloseEvent event) {
		return Described.handOn(this.info, new CloseEventAssert(event));
	}

	private CloseEvent closeEvent() {
		MessagePort port = port();
		CloseEvent event = port.isDetached() ? null : Waits.closed(port, timeout());
		if (event == null) {
			throw failure("%s", Described.state(port, "closed within " + timeout()));
		}
		return event;
	}

	private MessagePortAssert is(boolean fulfilled, String state) {
		if (!fulfilled) {
			throw failure("%s", Described.state(this.actual, state));
		}
		return this;
	}

	private AssertionError unexpected(String expected, @Nullable Object event, Duration waited) {
		return failure("%s", arrivals().mismatch(expected, event, waited));
	}

}
