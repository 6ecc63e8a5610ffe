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
 * One producer, many receivers: it goes round them, a message for each, until all have
 * got as many as the fan says, and waits for the delivery of all. The time per message.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class FanBenchmark {

	private static final int MESSAGES = 100_000;

	private static final Object MESSAGE = "message";

	@Param({ "PORT_COMMON_POOL", "PORT_FIXED_POOL", "PORT_EVENT_LOOP", "ACTOR_COMMON_POOL", "ACTOR_FIXED_POOL",
			"SI_EXECUTOR_CHANNEL", "SUBSCRIBABLE_CHANNEL", "EVENT_MULTICASTER", "VERTX", "REACTOR", "PEKKO" })
	Contender contender;

	/**
	 * The number of channels, and of messages to each of them between two waits.
	 */
	@Param({ "10000x1", "1000x100" })
	String fan;

	private int messagesEach;

	private FanIn delivered;

	private Carrier carrier;

	private Lane[] lanes;

	@Setup
	public void open() {
		String[] sizes = this.fan.split("x");
		this.lanes = new Lane[Integer.parseInt(sizes[0])];
		this.messagesEach = Integer.parseInt(sizes[1]);
		this.delivered = new FanIn(this.lanes.length, this.messagesEach);
		this.carrier = this.contender.start();
		for (int i = 0; i < this.lanes.length; i++) {
			this.lanes[i] = this.carrier.open(this.delivered.spoke(i));
		}
	}

	@TearDown
	public void close() {
		for (Lane lane : this.lanes) {
			lane.close();
		}
		this.carrier.close();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void deliver() {
		int rounds = MESSAGES / (this.lanes.length * this.messagesEach);
		for (int i = 0; i < rounds; i++) {
			post();
			this.delivered.await();
		}
	}

	private void post() {
		for (int i = 0; i < this.messagesEach; i++) {
			for (Lane lane : this.lanes) {
				lane.post(MESSAGE);
			}
		}
	}

}
