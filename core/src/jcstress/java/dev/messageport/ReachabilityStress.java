package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Who keeps whom from being collected, whatever happens at the same time (G1).
 */
public class ReachabilityStress {

	/**
	 * A port with a listener, whose peer is transferred.
	 */
	abstract static class Moving extends Stress {

		final MessageChannel carrier = this.factory.create();

		final Digits got = new Digits();

		Moving() {
			this.port2.addMessageListener(this.got);
		}

		final int keeps(MessagePort port) {
			return (((DefaultMessagePort) port).kept() == this.port2) ? 1 : 0;
		}

	}

	@JCStressTest
	@Description("G1: a port is started while its peer is transferred")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The new owner keeps it alive")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It may be collected while it listens")
	@State
	public static class StartAndTransfer extends Moving {

		@Actor
		public void start() {
			this.port2.start();
		}

		@Actor
		public void transfer() {
			transfer(this.carrier.port1(), this.port1);
		}

		@Arbiter
		public void all(I_Result result) {
			result.r1 = keeps(arrived(this.carrier.port2()));
		}

	}

	@JCStressTest
	@Description("G1: a port is started while its peer arrives")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The new owner keeps it alive")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It may be collected while it listens")
	@State
	public static class StartAndArrival extends Moving {

		private MessagePort arrived;

		public StartAndArrival() {
			transfer(this.carrier.port1(), this.port1);
		}

		@Actor
		public void start() {
			this.port2.start();
		}

		@Actor
		public void arrive() {
			this.arrived = arrived(this.carrier.port2());
		}

		@Arbiter
		public void all(I_Result result) {
			result.r1 = keeps(this.arrived);
		}

	}

	@JCStressTest
	@Description("G1: a port is paused while its peer is transferred")
	@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Nobody keeps it alive")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It leaks")
	@State
	public static class PauseAndTransfer extends Moving {

		public PauseAndTransfer() {
			this.port2.start();
		}

		@Actor
		public void pause() {
			this.port2.pause();
		}

		@Actor
		public void transfer() {
			transfer(this.carrier.port1(), this.port1);
		}

		@Arbiter
		public void all(I_Result result) {
			result.r1 = keeps(arrived(this.carrier.port2()));
		}

	}

	@JCStressTest
	@Description("G1: two threads start and pause")
	@Outcome(id = { "0", "1" }, expect = Expect.ACCEPTABLE, desc = "Kept alive if it is started at the end")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Kept alive though it is paused, or the reverse")
	@State
	public static class StartAndPause extends Moving {

		@Actor
		public void start() {
			this.port2.start();
		}

		@Actor
		public void pause() {
			this.port2.pause();
		}

		@Arbiter
		public void all(I_Result result) {
			int kept = keeps(this.port1);
			result.r1 = (this.port2.isStarted() == (kept == 1)) ? kept : -1;
		}

	}

	@JCStressTest
	@Description("G1: a post to a port that arrives and starts")
	@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "Held while the turn is due, then no more")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Collected with a message due, or leaked, or lost")
	@State
	public static class PostAndArrival extends Moving {

		private final Side side = ((DefaultMessagePort) this.port2).side;

		private MessagePort arrived;

		public PostAndArrival() {
			transfer(this.carrier.port1(), this.port2);
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
		}

		@Actor
		public void arrive() {
			this.arrived = arrived(this.carrier.port2());
			this.arrived.onMessage(this.got);
		}

		@Arbiter
		public void all(III_Result result) {
			result.r1 = this.side.holdsPort() ? 1 : 0;
			this.turns.run();
			result.r2 = this.got.read();
			result.r3 = this.side.holdsPort() ? 1 : 0;
		}

	}

}
