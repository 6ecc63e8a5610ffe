package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZIZ_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Full queues: their length, their policies, and who waits for room.
 */
public class CapacityStress {

	@JCStressTest
	@Description("Q7: two threads post to a queue for one message")
	@Outcome(id = { "true, false, 1", "false, true, 1" }, expect = Expect.ACCEPTABLE, desc = "One of them finds room")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Longer than its capacity, or room that nobody got")
	@State
	public static class FullForOneOfTwo extends Stress {

		public FullForOneOfTwo() {
			super(1, OverflowPolicy.FAIL);
		}

		@Actor
		public void first(ZZI_Result result) {
			result.r1 = post(this.port1, 1);
		}

		@Actor
		public void second(ZZI_Result result) {
			result.r2 = post(this.port1, 2);
		}

		@Arbiter
		public void all(ZZI_Result result) {
			result.r3 = this.port2.queued();
		}

	}

	@JCStressTest
	@Description("Q7: a post to a full queue while its reader makes room")
	@Outcome(id = "true, 1, false", expect = Expect.ACCEPTABLE, desc = "There was room, and is none now")
	@Outcome(id = "false, 1, true", expect = Expect.ACCEPTABLE, desc = "There was no room yet, and there is now")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Longer than its capacity, or room is lost")
	@State
	public static class PostAndReceive extends Stress {

		public PostAndReceive() {
			super(1, OverflowPolicy.FAIL);
			this.port1.postMessage(1);
		}

		@Actor
		public void post(ZIZ_Result result) {
			result.r1 = post(this.port1, 2);
		}

		@Actor
		public void receive(ZIZ_Result result) {
			result.r2 = receive(this.port2);
		}

		@Arbiter
		public void all(ZIZ_Result result) {
			result.r3 = post(this.port1, 3);
		}

	}

	@JCStressTest
	@Description("Q7: posts while a queue that was once full becomes empty")
	@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "Never more than two messages")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Longer than its capacity: the numbers of before still counted")
	@State
	public static class PostAndEmpty extends Stress {

		public PostAndEmpty() {
			super(2, OverflowPolicy.FAIL);
			post(this.port1, 1);
			post(this.port1, 2);
			receive(this.port2);
			post(this.port1, 3);
			receive(this.port2);
			post(this.port1, 4);
		}

		@Actor
		public void post() {
			for (int i = 0; i < 6; i++) {
				post(this.port1, 5);
			}
		}

		@Actor
		public void receive() {
			receive(this.port2);
			receive(this.port2);
		}

		@Arbiter
		public void all(Z_Result result) {
			result.r1 = this.port2.queued() <= 2;
		}

	}

	@JCStressTest
	@Description("Q7, BLOCK: a post waits for room while one thread receives")
	@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "The receiver wakes the poster")
	@Outcome(id = "-1, .*", expect = Expect.FORBIDDEN, desc = "Lost wake-up")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class BlockedPostAndReceive extends Stress {

		public BlockedPostAndReceive() {
			super(1, OverflowPolicy.BLOCK);
			this.port1.postMessage(1);
		}

		@Actor
		public void post(III_Result result) {
			result.r1 = postOrWait(this.port1, 2);
		}

		@Actor
		public void receive(III_Result result) {
			result.r2 = receive(this.port2);
		}

		@Arbiter
		public void all(III_Result result) {
			result.r3 = receive(this.port2);
		}

	}

	@JCStressTest
	@Description("Q7, BLOCK: a post waits for room while a turn takes a batch")
	@Outcome(id = "1, 123", expect = Expect.ACCEPTABLE, desc = "The turn wakes the poster")
	@Outcome(id = "-1, .*", expect = Expect.FORBIDDEN, desc = "Lost wake-up")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class BlockedPostAndTurn extends Stress {

		private final Digits got = new Digits();

		public BlockedPostAndTurn() {
			super(2, OverflowPolicy.BLOCK);
			this.port2.onMessage(this.got);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

		@Actor
		public void post(II_Result result) {
			result.r1 = postOrWait(this.port1, 3);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q7, P1, BLOCK: a post waits for room while its port is closed")
	@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The close wakes the poster, with false")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, or queued into a full queue")
	@State
	public static class BlockedPostAndClose extends Stress {

		public BlockedPostAndClose() {
			super(1, OverflowPolicy.BLOCK);
			this.port1.postMessage(1);
		}

		@Actor
		public void post(I_Result result) {
			result.r1 = postOrWait(this.port1, 2);
		}

		@Actor
		public void close() {
			this.port1.close();
		}

	}

	@JCStressTest
	@Description("Q7, P1, BLOCK: a post waits for room while the receiving port is closed")
	@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The close wakes the poster, with false")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, or queued into a closed queue")
	@State
	public static class BlockedPostAndCloseOfReceiver extends Stress {

		public BlockedPostAndCloseOfReceiver() {
			super(1, OverflowPolicy.BLOCK);
			this.port1.postMessage(1);
		}

		@Actor
		public void post(I_Result result) {
			result.r1 = postOrWait(this.port1, 2);
		}

		@Actor
		public void close() {
			this.port2.close();
		}

	}

	@JCStressTest
	@Description("Q7, P9, BLOCK: a post waits for room while its port is transferred")
	@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The transfer wakes the poster, with false")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, or queued into a full queue")
	@State
	public static class BlockedPostAndTransfer extends Carried {

		public BlockedPostAndTransfer() {
			super(1, OverflowPolicy.BLOCK);
			this.port1.postMessage(1);
		}

		@Actor
		public void post(I_Result result) {
			result.r1 = postOrWait(this.port1, 2);
		}

		@Actor
		public void transfer() {
			move(this.port1);
		}

	}

	@JCStressTest
	@Description("Q7, DROP_OLDEST, invariant 9: two threads post to a full queue for two")
	@Outcome(id = "2, 2, 2", expect = Expect.ACCEPTABLE, desc = "Both are queued, two are discarded and counted")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Longer than its capacity, lost without being counted, or refused")
	@State
	public static class DropOldest extends Stress {

		private boolean posted1;

		private boolean posted2;

		public DropOldest() {
			super(2, OverflowPolicy.DROP_OLDEST);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

		@Actor
		public void first() {
			this.posted1 = post(this.port1, 3);
		}

		@Actor
		public void second() {
			this.posted2 = post(this.port1, 4);
		}

		@Arbiter
		public void all(III_Result result) {
			result.r1 = (this.posted1 ? 1 : 0) + (this.posted2 ? 1 : 0);
			result.r2 = this.port2.queued();
			result.r3 = this.tally.discarded();
		}

	}

	@JCStressTest
	@Description("Q7, CLOSE, C1: a post overflows a queue while another thread reads it and posts once more")
	@Outcome(id = { "1, 1, true", "2, 2, true" }, expect = Expect.ACCEPTABLE,
			desc = "What was queued before the close is read, nothing is queued after it")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Queued on top of the close, lost, or not closed")
	@State
	public static class OverflowCloses extends Stress {

		private boolean posted2;

		private boolean posted3;

		private int received;

		public OverflowCloses() {
			super(1, OverflowPolicy.CLOSE);
			this.port1.postMessage(1);
		}

		@Actor
		public void overflow() {
			this.posted2 = this.port1.postMessage(2);
		}

		@Actor
		public void readAndPost() {
			this.received = (receive(this.port2) != 0) ? 1 : 0;
			this.posted3 = this.port1.postMessage(3);
		}

		@Arbiter
		public void all(IIZ_Result result) {
			result.r1 = 1 + (this.posted2 ? 1 : 0) + (this.posted3 ? 1 : 0);
			result.r3 = this.port2.isClosed() && !this.port1.postMessage(4);
			while (receive(this.port2) != 0) {
				this.received++;
			}
			result.r2 = this.received;
		}

	}

}
