package dev.messageport.test;

import java.util.Objects;
import java.util.concurrent.Flow;

import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;

/**
 * Assertions for a message that a {@link MessagePortAssert} has received, on the way back
 * to that.
 *
 * <pre>{@code
 * assertThat(port).receivesRequest("apples").repliesWith(300).then().isClosed();
 * assertThat(price).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(300);
 * }</pre>
 *
 * @param <T> the type of the payload, as far as it was asked for
 * @see MessagePortAssert#receives(Object)
 */
public final class ReceivedMessageAssert<T> extends AbstractMessageEventAssert<ReceivedMessageAssert<T>> {

	private final Class<T> type;

	private final MessagePortAssert port;

	ReceivedMessageAssert(MessageEvent actual, Class<T> type, MessagePortAssert port) {
		super(actual, ReceivedMessageAssert.class);
		this.type = type;
		this.port = port;
	}

	/**
	 * Return to the assertions on the port.
	 * @return the assertions that have received this message
	 */
	public MessagePortAssert then() {
		return this.port;
	}

	/**
	 * Verify the payload with assertions of one's own.
	 * @param requirements the assertions
	 * @return this
	 */
	public ReceivedMessageAssert<T> satisfying(ThrowingConsumer<? super T> requirements) {
		Objects.requireNonNull(requirements, "'requirements' must not be null");
		requirements.accept(this.actual.data(this.type));
		return this;
	}

	/**
	 * Verify how many ports came with the message (P5). {@link #port(int)} goes on with
	 * one of them.
	 * @param count the number of ports
	 * @return this
	 */
	public ReceivedMessageAssert<T> withPorts(int count) {
		return hasPorts(count);
	}

	/**
	 * Verify a header.
	 * @param name the name
	 * @param value the value, compared by {@code equals}
	 * @return this
	 */
	public ReceivedMessageAssert<T> withHeader(String name, Object value) {
		return hasHeader(name, value);
	}

	/**
	 * Answer the request, and verify that somebody waits for the answer
	 * ({@link MessageEvent#reply(Object)}).
	 * @param answer the answer; {@code null} is one
	 * @return this
	 */
	public ReceivedMessageAssert<T> repliesWith(@Nullable Object answer) {
		isRequest();
		boolean queued = this.actual.reply(answer);
		return check(queued, "somebody who waits for the answer " + Described.payload(answer)
				+ ", and no answer before: was it cancelled, or timed out?");
	}

	/**
	 * Answer the request with a stream ({@link MessageEvent#reply(Flow.Publisher)}).
	 * @param answers the answers
	 * @return this
	 */
	public ReceivedMessageAssert<T> repliesWithStream(Flow.Publisher<?> answers) {
		isRequest();
		this.actual.reply(Objects.requireNonNull(answers, "'answers' must not be null"));
		return this;
	}

	/**
	 * Fail the request ({@link MessageEvent#fail(Throwable)}).
	 * @param cause what the asker gets
	 * @return this
	 */
	public ReceivedMessageAssert<T> failsWith(Throwable cause) {
		isRequest();
		this.actual.fail(Objects.requireNonNull(cause, "'cause' must not be null"));
		return this;
	}

}
