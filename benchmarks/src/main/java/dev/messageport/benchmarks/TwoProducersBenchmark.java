package dev.messageport.benchmarks;

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
import org.openjdk.jmh.annotations.TearDown;

/**
 * Two producers, one receiver: the time per message until those of both are delivered.
 * The second producer waits between two rounds, and is woken once for a hundred thousand
 * messages.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TwoProducersBenchmark {

	private static final int MESSAGES_EACH = 100_000;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"JCTOOLS_LINKED", "JCTOOLS_ARRAY", "SI_EXECUTOR_CHANNEL", "SI_QUEUE_CHANNEL", "SUBSCRIBABLE_CHANNEL",
			"EVENT_MULTICASTER", "VERTX", "REACTOR", "PEKKO" })
	Contender contender;

	private final Arrivals arrivals = new Arrivals(2 * MESSAGES_EACH);

	private final Semaphore round = new Semaphore(0);

	private Carrier carrier;

	private Lane lane;

	private Thread second;

	@Setup
	public void open() {
		this.carrier = this.contender.start();
		this.lane = this.carrier.open((message) -> this.arrivals.add());
		this.second = Pools.thread("second producer", this::postAtEachRound);
		this.second.start();
	}

	@TearDown
	public void close() {
		this.second.interrupt();
		this.lane.close();
		this.carrier.close();
	}

	@Benchmark
	@OperationsPerInvocation(2 * MESSAGES_EACH)
	public void deliver() {
		this.round.release();
		post();
		this.arrivals.await();
	}

	private void postAtEachRound() {
		try {
			while (true) {
				this.round.acquire();
				post();
			}
		}
		catch (InterruptedException ex) {
			// The benchmark is over
		}
	}

	private void post() {
		for (int i = 0; i < MESSAGES_EACH; i++) {
			this.lane.post(MESSAGE);
		}
	}

}
