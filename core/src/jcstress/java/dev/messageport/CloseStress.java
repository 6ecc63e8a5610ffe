package dev.messageport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Closing, against posts, turns and other closes.
 */
public class CloseStress {

	@JCStressTest
	@Description("P1, C2, invariant 9: a post and the close of the receiving port")
	@Outcome(id = "true, 1, 0", expect = Expect.ACCEPTABLE, desc = "Queued and delivered before the close")
	@Outcome(id = "true, 0, 1", expect = Expect.ACCEPTABLE, desc = "Queued, then discarded and counted")
	@Outcome(id = "false, 0, 0", expect = Expect.ACCEPTABLE, desc = "Closed before the post")
	@Outcome(id = "true, 0, 0", expect = Expect.FORBIDDEN, desc = "Lost without being counted")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Delivered in spite of false, or counted twice")
	@State
	public static class PostAndCloseOfReceiver extends Stress {

		private final Digits got = new Digits();

		private boolean posted;

		public PostAndCloseOfReceiver() {
			this.port2.onMessage(this.got);
		}

		@Actor
		public void post() {
			this.posted = this.port1.postMessage(1);
			this.turns.run();
		}

		@Actor
		public void close() {
			this.port2.close();
		}

		@Arbiter
		public void all(ZII_Result result) {
			this.turns.run();
			result.r1 = this.posted;
			result.r2 = this.got.read();
			result.r3 = this.tally.discarded();
		}

	}

	@JCStressTest
	@Description("C2, invariant 9: the receiving port closes while a turn delivers")
	@Outcome(id = { "0, 3, true", "1, 2, true", "12, 1, true", "123, 0, true" }, expect = Expect.ACCEPTABLE,
			desc = "The first ones are delivered, the others discarded; at most one call was running at the close")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Delivered and discarded, neither, or taken after close had returned")
	@State
	public static class TurnAndCloseOfReceiver extends Stress {

		private final Digits got = new Digits();

		private volatile boolean closed;

		private int late;

		public TurnAndCloseOfReceiver() {
			this.port2.onMessage((event) -> {
				if (this.closed) {
					this.late++;
				}
				this.got.onMessage(event);
			});
			this.port1.postMessage(1);
			this.port1.postMessage(2);
			this.port1.postMessage(3);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void close() {
			this.port2.close();
			this.closed = true;
		}

		@Arbiter
		public void all(IIZ_Result result) {
			this.turns.run();
			result.r1 = this.got.read();
			result.r2 = this.tally.discarded();
			result.r3 = this.late <= 1;
		}

	}

	@JCStressTest
	@Description("P1, C1, invariant 6: posts on a port that another thread closes")
	@Outcome(id = { "true, true, 129", "true, false, 19", "false, false, 9" }, expect = Expect.ACCEPTABLE,
			desc = "What was posted with true comes before the close event, nothing comes after it")
	@Outcome(expect = Expect.FORBIDDEN,
			desc = "A message came after the close event, is lost, or came in spite of false")
	@State
	public static class PostAndCloseOfPoster extends Stress {

		private final Digits got = new Digits();

		public PostAndCloseOfPoster() {
			this.port2.onMessage(this.got);
			this.port2.onClose(this.got);
		}

		@Actor
		public void post(ZZI_Result result) {
			result.r1 = this.port1.postMessage(1);
			result.r2 = this.port1.postMessage(2);
		}

		@Actor
		public void close() {
			this.port1.close();
			this.turns.run();
		}

		@Arbiter
		public void all(ZZI_Result result) {
			this.turns.run();
			result.r3 = this.got.read();
		}

	}

	@JCStressTest
	@Description("C1, invariant 6: the other port closes while a turn delivers")
	@Outcome(id = "129", expect = Expect.ACCEPTABLE, desc = "All messages, then one close event")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A message or the close event is lost, came twice, or out of order")
	@State
	public static class TurnAndCloseOfPeer extends Stress {

		private final Digits got = new Digits();

		public TurnAndCloseOfPeer() {
			this.port2.onMessage(this.got);
			this.port2.onClose(this.got);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
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
	@Description("C3: the other port closes while this one is started")
	@Outcome(id = "19", expect = Expect.ACCEPTABLE, desc = "The message, then one close event")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The message or the close event is lost, or came twice")
	@State
	public static class StartAndCloseOfPeer extends Stress {

		private final Digits got = new Digits();

		public StartAndCloseOfPeer() {
			this.port2.addMessageListener(this.got);
			this.port2.onClose(this.got);
			this.port1.postMessage(1);
		}

		@Actor
		public void start() {
			this.port2.start();
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
	@Description("C3, C4, C5: both ends close")
	@Outcome(id = "LOCAL, LOCAL, 0, 0", expect = Expect.ACCEPTABLE, desc = "Both closed before they knew of the other")
	@Outcome(id = { "LOCAL, PEER, 0, 0", "LOCAL, PEER, 0, 9" }, expect = Expect.ACCEPTABLE,
			desc = "Port 1 was first; port 2 got its event or closed before")
	@Outcome(id = { "PEER, LOCAL, 0, 0", "PEER, LOCAL, 9, 0" }, expect = Expect.ACCEPTABLE,
			desc = "Port 2 was first; port 1 got its event or closed before")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody was first, an event for the one that was, or a second event")
	@State
	public static class CloseAndCloseOfPeer extends Stress {

		private final Digits got1 = new Digits();

		private final Digits got2 = new Digits();

		private final CompletableFuture<CloseEvent> closed1 = this.port1.closed().toCompletableFuture();

		private final CompletableFuture<CloseEvent> closed2 = this.port2.closed().toCompletableFuture();

		public CloseAndCloseOfPeer() {
			this.port1.onMessage(this.got1).onClose(this.got1);
			this.port2.onMessage(this.got2).onClose(this.got2);
		}

		@Actor
		public void closePort1() {
			this.port1.close();
			this.turns.run();
		}

		@Actor
		public void closePort2() {
			this.port2.close();
			this.turns.run();
		}

		@Arbiter
		public void all(LLLL_Result result) {
			this.turns.run();
			result.r1 = this.closed1.join().reason();
			result.r2 = this.closed2.join().reason();
			result.r3 = this.got1.read();
			result.r4 = this.got2.read();
		}

	}

	@JCStressTest
	@Description("C1, C5: two threads close one port")
	@Outcome(id = "19", expect = Expect.ACCEPTABLE, desc = "The other port gets the message and one close event")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or a second close event")
	@State
	public static class CloseAndClose extends Stress {

		private final Digits got = new Digits();

		public CloseAndClose() {
			this.port2.onMessage(this.got).onClose(this.got);
			this.port1.postMessage(1);
		}

		@Actor
		public void first() {
			this.port1.close();
			this.turns.run();
		}

		@Actor
		public void second() {
			this.port1.close();
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			result.r1 = this.got.read();
		}

	}

	@JCStressTest
	@Description("C3: closed() is asked for while the other port closes")
	@Outcome(id = "PEER", expect = Expect.ACCEPTABLE, desc = "The stage completes")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The stage never completes")
	@State
	public static class ClosedAndClose extends Stress {

		private CompletableFuture<CloseEvent> closed;

		@Actor
		public void ask() {
			this.closed = this.port2.closed().toCompletableFuture();
		}

		@Actor
		public void close() {
			this.port1.close();
		}

		@Arbiter
		public void all(L_Result result) {
			result.r1 = this.closed.isDone() ? this.closed.join().reason() : null;
		}

	}

	@JCStressTest
	@Description("C3, C5: a close listener is added to an idle port while the other one closes")
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "It was added before the end of the port")
	@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The port had ended, with nobody to tell")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Called twice")
	@State
	public static class AddCloseListenerAndClose extends Stress {

		private final AtomicInteger calls = new AtomicInteger();

		public AddCloseListenerAndClose() {
			this.port2.onMessage(new Digits());
		}

		@Actor
		public void add() {
			this.port2.addCloseListener((event) -> this.calls.incrementAndGet());
		}

		@Actor
		public void close() {
			this.port1.close();
			this.turns.run();
		}

		@Arbiter
		public void all(I_Result result) {
			this.turns.run();
			result.r1 = this.calls.get();
		}

	}

}
