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

/**
 * The whole cycle of a transfer: create a channel, send one end over a carrier, receive
 * it, post a message to it, receive that, close.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TransferBenchmark {

	private static final int TRANSFERS = 1_000;

	private static final int WARM_UP_SECONDS = 5;

	@Param
	TransferContender contender;

	private TransferContender.Cycles cycles;

	@Setup
	public void open() throws InterruptedException {
		this.cycles = this.contender.start();
		WarmUp.run(WARM_UP_SECONDS, this::transfer);
	}

	@Benchmark
	@OperationsPerInvocation(TRANSFERS)
	public void transfer() throws InterruptedException {
		this.cycles.run(TRANSFERS);
	}

}
