package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Taking messages without a listener, against everything else that moves them.
 */
public class ReceiveStress {

	@JCStressTest
	@Description("Q6: two threads receive")
	@Outcome(id = { "12, 3, 0", "13, 2, 0", "23, 1, 0" }, expect = Expect.ACCEPTABLE,
			desc = "Each message once, each thread in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class ReceiveAndReceive extends Stress {

		public ReceiveAndReceive() {
			this.port1.postMessage(1);
			this.port1.postMessage(2);
			this.port1.postMessage(3);
		}

		@Actor
		public void first(III_Result result) {
			int oldest = receive(this.port2);
			result.r1 = oldest * 10 + receive(this.port2);
		}

		@Actor
		public void second(III_Result result) {
			result.r2 = receive(this.port2);
		}

		@Arbiter
		public void all(III_Result result) {
			result.r3 = receive(this.port2);
		}

	}

	@JCStressTest
	@Description("Q6: one thread receives while a turn delivers")
	@Outcome(id = { "0, 123", "1, 23", "2, 13", "3, 12" }, expect = Expect.ACCEPTABLE,
			desc = "Each message once, the listener in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class ReceiveAndTurn extends Stress {

		private final Digits got = new Digits();

		public ReceiveAndTurn() {
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
		public void receive(II_Result result) {
			result.r1 = receive(this.port2);
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q6, Q1: one thread receives while messages are posted to a listener")
	@Outcome(id = { "0, 12", "1, 2", "2, 1" }, expect = Expect.ACCEPTABLE, desc = "Each message once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class ReceiveAndPostToListener extends Stress {

		private final Digits got = new Digits();

		public ReceiveAndPostToListener() {
			this.port2.onMessage(this.got);
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
			this.turns.run();
			this.port1.postMessage(2);
		}

		@Actor
		public void receive(II_Result result) {
			result.r1 = receive(this.port2);
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q6: one thread waits for two messages, another posts them")
	@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The post wakes the receiver")
	@Outcome(id = { "-1, .*", ".*, -1" }, expect = Expect.FORBIDDEN, desc = "Lost wake-up")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Gave up early, lost, or out of order")
	@State
	public static class ReceiveAndPost extends Stress {

		@Actor
		public void receive(II_Result result) {
			result.r1 = await(this.port2);
			result.r2 = await(this.port2);
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
			this.port1.postMessage(2);
		}

	}

	@JCStressTest
	@Description("Q6, Q1: one thread waits on a started port whose turn finds the queue empty")
	@Outcome(id = { "1, 2", "2, 1" }, expect = Expect.ACCEPTABLE, desc = "One message each")
	@Outcome(id = "-1, .*", expect = Expect.FORBIDDEN, desc = "Lost wake-up of the receiver")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or twice")
	@State
	public static class ReceiveAndPostAndTurn extends Stress {

		private final Digits got = new Digits();

		public ReceiveAndPostAndTurn() {
			this.port2.onMessage(this.got);
		}

		@Actor
		public void receive(II_Result result) {
			result.r1 = await(this.port2);
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
			if (this.turns.run() == 1) {
				this.port1.postMessage(2);
			}
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("Q6, C1: one thread waits while the other port closes")
	@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The message, then at once nothing")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, or the close overtook the message")
	@State
	public static class ReceiveAndCloseOfPeer extends Stress {

		@Actor
		public void receive(II_Result result) {
			result.r1 = await(this.port2);
			result.r2 = await(this.port2);
		}

		@Actor
		public void close() {
			this.port1.postMessage(1);
			this.port1.close();
		}

	}

	@JCStressTest
	@Description("Q6, C2, invariant 9: one thread waits while another posts to the port and closes it")
	@Outcome(id = { "1, 0", "0, 1" }, expect = Expect.ACCEPTABLE, desc = "Received, or discarded and counted")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, lost, or twice")
	@State
	public static class ReceiveAndClose extends Stress {

		@Actor
		public void receive(II_Result result) {
			result.r1 = await(this.port2);
		}

		@Actor
		public void close() {
			this.port1.postMessage(1);
			this.port2.close();
		}

		@Arbiter
		public void all(II_Result result) {
			result.r2 = this.tally.discarded();
		}

	}

	@JCStressTest
	@Description("Q6, T1, T2: one thread waits on a port that another transfers")
	@Outcome(id = { "1, 0", "0, 1" }, expect = Expect.ACCEPTABLE, desc = "Received by the old or by the new owner")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost wake-up, lost, or twice")
	@State
	public static class ReceiveAndTransfer extends Carried {

		@Actor
		public void receive(II_Result result) {
			result.r1 = await(this.port2);
		}

		@Actor
		public void transfer(II_Result result) {
			this.port1.postMessage(1);
			result.r2 = receive(move(this.port2));
		}

	}

}
