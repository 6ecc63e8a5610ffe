package dev.messageport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Adding and removing listeners while messages are delivered.
 */
public class ListenerStress {

	@JCStressTest
	@Description("Q1: the only listener is removed while a turn delivers")
	@Outcome(id = { "0, 123", "1, 23", "12, 3", "123, 0" }, expect = Expect.ACCEPTABLE,
			desc = "What it did not get waits for the next listener")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class RemoveAndTurn extends Stress {

		private final Digits removed = new Digits();

		private final Digits next = new Digits();

		private final Registration registration = this.port2.addMessageListener(this.removed);

		public RemoveAndTurn() {
			this.port2.start();
			this.port1.postMessage(1);
			this.port1.postMessage(2);
			this.port1.postMessage(3);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void remove() {
			this.registration.remove();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			this.port2.addMessageListener(this.next);
			this.turns.run();
			result.r1 = this.removed.read();
			result.r2 = this.next.read();
		}

	}

	@JCStressTest
	@Description("Q1: the only listener is removed while messages come")
	@Outcome(id = { "0, 12", "1, 2", "12, 0" }, expect = Expect.ACCEPTABLE,
			desc = "What it did not get waits for the next listener")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class RemoveAndPost extends Stress {

		private final Digits removed = new Digits();

		private final Digits next = new Digits();

		private final Registration registration = this.port2.addMessageListener(this.removed);

		public RemoveAndPost() {
			this.port2.start();
		}

		@Actor
		public void post() {
			this.port1.postMessage(1);
			this.turns.run();
			this.port1.postMessage(2);
			this.turns.run();
		}

		@Actor
		public void remove() {
			this.registration.remove();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			this.port2.addMessageListener(this.next);
			this.turns.run();
			result.r1 = this.removed.read();
			result.r2 = this.next.read();
		}

	}

	@JCStressTest
	@Description("Q4, Q8: a second listener is added while a turn delivers")
	@Outcome(id = { "123, 0", "123, 3", "123, 23", "123, 123" }, expect = Expect.ACCEPTABLE,
			desc = "It gets the messages that are taken from then on")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A message was skipped, or the first listener missed one")
	@State
	public static class AddAndTurn extends Stress {

		private final Digits first = new Digits();

		private final Digits second = new Digits();

		public AddAndTurn() {
			this.port2.onMessage(this.first);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
			this.port1.postMessage(3);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void add() {
			this.port2.addMessageListener(this.second);
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r1 = this.first.read();
			result.r2 = this.second.read();
		}

	}

	@JCStressTest
	@Description("Q2: two threads add a listener each to a started port where a message waits")
	@Outcome(id = { "1, 0", "0, 1", "1, 1" }, expect = Expect.ACCEPTABLE,
			desc = "The message goes to those that were there when it was taken")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A listener was overwritten, or no turn was scheduled")
	@State
	public static class AddAndAdd extends Stress {

		private final Digits first = new Digits();

		private final Digits second = new Digits();

		public AddAndAdd() {
			this.port2.start();
			this.port1.postMessage(1);
		}

		@Actor
		public void addFirst() {
			this.port2.addMessageListener(this.first);
			this.turns.run();
		}

		@Actor
		public void addSecond() {
			this.port2.addMessageListener(this.second);
			this.turns.run();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r1 = this.first.read();
			result.r2 = this.second.read();
		}

	}

}
