package dev.messageport;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Stands around the posts and the deliveries of all channels of a factory: to add
 * headers, to refuse messages, to set up and clean up a context for listeners. Several
 * stand around each other, the one that was added first outermost.
 * <p>
 * Called without any lock, and concurrently for different ports; it has to be
 * thread-safe. What it does wrong harms the one message only: no queue is stranded by it.
 *
 * @see MessageChannelFactory.Builder#interceptor(PortInterceptor)
 * @see ChannelObserver
 */
public interface PortInterceptor {

	/**
	 * Called once for each factory that is built with this, before it makes a channel:
	 * for interceptors that find out later that there is nothing for them to do.
	 * @param removal takes this away from the factory again, at any time and on any
	 * thread, so that it costs nothing any more. What is under way on other threads may
	 * still get here
	 */
	default void added(Runnable removal) {
	}

	/**
	 * Called before a message is posted, on the thread that posts it; the arguments have
	 * been checked (P2), nothing has been copied or transferred yet. Whether the message
	 * can be queued is not known yet.
	 * <p>
	 * To refuse the message, throw an unchecked exception: the caller of
	 * {@code postMessage} gets it, and nothing is posted or transferred (invariant 3).
	 * @param message the message, whose headers may be changed
	 */
	default void beforePost(OutgoingMessage message) {
	}

	/**
	 * Capture what is current on the calling thread, for what will be called on others on
	 * its behalf: who gets the answers to a request that it makes, the publisher of the
	 * stream of answers that it gives, the listener that learns of a connection that it
	 * makes to an endpoint. These are not messages to somebody's listeners, and so no
	 * {@link #aroundDelivery} is called for them.
	 * @return runs a task with what is current now, at any time, on any thread, and as
	 * often as it is asked; {@code null} if there is nothing to capture. Has to run the
	 * task, and to let what that throws through. An exception that is thrown here is
	 * logged, and nothing is captured
	 */
	default @Nullable Consumer<Runnable> captureContext() {
		return null;
	}

	/**
	 * Called around the listeners of a message, on their thread. An exception that is
	 * thrown here is treated as that of a listener (Q4). Without a call of
	 * {@link Delivery#proceed()} the listeners are not called, and the message counts as
	 * delivered all the same.
	 * <p>
	 * {@link MessagePort#receive} calls no listeners, and so not this method; nor is it
	 * called for the answers to {@link MessagePort#request request} and
	 * {@link MessagePort#requestStream requestStream}: see {@link #captureContext()}.
	 * @param event the message
	 * @param delivery calls the listeners
	 * @throws Exception if something fails
	 */
	default void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
		delivery.proceed();
	}

	/**
	 * The delivery of a message to the listeners of a port.
	 */
	@FunctionalInterface
	interface Delivery {

		/**
		 * Call the listeners, or the next interceptor. What listeners throw goes to the
		 * {@link PortErrorHandler} and not to the caller.
		 * @throws Exception what the next interceptor throws
		 * @throws IllegalStateException if called more than once
		 */
		void proceed() throws Exception;

		/**
		 * Return what a listener has thrown.
		 * @return the error of the first listener that failed, or {@code null} if none
		 * has, or none was called yet
		 */
		default @Nullable Throwable failure() {
			return null;
		}

	}

}
