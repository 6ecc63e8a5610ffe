package dev.messageport;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/**
 * Executors that are made for channels.
 * <p>
 * An <b>event loop</b> suits listeners that never block and compute only briefly. It has
 * a few threads, each with a line of its own; a channel is given one of the threads when
 * it is created and stays with it, at both ends, wherever they are transferred. What
 * listeners post to ports of the same thread is handed over without an atomic operation
 * and without waking anybody: much faster than a pool for conversations and for many
 * channels with little to do.
 *
 * <pre>{@code
 * ExecutorService loops = PortExecutors.eventLoop(2);
 * MessageChannelFactory channels = MessageChannelFactory.builder().executor(loops).build();
 * }</pre>
 *
 * The price: a listener that blocks, or computes for long, holds up all other ports of
 * its thread. It is reported. Give it an executor of its own
 * ({@link ChannelOptions.Builder#executor}, {@link DeliveryControl#deliverOn}). On a
 * thread of an event loop, too:
 * <ul>
 * <li>A post that would have to wait for room ({@link OverflowPolicy#BLOCK}) at a side
 * that is delivered by that very thread fails at once; at a side of another thread it
 * waits, and all ports of the loop with it.</li>
 * <li>Do not wait in {@link MessagePort#receive receive}, or in {@code join} or
 * {@code get} of a future: what it waits for may be due on this very thread.</li>
 * </ul>
 * <p>
 * The executor runs other tasks as well, spread over its threads. A task that throws is
 * logged, and the next one runs. The number of waiting tasks is not bounded: a channel
 * has at most one for each end. {@link ExecutorService#shutdown()} lets what waits run;
 * {@link ExecutorService#shutdownNow()} interrupts what runs, returns the tasks that no
 * thread had taken over, and cancels those of the others that are futures. What channels
 * had due is not lost: the common pool delivers it.
 * <p>
 * The threads are daemons, as those of the common pool are: ports that wait for messages
 * do not keep a program alive. They stay until the executor is shut down, and run with
 * the context class loader of the thread that has made it.
 *
 * @see MessageChannelFactory.Builder#executor
 */
public final class PortExecutors {

	private static final int MAX_THREADS = 1024;

	private PortExecutors() {
	}

	/**
	 * Start an event loop.
	 * @param threads the number of threads, from 1 to 1024: not more than there are
	 * processors to run them
	 * @return a new executor, to be shut down by the caller
	 * @throws IllegalArgumentException if the number is not as described
	 */
	public static ExecutorService eventLoop(int threads) {
		return eventLoop().threads(threads).start();
	}

	/**
	 * Begin to describe an event loop.
	 * @return a new builder
	 */
	public static EventLoopBuilder eventLoop() {
		return new EventLoopBuilder();
	}

	/**
	 * Describes an event loop. Not thread-safe.
	 */
	public static final class EventLoopBuilder {

		private static final Duration LONGEST = Duration.ofDays(1);

		private int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);

		private String threadNamePrefix = "messageport-loop-";

		private Duration blockedAfter = Duration.ofMillis(500);

		private EventLoopBuilder() {
		}

		/**
		 * Set the number of threads.
		 * @param threads the number, from 1 to 1024; as many as there are processors by
		 * default
		 * @return this builder
		 * @throws IllegalArgumentException if the number is not as described
		 */
		public EventLoopBuilder threads(int threads) {
			if (threads < 1 || threads > MAX_THREADS) {
				throw new IllegalArgumentException(
						"'threads' of an event loop must be from 1 to " + MAX_THREADS + ", but is " + threads);
			}
			this.threads = threads;
			return this;
		}

		/**
		 * Set what the names of the threads begin with. A number follows.
		 * @param prefix the prefix, {@code "messageport-loop-"} by default
		 * @return this builder
		 */
		public EventLoopBuilder threadNamePrefix(String prefix) {
			this.threadNamePrefix = Objects.requireNonNull(prefix, "'prefix' must not be null");
			return this;
		}

		/**
		 * Set after which time a listener, or another task, that is still running is
		 * reported: a warning names the thread and the port, and shows the stack. It
		 * comes up to a quarter of that time late; each thread reports at most one in ten
		 * seconds.
		 * @param bound the time, from 1 millisecond to 1 day; zero for no reports; 500
		 * milliseconds by default, which the first call of a listener may well take while
		 * its classes are loaded
		 * @return this builder
		 * @throws IllegalArgumentException if the time is not as described
		 */
		public EventLoopBuilder blockedAfter(Duration bound) {
			Objects.requireNonNull(bound, "'bound' must not be null");
			if (!bound.isZero() && (bound.compareTo(Duration.ofMillis(1)) < 0 || bound.compareTo(LONGEST) > 0)) {
				throw new IllegalArgumentException("'blockedAfter' of an event loop must be from PT0.001S to " + LONGEST
						+ ", or zero for no reports, but is " + bound);
			}
			this.blockedAfter = bound;
			return this;
		}

		/**
		 * Start the threads.
		 * @return a new executor, to be shut down by the caller
		 */
		public ExecutorService start() {
			return EventLoopGroup.start(this.threads, this.threadNamePrefix, this.blockedAfter);
		}

	}

}
