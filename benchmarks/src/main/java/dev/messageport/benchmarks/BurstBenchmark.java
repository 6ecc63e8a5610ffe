package dev.messageport.benchmarks;

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

/**
 * Many messages into a connection that is not started, which then is: the time per
 * message, to queue it and to deliver it. Unbounded. Only some can keep messages for
 * later; the others deliver at once or lose them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class BurstBenchmark {

	private static final int MESSAGES = 100_000;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"SI_QUEUE_CHANNEL", "REACTOR" })
	Contender contender;

	private final Arrivals arrivals = new Arrivals(MESSAGES);

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
	@OperationsPerInvocation(MESSAGES)
	public void deliver() {
		StoppedLane lane = this.carrier.openStopped((message) -> this.arrivals.add());
		for (int i = 0; i < MESSAGES; i++) {
			lane.post(MESSAGE);
		}
		lane.start();
		this.arrivals.await();
		lane.close();
	}

}
