package dev.messageport;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Makes channels. Thread-safe; one for an application is enough.
 *
 * <pre>{@code
 * MessageChannelFactory channels = MessageChannelFactory.builder().build();
 * MessageChannel channel = channels.create("pricing");
 * channel.port2().onMessage((event) -> event.target().postMessage(price(event.data())));
 * channel.port1().onMessage((event) -> show(event.data()));
 * channel.port1().postMessage("apples");
 * }</pre>
 *
 * Factories made by {@link #builder()} also implement {@link DeliveryControl}.
 */
public interface MessageChannelFactory {

	/**
	 * Create a channel without a name.
	 * @return a new channel, its ports not started
	 */
	MessageChannel create();

	/**
	 * Create a channel with a name. Names are for people and meters, not for lookup:
	 * several channels may share one, and there should be few of them.
	 * @param name a logical name such as {@code "pricing"}: not blank, at most 200
	 * characters, without control characters
	 * @return a new channel, its ports not started
	 * @throws IllegalArgumentException if the name is not as described
	 */
	MessageChannel create(String name);

	/**
	 * Create a channel with options; what they leave unset is as the factory has it.
	 * @param options the options
	 * @return a new channel, its ports not started
	 */
	MessageChannel create(ChannelOptions options);

	/**
	 * Start to build a factory.
	 * @return a new builder
	 */
	static Builder builder() {
		return new DefaultMessageChannelFactory.Builder();
	}

	/**
	 * Builds a {@link MessageChannelFactory}. Not thread-safe.
	 */
	interface Builder {

		/**
		 * Set the executor that runs listeners. It may have any number of threads, or run
		 * tasks on the calling thread: order and one-at-a-time are kept, and no listener
		 * runs on the stack of a caller of a port.
		 * @param executor the executor, by default
		 * {@link java.util.concurrent.ForkJoinPool#commonPool()}
		 * @return this builder
		 * @see PortExecutors for listeners that never block
		 */
		Builder executor(Executor executor);

		/**
		 * Set how many messages may wait at one side.
		 * @param capacity the number of messages, at most 1,073,741,824; 0 for no bound;
		 * 65,536 by default
		 * @return this builder
		 */
		Builder capacity(int capacity);

		/**
		 * Set what a post to a full queue does.
		 * @param policy the policy, {@link OverflowPolicy#FAIL} by default
		 * @return this builder
		 */
		Builder overflow(OverflowPolicy policy);

		/**
		 * Set how long {@link OverflowPolicy#BLOCK} waits.
		 * @param timeout the longest wait, greater than zero; 5 seconds by default
		 * @return this builder
		 */
		Builder blockTimeout(Duration timeout);

		/**
		 * Set how payloads get to the other end.
		 * @param strategy the strategy, {@link PayloadStrategy#REFERENCE} by default
		 * @return this builder
		 */
		Builder payloads(PayloadStrategy strategy);

		/**
		 * Add an observer of all channels. Several are told in the order in which they
		 * were added.
		 * @param observer the observer; there is none by default, which costs nothing
		 * @return this builder
		 */
		Builder observer(ChannelObserver observer);

		/**
		 * Add an interceptor of all posts and deliveries. Several stand around each
		 * other, the one that was added first outermost.
		 * @param interceptor the interceptor; there is none by default, which costs
		 * nothing
		 * @return this builder
		 */
		Builder interceptor(PortInterceptor interceptor);

		/**
		 * Set what is said of ports that are garbage-collected without having been closed
		 * (G2).
		 * @param level the level, {@link LeakDetection#SIMPLE} by default
		 * @return this builder
		 */
		Builder leakDetection(LeakDetection level);

		/**
		 * Set what is told of the errors of listeners.
		 * @param handler the handler; the default logs at {@code ERROR}
		 * @return this builder
		 */
		Builder errorHandler(PortErrorHandler handler);

		/**
		 * Build the factory.
		 * @return a new factory
		 */
		MessageChannelFactory build();

	}

}
