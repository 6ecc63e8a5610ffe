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
 * A turn of a single message gives up the lease without a lock, while something else
 * happens to the port or to its peer.
 */
public class LeaseStress {

	/**
	 * A port that listens, and for which one message is due.
	 */
	abstract static class Due extends Carried {

		final Digits got = new Digits();

		Due() {
			begin();
		}

		Due(int capacity) {
			super(capacity, OverflowPolicy.FAIL);
			begin();
		}

		private void begin() {
			this.port2.onMessage(this.got);
			this.port1.postMessage(1);
		}

		/**
		 * Read what has arrived once another message was posted and all turns are over.
		 */
		final int readAfterAnother() {
			this.turns.run();
			this.port1.postMessage(2);
			this.turns.run();
			return this.got.read();
		}

	}

	@JCStressTest
	@Description("Q1, Q8: the port is paused and started")
	@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "Both messages, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or a lease that nobody has")
	@State
	public static class EndOfTurnAndPause extends Due {

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void pause() {
			this.port2.pause();
			this.port2.start();
		}

		@Arbiter
		public void all(I_Result result) {
			result.r1 = readAfterAnother();
		}

	}

	@JCStressTest
	@Description("T2, T3: the port is transferred, and listens again")
	@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "Both messages, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or a lease that nobody has")
	@State
	public static class EndOfTurnAndTransfer extends Due {

		private MessagePort moved;

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void transfer() {
			this.moved = move(this.port2);
			this.moved.onMessage(this.got);
		}

		@Arbiter
		public void all(I_Result result) {
			result.r1 = readAfterAnother();
		}

	}

	@JCStressTest
	@Description("P9, T2: the peer is transferred, which puts a fence on the queue, and posts")
	@Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "All messages, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or a lease that nobody has")
	@State
	public static class EndOfTurnAndTransferOfPeer extends Due {

		private MessagePort moved;

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void transfer() {
			this.moved = move(this.port1);
			this.moved.postMessage(2);
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			this.moved.postMessage(3);
			this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("C1, invariant 6: the peer closes")
	@Outcome(id = "19", expect = Expect.ACCEPTABLE, desc = "The message, then the close, once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or a close that nobody hears of")
	@State
	public static class EndOfTurnAndCloseOfPeer extends Due {

		public EndOfTurnAndCloseOfPeer() {
			this.port2.onClose(this.got);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void close() {
			this.port1.close();
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q7: others fill a queue for two, which is empty in the end")
	@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "As many messages as it has capacity for")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The limit is not that of an empty queue, or something is left")
	@State
	public static class EndOfTurnAndFullQueue extends Due {

		public EndOfTurnAndFullQueue() {
			super(2);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void fill() {
			for (int i = 0; i < 4; i++) {
				post(this.port1, 2);
			}
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r2 = this.port2.queued();
			for (int i = 0; i < 4; i++) {
				result.r1 += post(this.port1, 3) ? 1 : 0;
			}
		}

	}

	@JCStressTest
	@Description("G1: a close listener is added")
	@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The port of an idle queue is not held")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Held for ever, if nobody posts any more")
	@State
	public static class EndOfTurnAndCloseListener extends Due {

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void listen() {
			this.port2.addCloseListener(this.got);
		}

		@Arbiter
		public void all(II_Result result) {
			Side side = ((DefaultMessagePort) this.port2).side;
			this.turns.run();
			result.r1 = side.isIdle() ? 1 : 0;
			result.r2 = side.holdsPort() ? 1 : 0;
		}

	}

}
