package dev.messageport.benchmarks;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * The whole cycle of a transfer: create a channel, send one end over a carrier, receive
 * it, post a message to it, receive that, close. No other library in a JVM does this.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TransferBenchmark {

	private static final int TRANSFERS = 1_000;

	private static final Object MESSAGE = "message";

	@Param
	BenchmarkExecutor executor;

	private final Semaphore closed = new Semaphore(0);

	private MessageChannelFactory factory;

	private MessageChannel carrier;

	private MessageChannel listeningCarrier;

	@Setup
	public void open() {
		this.factory = MessageChannelFactory.builder().executor(this.executor.create()).build();
		this.carrier = this.factory.create();
		this.listeningCarrier = this.factory.create();
		this.listeningCarrier.port2().onMessage((event) -> event.ports().get(0).onMessage((inner) -> {
			inner.target().close();
			this.closed.release();
		}));
	}

	/**
	 * On one thread, by {@link MessagePort#receive}: the work itself.
	 * @return the message that came through the transferred port
	 * @throws InterruptedException never
	 */
	@Benchmark
	public @Nullable Object received() throws InterruptedException {
		MessageChannel channel = this.factory.create();
		this.carrier.port1().postMessage(null, channel.port2());
		MessageEvent arrival = Objects.requireNonNull(this.carrier.port2().receive(Duration.ZERO));
		MessagePort port = arrival.ports().get(0);
		channel.port1().postMessage(MESSAGE);
		MessageEvent message = Objects.requireNonNull(port.receive(Duration.ZERO));
		port.close();
		return message.data();
	}

	/**
	 * On the executor, by listeners: what a program would do.
	 */
	@Benchmark
	@OperationsPerInvocation(TRANSFERS)
	public void delivered() {
		for (int i = 0; i < TRANSFERS; i++) {
			MessageChannel channel = this.factory.create();
			this.listeningCarrier.port1().postMessage(null, channel.port2());
			channel.port1().postMessage(MESSAGE);
		}
		this.closed.acquireUninterruptibly(TRANSFERS);
	}

}
