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
 * Starting and pausing, against posts and turns.
 */
public class StartStress {

	@JCStressTest
	@Description("Q1, Q2: a post and the start of the receiving port")
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Delivered once, in one turn")
	@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Lost wake-up: each left the turn to the other")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Twice, or a second turn")
	@State
	public static class PostAndStart extends Stress {

		private final Digits got = new Digits();

		public PostAndStart() {
			this.port2.addMessageListener(this.got);
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
		}

		@Actor
		public void start() {
			this.port2.start();
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q1, Q2: a post and the first listener of a started port")
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Delivered once, in one turn")
	@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Lost wake-up: each left the turn to the other")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Twice, or a second turn")
	@State
	public static class PostAndAddListener extends Stress {

		private final Digits got = new Digits();

		public PostAndAddListener() {
			this.port2.start();
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
		}

		@Actor
		public void add() {
			this.port2.addMessageListener(this.got);
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q2: two threads start one port")
	@Outcome(id = "12, 1", expect = Expect.ACCEPTABLE, desc = "One of them schedules the turn")
	@Outcome(expect = Expect.FORBIDDEN, desc = "No turn, or two")
	@State
	public static class StartAndStart extends Stress {

		private final Digits got = new Digits();

		public StartAndStart() {
			this.port2.addMessageListener(this.got);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

		@Actor
		public void first() {
			this.port2.start();
		}

		@Actor
		public void second() {
			this.port2.start();
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q8: pause while a turn delivers")
	@Outcome(id = "0, 123", expect = Expect.ACCEPTABLE,
			desc = "No message was taken after pause had returned, and none is lost")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Taken after pause had returned, lost, twice, or out of order")
	@State
	public static class PauseAndTurn extends Stress {

		private final Digits got = new Digits();

		private int held;

		public PauseAndTurn() {
			this.port2.onMessage(this.got);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
			this.port1.postMessage(3);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void pause() {
			this.port2.pause();
			this.held = this.port2.queued();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r1 = this.held - this.port2.queued();
			this.port2.start();
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q2, Q8: pause and start while a turn delivers")
	@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "All are delivered, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The turn has parked unseen, or lost, twice, out of order")
	@State
	public static class PauseAndStartAndTurn extends Stress {

		private final Digits got = new Digits();

		public PauseAndStartAndTurn() {
			this.port2.onMessage(this.got);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void pauseAndStart() {
			this.port2.pause();
			this.port2.start();
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q1, Q8: pause while messages come")
	@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "All are delivered after the next start, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class PauseAndPost extends Stress {

		private final Digits got = new Digits();

		public PauseAndPost() {
			this.port2.onMessage(this.got);
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
			this.turns.run();
			this.port1.postMessage(2);
			this.turns.run();
		}

		@Actor
		public void pause() {
			this.port2.pause();
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			this.port2.start();
			this.turns.run();
			result.r1 = this.got.read();
		}

	}

}
