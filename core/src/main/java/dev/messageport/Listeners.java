package dev.messageport;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Who gets what arrives at a port: an immutable snapshot, replaced as a whole under the
 * lock of the side.
 */
final class Listeners {

	/**
	 * Before {@link #NONE}, which is made of it.
	 */
	private static final Registered<?>[] NOBODY = {};

	/**
	 * What every port begins with: not started, nobody listening, and no memory used.
	 */
	static final Listeners NONE = new Listeners(null);

	/**
	 * What a port has that was made for a side in transit, until it arrives.
	 */
	static final Listeners ARRIVING = new Listeners(null);

	/**
	 * What is left of a port that was transferred.
	 */
	static final Listeners DETACHED = new Listeners(null);

	/**
	 * What is left of a port that was closed.
	 */
	static final Listeners CLOSED = new Listeners(null);

	/**
	 * The port; {@code null} for the constants, which nothing is delivered to.
	 */
	private final @Nullable DefaultMessagePort port;

	final boolean started;

	final Registered<MessageListener>[] messages;

	final Registered<MessageErrorListener>[] errors;

	final Registered<CloseListener>[] closes;

	/**
	 * Completes when the port closes; {@code null} unless somebody has asked for it.
	 */
	final @Nullable ClosedStage stage;

	/**
	 * Is told if the port ends without a close event.
	 */
	final @Nullable EndListener end;

	Listeners(@Nullable DefaultMessagePort port) {
		this(port, false, nobody(), nobody(), nobody(), null, null);
	}

	private Listeners(@Nullable DefaultMessagePort port, boolean started, Registered<MessageListener>[] messages,
			Registered<MessageErrorListener>[] errors, Registered<CloseListener>[] closes, @Nullable ClosedStage stage,
			@Nullable EndListener end) {
		this.port = port;
		this.started = started;
		this.messages = messages;
		this.errors = errors;
		this.closes = closes;
		this.stage = stage;
		this.end = end;
	}

	DefaultMessagePort port() {
		return Objects.requireNonNull(this.port);
	}

	/**
	 * Return whether the messages are for a listener of our own, at one end of a reply
	 * channel.
	 * @return whether somebody asks or answers through it
	 */
	boolean isConversing() {
		return this.messages.length > 0 && this.messages[0].listener() instanceof Conversing;
	}

	/**
	 * Return whether messages are delivered to these listeners (Q1).
	 * @return whether the port is started and has a message listener
	 */
	boolean takeMessages() {
		return this.started && this.messages.length != 0;
	}

	/**
	 * Return whether an element can be delivered to these listeners now.
	 * @param element the oldest element of the queue
	 * @return whether somebody here takes it
	 */
	boolean take(Envelope element) {
		return this.started && (this.messages.length != 0 || element instanceof CloseElement
				|| (element instanceof UndecodableMessage && this.errors.length != 0));
	}

	/**
	 * Return whether something that may come next would be delivered.
	 * @return whether the poster of the next message has to schedule a turn
	 */
	boolean awaitNext() {
		return this.started && (this.messages.length != 0 || this.errors.length != 0);
	}

	Listeners started(boolean started) {
		return new Listeners(this.port, started, this.messages, this.errors, this.closes, this.stage, this.end);
	}

	Listeners withMessageListener(Registered<MessageListener> added) {
		return new Listeners(this.port, this.started, append(this.messages, added), this.errors, this.closes,
				this.stage, this.end);
	}

	Listeners withCloseListener(Registered<CloseListener> added) {
		return new Listeners(this.port, this.started, this.messages, this.errors, append(this.closes, added),
				this.stage, this.end);
	}

	Listeners withErrorListener(Registered<MessageErrorListener> added) {
		return new Listeners(this.port, this.started, this.messages, append(this.errors, added), this.closes,
				this.stage, this.end);
	}

	Listeners withMessageHandler(@Nullable MessageListener handler) {
		return new Listeners(this.port, this.started, withHandler(this.messages, handler), this.errors, this.closes,
				this.stage, this.end);
	}

	Listeners withCloseHandler(@Nullable CloseListener handler) {
		return new Listeners(this.port, this.started, this.messages, this.errors, withHandler(this.closes, handler),
				this.stage, this.end);
	}

	Listeners withErrorHandler(@Nullable MessageErrorListener handler) {
		return new Listeners(this.port, this.started, this.messages, withHandler(this.errors, handler), this.closes,
				this.stage, this.end);
	}

	Listeners conversing(Conversing handler) {
		return new Listeners(this.port, true, withHandler(this.messages, handler), this.errors,
				withHandler(this.closes, handler), this.stage, this.end);
	}

	Listeners withEndListener(EndListener end) {
		return new Listeners(this.port, this.started, this.messages, this.errors, this.closes, this.stage, end);
	}

	Listeners withStage(ClosedStage stage) {
		return new Listeners(this.port, this.started, this.messages, this.errors, this.closes, stage, this.end);
	}

	Listeners without(Registered<?> removed) {
		return new Listeners(this.port, this.started, remove(this.messages, removed), remove(this.errors, removed),
				remove(this.closes, removed), this.stage, this.end);
	}

	// A new handler takes the place of the one before it, as in HTML
	private <L> Registered<L>[] withHandler(Registered<L>[] current, @Nullable L handler) {
		for (int i = 0; i < current.length; i++) {
			if (current[i].isHandler()) {
				if (handler == null) {
					current[i].markRemoved();
					return remove(current, current[i]);
				}
				current[i].replace(handler);
				return current;
			}
		}
		return (handler != null) ? append(current, new Registered<>(port(), handler, true)) : current;
	}

	@SuppressWarnings("unchecked")
	private static <L> Registered<L>[] nobody() {
		return (Registered<L>[]) NOBODY;
	}

	private static <L> Registered<L>[] append(Registered<L>[] current, Registered<L> added) {
		Registered<L>[] appended = Arrays.copyOf(current, current.length + 1);
		appended[current.length] = added;
		return appended;
	}

	@SuppressWarnings("unchecked")
	private static <L> Registered<L>[] remove(Registered<L>[] current, Registered<?> removed) {
		return Arrays.stream(current).filter((candidate) -> candidate != removed).toArray(Registered[]::new);
	}

}
