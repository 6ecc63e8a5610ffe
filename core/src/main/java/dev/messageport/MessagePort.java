package dev.messageport;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * One end of a {@link MessageChannel}: posts to the other end, receives what is posted
 * there.
 * <p>
 * Messages wait until the port is {@linkplain #start() started} and has a listener (Q1).
 * A port may itself be posted, in the transfer list of a message: this object is then
 * {@linkplain #isDetached() detached} and inert, and the receiver gets a new one, with
 * everything that was waiting (T1, T2). Ports are created by a
 * {@link MessageChannelFactory} and by the arrival of a message, never implemented by
 * users.
 * <p>
 * All methods may be called from any thread. Listeners run on the executor of the
 * channel, one at a time, and never on the stack of a caller of this interface.
 * <p>
 * <b>Close a port that is no longer needed.</b> One that is garbage-collected closes its
 * side, with {@link CloseReason#GARBAGE_COLLECTED}, some time later, and a warning is
 * logged ({@link LeakDetection}, G2). A port that is started and has a message listener
 * is not: it works for as long as the other end lives, whether anybody refers to it or
 * not (G1).
 */
public interface MessagePort extends Transferable, AutoCloseable {

	/**
	 * Post a message to the other end.
	 * @param data the payload, delivered as the very same object or as a copy of it,
	 * whichever {@link PayloadStrategy} the channel has; {@code null} is a message like
	 * any other (P6)
	 * @return {@code true} when it was queued at the other end; {@code false} when it can
	 * never arrive because this port is closed or was transferred, or because the other
	 * end has closed (P1)
	 * @throws DataCloneException if the payload is a {@link Transferable}, which only a
	 * transfer list can carry (P4), or cannot be copied (P2)
	 * @throws PortOverflowException if the queue at the other end is full and its policy
	 * tells the sender so (Q7)
	 */
	boolean postMessage(@Nullable Object data);

	/**
	 * Post a message that carries ports, or other transferables, to the other end.
	 * @param data the payload; a transferable here has to be in the list as well, and
	 * arrives as the same object as in {@link MessageEvent#transferred()} (P4)
	 * @param transfer what to transfer; it is detached when this method returns, also
	 * when that returns {@code false}: then ports end and resources are released (P1)
	 * @return {@code true} when it was queued at the other end; {@code false} when it can
	 * never arrive (P1), or would travel inside itself (P7, P8)
	 * @throws DataCloneException if an entry is {@code null}, a duplicate, this port, a
	 * closed or transferred port, a detached resource, or neither, or if the payload
	 * cannot be copied (P2): then nothing is transferred
	 * @throws PortOverflowException if the queue at the other end is full and its policy
	 * tells the sender so (Q7): then nothing is transferred
	 */
	boolean postMessage(@Nullable Object data, Transferable... transfer);

	/**
	 * Post a message that carries ports to the other end.
	 * @param data the payload
	 * @param transfer the ports to transfer
	 * @return whether it was queued
	 * @throws DataCloneException as for {@link #postMessage(Object, Transferable...)}
	 * @throws PortOverflowException as for {@link #postMessage(Object, Transferable...)}
	 * @see #postMessage(Object, Transferable...)
	 */
	boolean postMessage(@Nullable Object data, Collection<? extends Transferable> transfer);

	/**
	 * Post a message with headers, with or without ports, to the other end.
	 * @param data the payload
	 * @param options the transfer list and the headers
	 * @return whether it was queued
	 * @throws DataCloneException as for {@link #postMessage(Object, Transferable...)}
	 * @throws PortOverflowException as for {@link #postMessage(Object, Transferable...)}
	 * @see #postMessage(Object, Transferable...)
	 */
	boolean postMessage(@Nullable Object data, PostOptions options);

	/**
	 * Set the message handler, in place of the one set before, and start this port (Q2).
	 * Does nothing on a closed or detached port.
	 * @param handler the handler, or {@code null} to have none: the port is started all
	 * the same, and messages wait for a listener (Q1)
	 * @return this port
	 */
	MessagePort onMessage(@Nullable MessageListener handler);

	/**
	 * Set the handler of messages that arrive but cannot be decoded (V4), in place of the
	 * one set before. Does not start the port. Nothing but a link to another JVM or to a
	 * page brings such messages.
	 * @param handler the handler, or {@code null} to have none: such a message is then
	 * reported to the {@link PortErrorHandler}, once the port has a message listener
	 * @return this port
	 */
	MessagePort onMessageError(@Nullable MessageErrorListener handler);

	/**
	 * Set the close handler, in place of the one set before. It is called when the other
	 * end has closed and every message before has been delivered (C1), once this port is
	 * started (C3); not when this port itself is closed: its owner knows.
	 * @param handler the handler, or {@code null} to have none
	 * @return this port
	 */
	MessagePort onClose(@Nullable CloseListener handler);

	/**
	 * Add a message listener. Does not start the port: call {@link #start()} (Q2).
	 * Listeners run in the order of their registration (Q4); one added while a message is
	 * being delivered sees only later messages (Q8).
	 * @param listener the listener
	 * @return its registration; one without effect when the port is closed or detached
	 */
	Registration addMessageListener(MessageListener listener);

	/**
	 * Add a listener of messages that cannot be decoded. Does not start the port.
	 * @param listener the listener
	 * @return its registration; one without effect when the port is closed or detached
	 * @see #onMessageError(MessageErrorListener)
	 */
	Registration addMessageErrorListener(MessageErrorListener listener);

	/**
	 * Add a close listener. Does not start the port.
	 * @param listener the listener
	 * @return its registration; one without effect when the port is closed or detached
	 * @see #onClose(CloseListener)
	 */
	Registration addCloseListener(CloseListener listener);

	/**
	 * Start the delivery of what has arrived and of what will. Idempotent; does nothing
	 * on a closed or detached port (Q2).
	 */
	void start();

	/**
	 * Hold back messages and the close event until {@link #start()} or
	 * {@link #onMessage(MessageListener)} (Q8). A listener that is running may finish.
	 */
	void pause();

	/**
	 * Close this port. The other end gets what was posted before, then one close event
	 * with the reason {@link CloseReason#PEER} (C1). What waits here unread is discarded,
	 * and once this method has returned no further listener call starts (C2). Idempotent
	 * (C5).
	 */
	@Override
	void close();

	/**
	 * Close this port because of an error.
	 * @param cause the error, which the other end finds in its {@link CloseEvent}
	 * @see #close()
	 */
	void close(@Nullable Throwable cause);

	/**
	 * Take the oldest waiting message, waiting for one if need be; needs neither a
	 * listener nor a start, and shares the queue with listeners: each message arrives
	 * exactly once (Q6).
	 * @param timeout how long to wait at most; zero or less does not wait
	 * @return the message, or {@code null} when none came in time or none can come any
	 * more, because this port is closed or detached, or the other end closed and all has
	 * been read
	 * @throws PortDecodingException if the oldest message cannot be decoded (V4); it is
	 * taken all the same, and the next call goes on behind it
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	@Nullable MessageEvent receive(Duration timeout) throws InterruptedException;

	/**
	 * Post a message that asks for one answer (V1). It travels with the
	 * {@linkplain MessageEvent#replyPort() reply port}: one end of a fresh channel, which
	 * has the options of the channel of this port. Never waits, unless the queue at the
	 * other end is full and its policy is {@link OverflowPolicy#BLOCK}.
	 * <p>
	 * The future completes on a turn of the reply port, on the executor of the channel,
	 * never on the stack of who answers:
	 * <ul>
	 * <li>with the payload of the first message on the reply port, {@code null} included;
	 * or with a {@link ClassCastException} when that is of another type, or {@code null}
	 * for a primitive one;</li>
	 * <li>with the very cause that the responder fails it with, or that a listener throws
	 * before it has answered (V3);</li>
	 * <li>with a {@link PortClosedException} when no answer can come any more: the reply
	 * port was closed without one, its owner has gone, or the request was discarded
	 * unread.</li>
	 * </ul>
	 * A request that cannot be posted, because this port is closed or was transferred, or
	 * because a queue is full ({@link PortOverflowException}), gives a failed future.
	 * <p>
	 * Cancelling the future, completing it in any other way, or its
	 * {@linkplain CompletableFuture#orTimeout time-out} closes the reply port: the
	 * responder sees the close. There is no time-out unless you set one.
	 * @param <R> the type of the answer
	 * @param data the payload, as for {@link #postMessage(Object)}
	 * @param replyType the type of the answer; a primitive type stands for its wrapper,
	 * {@code void} for {@code null} alone
	 * @return the answer to come
	 * @throws DataCloneException if the payload cannot be posted (P2), also on a closed
	 * port
	 */
	<R> CompletableFuture<R> request(@Nullable Object data, Class<R> replyType);

	/**
	 * Post a message that asks for one answer (V1), with headers and a transfer list. The
	 * reply port comes last in what the receiver finds in
	 * {@link MessageEvent#transferred()}, behind what is transferred here.
	 * @param <R> the type of the answer
	 * @param data the payload, as for {@link #postMessage(Object, PostOptions)}
	 * @param options the transfer list and the headers
	 * @param replyType the type of the answer, as for {@link #request(Object, Class)}
	 * @return the answer to come, as for {@link #request(Object, Class)}
	 * @throws DataCloneException as for {@link #postMessage(Object, Transferable...)}:
	 * then nothing is transferred
	 */
	<R> CompletableFuture<R> request(@Nullable Object data, PostOptions options, Class<R> replyType);

	/**
	 * Return a stream of the answers to a message that asks for any number of them (V2).
	 * Nothing is posted until somebody subscribes; each subscriber posts the message anew
	 * and has a reply port of its own, as for {@link #request(Object, Class)}.
	 * <p>
	 * A subscriber gets no more than it asks for. A responder that uses
	 * {@link MessageEvent#reply(Flow.Publisher)} is asked for that many and at most 256
	 * at a time, fewer if the queue has less capacity, so that it is slowed down by a
	 * slow subscriber. One that posts on the reply port by hand fills the queue, and then
	 * the overflow policy applies to it.
	 * <p>
	 * The stream ends after the last answer:
	 * <ul>
	 * <li>with {@code onComplete} when the responder closes the reply port;</li>
	 * <li>with {@code onError} and the very cause when it closes it with one, or when a
	 * listener throws before it has answered (V3);</li>
	 * <li>with {@code onError} and a {@link PortClosedException} when the responder is
	 * gone for another {@linkplain PortClosedException#reason() reason}, or the message
	 * was discarded unread;</li>
	 * <li>with {@code onError} when the message cannot be posted, when an answer is
	 * {@code null} or of another type, and when the subscriber requests less than 1.</li>
	 * </ul>
	 * Cancelling closes the reply port: the responder sees the close. Signals come on
	 * turns of the reply port, one after the other; {@code onSubscribe}, and an error of
	 * the post, on the stack of {@code subscribe}. A subscriber that throws is cancelled,
	 * and the port's error handler is told.
	 * @param <R> the type of the answers
	 * @param data the payload, as for {@link #postMessage(Object)}
	 * @param elementType the type of the answers; a primitive type stands for its wrapper
	 * @return the answers to come
	 */
	<R> Flow.Publisher<R> requestStream(@Nullable Object data, Class<R> elementType);

	/**
	 * Return a stream of the answers to a message (V2), with headers and a transfer list.
	 * What is transferred is gone with the first subscriber: a second one gets a
	 * {@link DataCloneException}, like one whose list is refused for another reason (P2).
	 * @param <R> the type of the answers
	 * @param data the payload, as for {@link #postMessage(Object, PostOptions)}
	 * @param options the transfer list and the headers
	 * @param elementType the type of the answers, as for
	 * {@link #requestStream(Object, Class)}
	 * @return the answers to come, as for {@link #requestStream(Object, Class)}
	 */
	<R> Flow.Publisher<R> requestStream(@Nullable Object data, PostOptions options, Class<R> elementType);

	/**
	 * Return a name of this port for people and meters, bounded in number: the channel's
	 * name and the end, as in {@code "pricing.port1"} or {@code "anonymous.port2"}.
	 * @return the name
	 */
	String name();

	/**
	 * Return the identity of this side of its channel: unique, unguessable, and the same
	 * before and after a transfer.
	 * @return the identity
	 */
	String id();

	/**
	 * Return whether this port delivers messages: started, not paused, neither closed nor
	 * detached.
	 * @return whether this port is started
	 */
	boolean isStarted();

	/**
	 * Return whether this port was closed, here or by the other end. Messages may still
	 * wait here in the latter case.
	 * @return whether this port is closed
	 */
	boolean isClosed();

	/**
	 * Return whether this port was transferred, which leaves this object inert (T1).
	 * @return whether this port is detached
	 */
	boolean isDetached();

	/**
	 * Return how many messages wait here to be delivered. A snapshot: other threads post
	 * and take meanwhile.
	 * @return the number of messages; 0 on a closed or detached port
	 */
	int queued();

	/**
	 * Return a stage that completes, on both ports of a channel at once, when it has
	 * closed: out of band, before what is still queued, and also for a port that was
	 * never started (C3). It never completes for a detached port (T4).
	 * <p>
	 * Actions that depend on it run on the executor of the channel (what is composed by
	 * {@link java.util.concurrent.CompletableFuture#allOf allOf} or {@code anyOf} runs
	 * where the last or first of them completes). Who holds the stage, or what is
	 * composed with it, holds this port, too; actions alone do not keep it from being
	 * collected, any more than a listener of a port that is not started does (G1).
	 * @return the stage, the same one for all callers;
	 * {@link CompletionStage#toCompletableFuture()} gives a future of one's own
	 */
	CompletionStage<CloseEvent> closed();

}
