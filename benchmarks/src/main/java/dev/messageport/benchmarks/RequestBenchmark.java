package dev.messageport.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

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
 * Request and reply, time per request. Each answer makes the next request, so that as
 * many are under way all the time as the parameter says, and no thread waits for any.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class RequestBenchmark {

	private static final int REQUESTS = 20_000;

	private static final int WARM_UP_SECONDS = 5;

	private static final Object QUESTION = "question";

	@Param
	RequestContender contender;

	@Param({ "1", "1000" })
	int inFlight;

	private final Semaphore over = new Semaphore(0);

	private volatile @Nullable Throwable error;

	private Asker asker;

	@Setup
	public void open() throws InterruptedException {
		this.asker = this.contender.start();
		WarmUp.run(WARM_UP_SECONDS, this::request);
	}

	@TearDown
	public void close() {
		this.asker.close();
	}

	@Benchmark
	@OperationsPerInvocation(REQUESTS)
	public void request() {
		this.asker.begin(() -> {
			for (int i = 0; i < this.inFlight; i++) {
				new Chain(REQUESTS / this.inFlight).ask();
			}
		});
		BoundedWait.acquire(this.over, this.inFlight,
				() -> (this.inFlight - this.over.availablePermits()) + " of " + this.inFlight + " chains of requests");
		if (this.error != null) {
			throw new IllegalStateException("A request has failed", this.error);
		}
	}

	/**
	 * Requests one after the other.
	 */
	private final class Chain implements BiConsumer<@Nullable Object, @Nullable Throwable> {

		private int left;

		Chain(int requests) {
			this.left = requests;
		}

		// A future would swallow what is thrown here, and nobody would end the wait
		void ask() {
			try {
				RequestBenchmark.this.asker.ask(QUESTION, this);
			}
			catch (RuntimeException ex) {
				RequestBenchmark.this.error = ex;
				RequestBenchmark.this.over.release();
			}
		}

		@Override
		public void accept(@Nullable Object answer, @Nullable Throwable failure) {
			if (failure != null) {
				RequestBenchmark.this.error = failure;
			}
			if (--this.left > 0) {
				ask();
			}
			else {
				RequestBenchmark.this.over.release();
			}
		}

	}

}
