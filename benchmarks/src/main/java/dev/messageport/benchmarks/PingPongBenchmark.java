package dev.messageport.benchmarks;

import java.util.concurrent.Executor;
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
import org.openjdk.jmh.annotations.TearDown;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * One message goes back and forth: the time per round trip, which is that of two turns
 * from idle to busy.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PingPongBenchmark {

	private static final int ROUND_TRIPS = 10_000;

	private static final Object MESSAGE = "message";

	@Benchmark
	@OperationsPerInvocation(ROUND_TRIPS)
	public void messagePort(PortState state) {
		state.port.postMessage(MESSAGE);
		state.arrivals.await();
	}

	@Benchmark
	@OperationsPerInvocation(ROUND_TRIPS)
	public void queueActor(ActorState state) {
		state.echo.post(MESSAGE);
		state.arrivals.await();
	}

	/**
	 * A channel whose ports answer each other.
	 */
	@State(Scope.Benchmark)
	public static class PortState {

		@Param
		BenchmarkExecutor executor;

		private final Arrivals arrivals = new Arrivals(ROUND_TRIPS);

		private MessagePort port;

		@Setup
		public void open() {
			MessageChannel channel = MessageChannelFactory.builder().executor(this.executor.create()).build().create();
			MessagePort echo = channel.port2();
			echo.onMessage((event) -> echo.postMessage(event.data()));
			MessagePort start = channel.port1();
			start.onMessage((event) -> {
				if (!this.arrivals.add()) {
					start.postMessage(event.data());
				}
			});
			this.port = start;
		}

		@TearDown
		public void close() {
			this.port.close();
		}

	}

	/**
	 * Two actors that answer each other.
	 */
	@State(Scope.Benchmark)
	public static class ActorState {

		@Param
		BenchmarkExecutor executor;

		private final Arrivals arrivals = new Arrivals(ROUND_TRIPS);

		private QueueActor echo;

		private QueueActor start;

		@Setup
		public void open() {
			Executor shared = this.executor.create();
			this.echo = new QueueActor(shared, (message) -> this.start.post(message));
			this.start = new QueueActor(shared, (message) -> {
				if (!this.arrivals.add()) {
					this.echo.post(message);
				}
			});
		}

	}

}
