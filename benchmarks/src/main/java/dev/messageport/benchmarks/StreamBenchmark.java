package dev.messageport.benchmarks;

import java.util.concurrent.Flow;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * A stream of answers to one request after the other: the time per element.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class StreamBenchmark {

	private static final int STREAMS = 50;

	private static final int ELEMENTS = 1_000;

	@Param
	StreamContender contender;

	private StreamContender.Source source;

	@Setup
	public void open() {
		this.source = this.contender.start();
	}

	@TearDown
	public void close() {
		this.source.end().run();
	}

	@Benchmark
	@OperationsPerInvocation(STREAMS * ELEMENTS)
	public void read() {
		for (int i = 0; i < STREAMS; i++) {
			Reader reader = new Reader();
			this.source.open().apply(ELEMENTS).subscribe(reader);
			reader.await();
		}
	}

	/**
	 * Reads all there is, as fast as it comes.
	 */
	private static final class Reader implements Flow.Subscriber<Integer> {

		private final Semaphore over = new Semaphore(0);

		private int read;

		private @Nullable Throwable error;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Integer element) {
			this.read++;
		}

		@Override
		public void onError(Throwable failure) {
			this.error = failure;
			this.over.release();
		}

		@Override
		public void onComplete() {
			this.over.release();
		}

		void await() {
			BoundedWait.acquire(this.over, 1,
					() -> (ELEMENTS - this.read) + " of " + ELEMENTS + " elements, or the end of the stream");
			if (this.error != null || this.read != ELEMENTS) {
				throw new IllegalStateException("A stream of " + ELEMENTS + " elements ended after " + this.read,
						this.error);
			}
		}

	}

}
