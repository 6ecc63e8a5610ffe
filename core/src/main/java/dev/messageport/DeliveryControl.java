package dev.messageport;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Suspends and resumes the delivery of all channels of one factory, for the container
 * that the factory lives in (G3). Thread-safe. Implemented by the factories that
 * {@link MessageChannelFactory#builder()} makes.
 */
public interface DeliveryControl {

	/**
	 * Suspend delivery: listener calls that are running may finish, as may that of a
	 * message that is being taken from its queue at this very moment; no other starts
	 * until {@link #resume()}. Queues, ties and the started state of ports are kept,
	 * posts are queued, {@link MessagePort#receive receive} still takes. Idempotent.
	 */
	void suspend();

	/**
	 * Resume delivery where it was suspended. Idempotent.
	 */
	void resume();

	/**
	 * Call the listeners at one end of a channel on an executor of its own, from now on
	 * and for as long as the channel lives, whoever owns the end (T1). A call that is
	 * running or due may still be on the former one: best called before the port is
	 * started. The other end is not affected, nor are the reply ports of requests.
	 * @param port the port that owns the end; one that was closed or transferred is left
	 * alone
	 * @param executor the executor
	 * @throws IllegalArgumentException if no factory of this kind has made the port
	 */
	void deliverOn(MessagePort port, Executor executor);

	/**
	 * Post a message of the container itself: no interceptor sees it, no observer counts
	 * it, and its payload is not copied. It waits its turn like any other. Its listeners
	 * find what the interceptors {@linkplain PortInterceptor#captureContext() capture} on
	 * this thread.
	 * @param port the port to post it on
	 * @param data the payload
	 * @return whether it was queued (P1)
	 * @throws IllegalArgumentException if no factory of this kind has made the port
	 * @throws PortOverflowException if the queue is full and its policy tells the sender
	 * so (Q7)
	 */
	default boolean postAsIs(MessagePort port, Object data) {
		return port.postMessage(data);
	}

	/**
	 * Report an error as if a listener of a port had thrown it (Q4): for listeners that
	 * have returned and fail afterwards.
	 * @param error the error
	 * @param port the port that the listener was called for
	 * @param event the message, or {@code null} if it is about none
	 * @throws IllegalArgumentException if no factory of this kind has made the port
	 */
	void report(Throwable error, MessagePort port, @Nullable MessageEvent event);

	/**
	 * Tell the observers, and nobody else, that the handling of a message has failed
	 * ({@link ChannelObserver#failed}): for errors that a container has dealt with, such
	 * as those that it has told to whoever has asked.
	 * @param port the port that the listener was called for
	 * @param error the error
	 * @throws IllegalArgumentException if no factory of this kind has made the port
	 */
	default void failed(MessagePort port, Throwable error) {
	}

	/**
	 * Return whether delivery is suspended.
	 * @return whether delivery is suspended
	 */
	boolean isSuspended();

	/**
	 * Let go of the container, which has closed: its executors, observers, interceptors
	 * and error handlers are not used any more, nor kept. For ports that were handed to
	 * somebody outside, which may still be open: what waits for them is delivered by the
	 * common pool, also if delivery was suspended, and what their listeners throw is
	 * logged. Channels that are made from now on are closed
	 * ({@link CloseReason#OWNER_GONE}). Final and idempotent.
	 */
	default void release() {
		resume();
	}

}
