package dev.messageport;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * One request, for an answer or for a stream of them. Knows no port.
 */
final class Ask {

	final long id;

	final boolean stream;

	/**
	 * The side that it was posted to.
	 */
	final Line line;

	/**
	 * Who asks, and after which message of its.
	 */
	final Sequence sequence;

	final int after;

	/**
	 * The side of the asker in the reply channel, once there was a responder.
	 */
	volatile @Nullable Line asker;

	/**
	 * The future or subscriber that somebody waits for; null if it was forgotten.
	 */
	volatile @Nullable Object waiting;

	/**
	 * Everybody may answer: the reply port went its ways.
	 */
	volatile boolean loose;

	final AtomicInteger arrivals = new AtomicInteger();

	final AtomicInteger ended = new AtomicInteger();

	/**
	 * How many elements a publisher has promised, or -1.
	 */
	volatile int promised = -1;

	Ask(long id, boolean stream, Sequence sequence) {
		this.id = id;
		this.stream = stream;
		this.sequence = sequence;
		this.line = sequence.line;
		this.after = sequence.queued();
	}

	/**
	 * Find out what is wrong with an answer.
	 * @param answer the answer
	 * @return that, or {@code null}
	 */
	@Nullable String check(@Nullable Object answer) {
		boolean mine = (answer instanceof Answer one) ? one.ask() == this.id
				: (answer instanceof Note note) ? this.loose && note.sequence().line == this.asker : this.loose;
		return mine ? null : "somebody else's answer came: " + answer + " (V1)";
	}

	/**
	 * Find out what is wrong with a failure.
	 * @param failure the failure
	 * @return that, or {@code null}
	 */
	@Nullable String checkFailure(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException wrapped && wrapped.getCause() != null)
				? wrapped.getCause() : failure;
		if (cause instanceof PortClosedException closed) {
			Line known = this.asker;
			return (closed.reason() == CloseReason.GARBAGE_COLLECTED && known != null && !known.other().dropped)
					? "the reply port was collected while it was in use (G1): " + closed : null;
		}
		if (this.stream && this.loose && cause instanceof NullPointerException) {
			// Somebody has posted null, which is no element
			return null;
		}
		return (Planned.is(cause) || cause instanceof PortOverflowException || cause instanceof TimeoutException) ? null
				: "a request has failed for no good reason: " + cause;
	}

	@Override
	public String toString() {
		return "%s %d, asker %s%s".formatted(this.stream ? "stream" : "request", this.id, this.asker,
				this.loose ? ", answered by anybody" : "");
	}

	/**
	 * One of the answers.
	 *
	 * @param ask which question it is for
	 * @param index its place, from 0
	 */
	record Answer(long ask, int index) {

	}

}
