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
 * One producer, one receiver: the time per message until all of them are delivered. On
 * Java 21 or later {@code -p contender=PORT_VIRTUAL_THREADS} is possible as well.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class OneWayBenchmark {

	private static final int MESSAGES = 200_000;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"JCTOOLS_LINKED", "JCTOOLS_ARRAY", "SI_EXECUTOR_CHANNEL", "SI_QUEUE_CHANNEL", "SUBSCRIBABLE_CHANNEL",
			"SUBSCRIBABLE_CHANNEL_SHARED_HEADERS", "EVENT_MULTICASTER", "VERTX", "REACTOR", "PEKKO" })
	Contender contender;

	private final Arrivals arrivals = new Arrivals(MESSAGES);

	private Carrier carrier;

	private Lane lane;

	@Setup
	public void open() {
		this.carrier = this.contender.start();
		this.lane = this.carrier.open((message) -> this.arrivals.add());
	}

	@TearDown
	public void close() {
		this.lane.close();
		this.carrier.close();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void deliver() {
		for (int i = 0; i < MESSAGES; i++) {
			this.lane.post(MESSAGE);
		}
		this.arrivals.await();
	}

}
