package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Suspending and resuming the delivery of a factory.
 */
public class SuspendStress {

	/**
	 * A started port, and the control of its factory.
	 */
	abstract static class Controlled extends Stress {

		final DeliveryControl control = (DeliveryControl) this.factory;

		final Digits got = new Digits();

		Controlled() {
			this.port2.onMessage(this.got);
		}

	}

	@JCStressTest
	@Description("G3: a post while delivery is resumed")
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Delivered once, in one turn")
	@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "The turn is held for ever")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Twice, or a second turn")
	@State
	public static class ResumeAndPost extends Controlled {

		public ResumeAndPost() {
			this.control.suspend();
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
		}

		@Actor
		public void resume() {
			this.control.resume();
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("G3: two threads resume delivery")
	@Outcome(id = "12, 1", expect = Expect.ACCEPTABLE, desc = "Delivered once, in one turn")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or a second turn")
	@State
	public static class ResumeAndResume extends Controlled {

		public ResumeAndResume() {
			this.control.suspend();
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

		@Actor
		public void first() {
			this.control.resume();
		}

		@Actor
		public void second() {
			this.control.resume();
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("G3: delivery is suspended while a turn runs")
	@Outcome(id = "true, 1234", expect = Expect.ACCEPTABLE,
			desc = "At most one call was starting when suspend returned; the rest is delivered after the resume")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Delivered while suspended, lost, twice, or out of order")
	@State
	public static class SuspendAndTurn extends Stress {

		private final DeliveryControl control = (DeliveryControl) this.factory;

		private final Digits got = new Digits();

		private volatile boolean suspended;

		private int late;

		public SuspendAndTurn() {
			this.port2.onMessage((event) -> {
				if (this.suspended) {
					this.late++;
				}
				this.got.onMessage(event);
			});
			for (int i = 1; i <= 4; i++) {
				this.port1.postMessage(i);
			}
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void suspend() {
			this.control.suspend();
			this.suspended = true;
		}

		@Arbiter
		public void all(ZI_Result result) {
			this.turns.run();
			result.r1 = this.late <= 1;
			this.control.resume();
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("G3: delivery is suspended and resumed while messages come and turns run")
	@Outcome(id = "12, 0", expect = Expect.ACCEPTABLE, desc = "Each message once, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class SuspendAndResumeAndPost extends Controlled {

		@Actor
		public void post() {
			this.port1.postMessage(1);
			this.turns.run();
			this.port1.postMessage(2);
			this.turns.run();
		}

		@Actor
		public void suspendAndResume() {
			this.control.suspend();
			this.control.resume();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r1 = this.got.read();
			result.r2 = this.port2.queued();
		}

	}

}
