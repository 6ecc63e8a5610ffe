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
 * One message goes back and forth: the time per round trip, which is that of two turns
 * from idle to busy. The spinning threads of JCTools are the limit that two processors
 * set.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class PingPongBenchmark {

	private static final int ROUND_TRIPS = 10_000;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"JCTOOLS_LINKED", "SI_EXECUTOR_CHANNEL", "SI_QUEUE_CHANNEL", "SUBSCRIBABLE_CHANNEL", "EVENT_MULTICASTER",
			"VERTX", "REACTOR", "PEKKO" })
	Contender contender;

	private final Arrivals arrivals = new Arrivals(ROUND_TRIPS);

	private Carrier carrier;

	private Link link;

	@Setup
	public void open() {
		this.carrier = this.contender.start();
		this.link = this.carrier.connect(this::arrive, (message) -> this.link.toFirst(message));
	}

	private void arrive(Object message) {
		if (!this.arrivals.add()) {
			this.link.toSecond(message);
		}
	}

	@TearDown
	public void close() {
		this.link.close();
		this.carrier.close();
	}

	@Benchmark
	@OperationsPerInvocation(ROUND_TRIPS)
	public void bounce() {
		this.link.toSecond(MESSAGE);
		this.arrivals.await();
	}

}
