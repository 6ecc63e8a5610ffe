package dev.messageport.benchmarks;

import java.util.Queue;
import java.util.concurrent.TimeUnit;

import org.jctools.queues.MpscLinkedQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;

/**
 * One producer, one receiver: the time per message until all of them are delivered. The
 * port is the released one: of default capacity, its producer blocks when it is full.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OneWayBenchmark {

	private static final int MESSAGES = 200_000;

	private static final Object MESSAGE = "message";

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void messagePort(PortState state) {
		for (int i = 0; i < MESSAGES; i++) {
			state.port.postMessage(MESSAGE);
		}
		state.arrivals.await();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void queueActor(ActorState state) {
		for (int i = 0; i < MESSAGES; i++) {
			state.actor.post(MESSAGE);
		}
		state.arrivals.await();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void spinningLinkedQueue(LinkedQueueState state) {
		state.post();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void spinningArrayQueue(ArrayQueueState state) {
		state.post();
	}

	/**
	 * A channel whose second port counts.
	 */
	@State(Scope.Benchmark)
	public static class PortState {

		@Param
		BenchmarkExecutor executor;

		private final Arrivals arrivals = new Arrivals(MESSAGES);

		private MessagePort port;

		@Setup
		public void open() {
			MessageChannel channel = MessageChannelFactory.builder()
				.executor(this.executor.create())
				.overflow(OverflowPolicy.BLOCK)
				.build()
				.create();
			channel.port2().onMessage((event) -> this.arrivals.add());
			this.port = channel.port1();
		}

		@TearDown
		public void close() {
			this.port.close();
		}

	}

	/**
	 * An actor that counts.
	 */
	@State(Scope.Benchmark)
	public static class ActorState {

		@Param
		BenchmarkExecutor executor;

		private final Arrivals arrivals = new Arrivals(MESSAGES);

		private QueueActor actor;

		@Setup
		public void open() {
			this.actor = new QueueActor(this.executor.create(), (message) -> this.arrivals.add());
		}

	}

	/**
	 * A queue of JCTools and a thread of its own that counts.
	 */
	public abstract static class QueueState {

		private final Queue<Object> queue;

		private final Arrivals arrivals = new Arrivals(MESSAGES);

		private final SpinningConsumer consumer;

		QueueState(Queue<Object> queue) {
			this.queue = queue;
			this.consumer = new SpinningConsumer(queue, this.arrivals);
		}

		@Setup
		public void start() {
			this.consumer.start();
		}

		@TearDown
		public void stop() {
			this.consumer.stop();
		}

		void post() {
			for (int i = 0; i < MESSAGES; i++) {
				this.queue.add(MESSAGE);
			}
			this.arrivals.await();
		}

	}

	/**
	 * A queue of linked nodes.
	 */
	@State(Scope.Benchmark)
	public static class LinkedQueueState extends QueueState {

		public LinkedQueueState() {
			super(new MpscLinkedQueue<>());
		}

	}

	/**
	 * A queue of linked arrays.
	 */
	@State(Scope.Benchmark)
	public static class ArrayQueueState extends QueueState {

		public ArrayQueueState() {
			super(new MpscUnboundedArrayQueue<>(1024));
		}

	}

}
