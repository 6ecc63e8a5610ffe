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
 * One way to a listener in a Spring application: the time per message until all of them
 * were handled.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ListenerBenchmark {

	private static final int MESSAGES = 100_000;

	private static final Object MESSAGE = "message";

	@Param
	ListenerContender contender;

	private final Arrivals arrivals = new Arrivals(MESSAGES);

	private ListenerContender.Sender sender;

	@Setup
	public void open() {
		this.sender = this.contender.start(this.arrivals);
	}

	@TearDown
	public void close() {
		this.sender.close();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void send() {
		for (int i = 0; i < MESSAGES; i++) {
			this.sender.send(MESSAGE);
		}
		this.arrivals.await();
	}

}
