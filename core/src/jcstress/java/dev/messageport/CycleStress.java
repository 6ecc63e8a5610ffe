package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Ports that are sent into each other's queues.
 */
public class CycleStress {

	/**
	 * A channel that one of its ports is sent from, and ends with, its queue.
	 */
	abstract static class Cycle extends Stress {

		final MessageChannel other = this.factory.create();

		/**
		 * Return how many of these channels have closed, seen from the end that stays.
		 */
		static int closed(MessagePort... staying) {
			int count = 0;
			for (MessagePort port : staying) {
				Side gone = ((DefaultMessagePort) port).side.other();
				if (port.isClosed() && !port.postMessage(1) && gone.state() == ChannelSide.State.ENDED) {
					count++;
				}
			}
			return count;
		}

	}

	@JCStressTest
	@Description("P8: two threads close a cycle of two")
	@Outcome(id = { "true, false, 2", "false, true, 2" }, expect = Expect.ACCEPTABLE,
			desc = "The last one saw the cycle, and all four sides are closed")
	@Outcome(id = "false, false, 2", expect = Expect.ACCEPTABLE,
			desc = "Each saw the link of the other, and all four sides are closed")
	@Outcome(id = "true, true, .*", expect = Expect.FORBIDDEN, desc = "Nobody saw the cycle: it leaks for ever")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Dropped without closing everything involved")
	@State
	public static class CycleOfTwo extends Cycle {

		@Actor
		public void first(ZZI_Result result) {
			result.r1 = this.port1.postMessage(7, this.other.port2());
		}

		@Actor
		public void second(ZZI_Result result) {
			result.r2 = this.other.port1().postMessage(7, this.port2);
		}

		@Arbiter
		public void all(ZZI_Result result) {
			result.r3 = closed(this.port1, this.other.port1());
		}

	}

	@JCStressTest
	@Description("P8: two threads post the last two links of a cycle of three")
	@Outcome(id = { "true, false, 3", "false, true, 3", "false, false, 3" }, expect = Expect.ACCEPTABLE,
			desc = "The last one saw the cycle, or both did, and all six sides are closed")
	@Outcome(id = "true, true, .*", expect = Expect.FORBIDDEN, desc = "Nobody saw the cycle: it leaks for ever")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Dropped without closing everything involved")
	@State
	public static class CycleOfThree extends Cycle {

		private final MessageChannel third = this.factory.create();

		public CycleOfThree() {
			this.third.port1().postMessage(7, this.port2);
		}

		@Actor
		public void first(ZZI_Result result) {
			result.r1 = this.port1.postMessage(7, this.other.port2());
		}

		@Actor
		public void second(ZZI_Result result) {
			result.r2 = this.other.port1().postMessage(7, this.third.port2());
		}

		@Arbiter
		public void all(ZZI_Result result) {
			result.r3 = closed(this.port1, this.other.port1(), this.third.port1());
		}

	}

	@JCStressTest
	@Description("P8, T2: one thread takes a port out of the queue of another port, one sends the latter into the former")
	@Outcome(id = "true, true, 0", expect = Expect.ACCEPTABLE, desc = "Taken before: there is no cycle, all live")
	@Outcome(id = "false, false, 2", expect = Expect.ACCEPTABLE, desc = "Sent before: nobody can take it, all close")
	@Outcome(id = "true, false, .*", expect = Expect.FORBIDDEN, desc = "A cycle was seen where there is none")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or closed in part")
	@State
	public static class CycleAndReceive extends Cycle {

		public CycleAndReceive() {
			this.port1.postMessage(7, this.other.port2());
		}

		@Actor
		public void take(ZZI_Result result) {
			result.r1 = arrived(this.port2) != null;
		}

		@Actor
		public void send(ZZI_Result result) {
			try {
				result.r2 = this.other.port1().postMessage(7, this.port2);
			}
			catch (DataCloneException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Arbiter
		public void all(ZZI_Result result) {
			result.r3 = closed(this.port1, this.other.port1());
		}

	}

	@JCStressTest
	@Description("P7, P9: a port is sent to itself by its other end, and transferred elsewhere")
	@Outcome(id = "false, refused, 1", expect = Expect.ACCEPTABLE, desc = "Doomed first: the channel closes")
	@Outcome(id = "refused, true, 0", expect = Expect.ACCEPTABLE, desc = "Transferred first: the channel lives")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none, or the channel is in the wrong state")
	@State
	public static class DoomedAndTransfer extends Cycle {

		@Actor
		public void doom(LLI_Result result) {
			result.r1 = transfer(this.port1, this.port2);
		}

		@Actor
		public void transfer(LLI_Result result) {
			result.r2 = transfer(this.other.port1(), this.port2);
		}

		@Arbiter
		public void all(LLI_Result result) {
			result.r3 = closed(this.port1);
		}

	}

}
