package dev.messageport;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The threads of event loops: going to sleep, and shutting down, against tasks that come.
 */
public class LoopStress {

	private static final long PATIENCE = Duration.ofSeconds(4).toNanos();

	// Does nothing but park and wake up
	private static final EventLoop loop = EventLoopGroup.start(1, "stress-", Duration.ZERO).next();

	private static int accepted(EventLoop loop, Runnable task) {
		try {
			loop.execute(task);
			return 1;
		}
		catch (RejectedExecutionException ex) {
			return 0;
		}
	}

	@JCStressTest
	@Description("Two tasks come while the thread runs, parks, or is parked")
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Each ran once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, lost task, or run twice")
	@State
	public static class SendAndSend {

		private volatile int first;

		private volatile int second;

		@Actor
		public void first() {
			loop.execute(() -> this.first++);
		}

		@Actor
		public void second() {
			loop.execute(() -> this.second++);
		}

		@Arbiter
		public void all(II_Result result) {
			long start = System.nanoTime();
			while ((this.first == 0 || this.second == 0) && System.nanoTime() - start < PATIENCE) {
				Thread.yield();
			}
			result.r1 = this.first;
			result.r2 = this.second;
		}

	}

	@JCStressTest
	@Description("A task comes while the loop is shut down")
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Accepted and run")
	@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Rejected")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Accepted and lost, or rejected and run")
	@State
	public static class SendAndShutdown {

		private final EventLoopGroup group = new EventLoopGroup(1, "unstarted-", Duration.ZERO);

		private int ran;

		@Actor
		public void send(II_Result result) {
			result.r1 = accepted(this.group.next(), () -> this.ran++);
		}

		@Actor
		public void shutdown() {
			this.group.shutdown();
		}

		@Arbiter
		public void all(II_Result result) {
			this.group.next().run();
			result.r2 = this.ran;
		}

	}

}
