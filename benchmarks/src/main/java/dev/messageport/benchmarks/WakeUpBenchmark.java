package dev.messageport.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The distribution of the time from a post to its listener, when the receiver has been
 * idle for so long that its thread is parked.
 * <p>
 * JMH samples each call on its own and does not count the pause before it, which makes
 * its percentiles the right ones without a histogram of ours; reading the clock twice
 * costs a hundredth of what is measured. The poster spins until it sees the message
 * arrive, so that no second wake-up is measured: that takes a processor of its own.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class WakeUpBenchmark {

	private static final long PAUSE_NANOS = 100_000;

	/**
	 * So seldom is the clock read that it does not count.
	 */
	private static final int SPINS = 1_024;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"SI_EXECUTOR_CHANNEL", "SI_QUEUE_CHANNEL", "SUBSCRIBABLE_CHANNEL", "EVENT_MULTICASTER", "VERTX", "REACTOR",
			"PEKKO" })
	Contender contender;

	private Carrier carrier;

	private Lane lane;

	private volatile boolean arrived;

	private long deadline;

	@Setup
	public void open() {
		this.carrier = this.contender.start();
		this.lane = this.carrier.open((message) -> this.arrived = true);
	}

	@TearDown
	public void close() {
		this.lane.close();
		this.carrier.close();
	}

	@Setup(Level.Invocation)
	public void pause() {
		this.arrived = false;
		LockSupport.parkNanos(PAUSE_NANOS);
		this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BoundedWait.SECONDS);
	}

	@Benchmark
	public void wake() {
		this.lane.post(MESSAGE);
		for (int spins = 1; !this.arrived; spins++) {
			Thread.onSpinWait();
			if (spins % SPINS == 0) {
				checkDeadline();
			}
		}
	}

	private void checkDeadline() {
		if (System.nanoTime() - this.deadline > 0) {
			throw new IllegalStateException("Missing after " + BoundedWait.SECONDS + " s: the message");
		}
	}

}
