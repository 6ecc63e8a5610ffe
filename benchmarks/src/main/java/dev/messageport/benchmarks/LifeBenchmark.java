package dev.messageport.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

/**
 * A whole life of a channel: create it, post a message, deliver it, close both ends. The
 * peer is an actor, which has no other end and nothing to close.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LifeBenchmark {

	private static final int CHANNELS = 1_000;

	private static final Object MESSAGE = "message";

	@Benchmark
	@OperationsPerInvocation(CHANNELS)
	public void messagePort(PortState state) {
		for (int i = 0; i < CHANNELS; i++) {
			MessageChannel channel = state.factory.create();
			channel.port2().onMessage((event) -> {
				event.target().close();
				state.ended.release();
			});
			channel.port1().postMessage(MESSAGE);
		}
		state.ended.acquireUninterruptibly(CHANNELS);
	}

	@Benchmark
	@OperationsPerInvocation(CHANNELS)
	public void queueActor(ActorState state) {
		for (int i = 0; i < CHANNELS; i++) {
			new QueueActor(state.shared, (message) -> state.ended.release()).post(MESSAGE);
		}
		state.ended.acquireUninterruptibly(CHANNELS);
	}

	/**
	 * A factory of channels.
	 */
	@State(Scope.Benchmark)
	public static class PortState {

		@Param
		BenchmarkExecutor executor;

		private final Semaphore ended = new Semaphore(0);

		private MessageChannelFactory factory;

		@Setup
		public void open() {
			this.factory = MessageChannelFactory.builder().executor(this.executor.create()).build();
		}

	}

	/**
	 * What actors need.
	 */
	@State(Scope.Benchmark)
	public static class ActorState {

		@Param
		BenchmarkExecutor executor;

		private final Semaphore ended = new Semaphore(0);

		private Executor shared;

		@Setup
		public void open() {
			this.shared = this.executor.create();
		}

	}

}
