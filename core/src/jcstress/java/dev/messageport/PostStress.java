package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Posts against posts, and against the turn that delivers them.
 */
public class PostStress {

	@JCStressTest
	@Description("Q3, invariant 9: two threads post on one port")
	@Outcome(id = { "1234, 1", "1324, 1", "1342, 1", "3124, 1", "3142, 1", "3412, 1" }, expect = Expect.ACCEPTABLE,
			desc = "Each message once, in the order of its thread; one turn was scheduled")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, out of order, or a second turn")
	@State
	public static class PostAndPost extends Stress {

		private final Digits got = new Digits();

		public PostAndPost() {
			this.port2.onMessage(this.got);
		}

		@Actor
		public void first() {
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

		@Actor
		public void second() {
			this.port1.postMessage(3);
			this.port1.postMessage(4);
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q1, Q3: posts while the turn finds the queue empty and goes")
	@Outcome(id = "1234", expect = Expect.ACCEPTABLE, desc = "Each message once, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class PostAndTurn extends Stress {

		private final Digits got = new Digits();

		public PostAndTurn() {
			this.port2.onMessage(this.got);
			this.port1.postMessage(1);
		}

		@Actor
		public void post() {
			this.port1.postMessage(2);
			this.port1.postMessage(3);
			this.port1.postMessage(4);
		}

		@Actor
		public void turn() {
			this.turns.run();
			this.turns.run();
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			result.r1 = this.got.read();
		}

	}

}
