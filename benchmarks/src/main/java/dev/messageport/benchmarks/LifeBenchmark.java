package dev.messageport.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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

/**
 * A whole life of a connection: create it, post a message, deliver it, take it down in
 * the listener. A channel is two-way and tells both of its ends; the peers are one-way
 * and end their subscription; an actor by hand has nothing to end.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LifeBenchmark {

	private static final int LIVES = 10_000;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"SI_EXECUTOR_CHANNEL", "SUBSCRIBABLE_CHANNEL", "EVENT_MULTICASTER", "VERTX", "REACTOR", "PEKKO" })
	Contender contender;

	private final FanIn ended = new FanIn(LIVES, 1);

	private Carrier carrier;

	@Setup
	public void start() {
		this.carrier = this.contender.start();
	}

	@TearDown
	public void stop() {
		this.carrier.close();
	}

	@Benchmark
	@OperationsPerInvocation(LIVES)
	public void live() {
		for (int i = 0; i < LIVES; i++) {
			new Life(this.carrier, this.ended.spoke(i)).begin();
		}
		this.ended.await();
	}

	/**
	 * One connection.
	 */
	private static final class Life implements Consumer<Object> {

		private final Consumer<Object> end;

		private final Lane lane;

		Life(Carrier carrier, Consumer<Object> end) {
			this.end = end;
			this.lane = carrier.open(this);
		}

		void begin() {
			this.lane.post(MESSAGE);
		}

		@Override
		public void accept(Object message) {
			this.lane.close();
			this.end.accept(message);
		}

	}

}
