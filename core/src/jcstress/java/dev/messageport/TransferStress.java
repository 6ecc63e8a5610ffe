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
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Transfers, against all that may happen to the port, to its channel and to its carrier.
 */
public class TransferStress {

	@JCStressTest
	@Description("P9, T1: posts on a port that another thread transfers; the new owner posts 8 into the idle queue")
	@Outcome(id = { "true, true, 128", "true, false, 18", "false, false, 8" }, expect = Expect.ACCEPTABLE,
			desc = "In the queue before the transfer, in order, or false")
	@Outcome(expect = Expect.FORBIDDEN,
			desc = "Queued after what the new owner posted, lost, or queued in spite of false")
	@State
	public static class PostAndTransferOfPoster extends Carried {

		private final Digits got = new Digits();

		public PostAndTransferOfPoster() {
			this.port2.onMessage(this.got);
		}

		@Actor
		public void post(ZZI_Result result) {
			result.r1 = this.port1.postMessage(1);
			result.r2 = this.port1.postMessage(2);
		}

		@Actor
		public void transfer() {
			move(this.port1).postMessage(8);
			this.turns.run();
		}

		@Arbiter
		public void all(ZZI_Result result) {
			this.turns.run();
			result.r3 = this.got.read();
		}

	}

	@JCStressTest
	@Description("P9: posts on a port that another thread transfers; that thread looks at the queue at once")
	@Outcome(id = { "true, true, 0", "true, false, 0", "false, false, 0" }, expect = Expect.ACCEPTABLE,
			desc = "In the queue before the transfer returned, or false")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Queued after the transfer had returned")
	@State
	public static class PostAfterTransferOfPoster extends Carried {

		private int queued;

		@Actor
		public void post(ZZI_Result result) {
			result.r1 = this.port1.postMessage(1);
			result.r2 = this.port1.postMessage(2);
		}

		@Actor
		public void transfer() {
			transfer(this.carrier.port1(), this.port1);
			this.queued = this.port2.queued();
		}

		@Arbiter
		public void all(ZZI_Result result) {
			result.r3 = this.port2.queued() - this.queued;
		}

	}

	@JCStressTest
	@Description("P9: as before; the queue holds a message at the transfer, and is empty again before that thread looks")
	@Outcome(id = { "true, 0", "false, 0" }, expect = Expect.ACCEPTABLE,
			desc = "In the queue before the transfer returned, or false")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Queued after the transfer had returned")
	@State
	public static class PostAfterTransferOfBusyPoster extends Carried {

		private int seen;

		public PostAfterTransferOfBusyPoster() {
			this.port2.onMessage(new Digits());
		}

		@Actor
		public void post(ZI_Result result) {
			result.r1 = this.port1.postMessage(1);
		}

		@Actor
		public void transfer() {
			this.port1.postMessage(7);
			transfer(this.carrier.port1(), this.port1);
			this.turns.run();
			this.seen = this.tally.delivered() + this.port2.queued();
		}

		@Arbiter
		public void all(ZI_Result result) {
			result.r2 = this.tally.delivered() + this.port2.queued() - this.seen;
		}

	}

	@JCStressTest
	@Description("P9, T1: posts on a port that another thread transfers; nobody reads the queue meanwhile")
	@Outcome(id = { "true, true, 7128", "true, false, 718", "false, false, 78" }, expect = Expect.ACCEPTABLE,
			desc = "In the queue before the transfer, in order, or false")
	@Outcome(expect = Expect.FORBIDDEN,
			desc = "Queued after what the new owner posted, lost, or queued in spite of false")
	@State
	public static class PostAndTransferOfUnreadPoster extends Carried {

		private final Digits got = new Digits();

		public PostAndTransferOfUnreadPoster() {
			this.port1.postMessage(7);
		}

		@Actor
		public void post(ZZI_Result result) {
			result.r1 = this.port1.postMessage(1);
			result.r2 = this.port1.postMessage(2);
		}

		@Actor
		public void transfer() {
			move(this.port1).postMessage(8);
		}

		@Arbiter
		public void all(ZZI_Result result) {
			this.port2.onMessage(this.got);
			this.turns.run();
			result.r3 = this.got.read();
		}

	}

	@JCStressTest
	@Description("T2, T3: posts to a port that is transferred while it delivers")
	@Outcome(id = { "0, 12, true", "1, 2, true", "12, 0, true" }, expect = Expect.ACCEPTABLE,
			desc = "Each message once, the first ones to the old owner, none that was posted after the transfer")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, out of order, or to the old owner after the transfer")
	@State
	public static class PostAndTransferOfReceiver extends Carried {

		private final Digits old = new Digits();

		private final Digits fresh = new Digits();

		private volatile boolean moved;

		private boolean movedBefore1;

		private boolean movedBefore2;

		public PostAndTransferOfReceiver() {
			this.port2.onMessage(this.old);
		}

		@Actor
		public void post() {
			this.movedBefore1 = this.moved;
			this.port1.postMessage(1);
			this.turns.run();
			this.movedBefore2 = this.moved;
			this.port1.postMessage(2);
			this.turns.run();
		}

		@Actor
		public void transfer() {
			transfer(this.carrier.port1(), this.port2);
			this.moved = true;
			arrived(this.carrier.port2()).onMessage(this.fresh);
		}

		@Arbiter
		public void all(IIZ_Result result) {
			this.turns.run();
			result.r1 = this.old.read();
			result.r2 = this.fresh.read();
			result.r3 = !(this.movedBefore1 && result.r1 != 0) && !(this.movedBefore2 && result.r1 == 12);
		}

	}

	@JCStressTest
	@Description("T2, T3: a port is transferred while its turn takes a batch")
	@Outcome(id = { "0, 1234, 0", "1, 234, 0", "12, 34, 0", "123, 4, 0", "1234, 0, 0" }, expect = Expect.ACCEPTABLE,
			desc = "Each message once, in order; none was taken for the old owner after the transfer had returned")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, out of order, or taken after the transfer had returned")
	@State
	public static class TurnAndTransfer extends Carried {

		private final Digits old = new Digits();

		private final Digits fresh = new Digits();

		private MessagePort port;

		private int held;

		public TurnAndTransfer() {
			this.port2.onMessage(this.old);
			this.port1.postMessage(1);
			this.port1.postMessage(2);
			this.port1.postMessage(3);
			this.port1.postMessage(4);
		}

		@Actor
		public void turn() {
			this.turns.run();
		}

		@Actor
		public void transfer() {
			this.port = move(this.port2);
			this.held = this.port.queued();
		}

		@Arbiter
		public void all(III_Result result) {
			this.turns.run();
			result.r3 = this.held - this.port.queued();
			this.port.onMessage(this.fresh);
			this.turns.run();
			result.r1 = this.old.read();
			result.r2 = this.fresh.read();
		}

	}

	@JCStressTest
	@Description("T1, T2: a port is started by its old owner and transferred")
	@Outcome(id = { "1, 0", "0, 1" }, expect = Expect.ACCEPTABLE, desc = "Delivered once, to one of the owners")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or twice: the old object reached the moved side")
	@State
	public static class StartAndTransfer extends Carried {

		private final Digits old = new Digits();

		private final Digits fresh = new Digits();

		public StartAndTransfer() {
			this.port1.postMessage(1);
		}

		@Actor
		public void start() {
			this.port2.onMessage(this.old);
			this.turns.run();
		}

		@Actor
		public void transfer() {
			move(this.port2).onMessage(this.fresh);
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r1 = this.old.read();
			result.r2 = this.fresh.read();
		}

	}

	@JCStressTest
	@Description("P9: two threads transfer one port over two carriers")
	@Outcome(id = { "true, refused, 1", "refused, true, 1" }, expect = Expect.ACCEPTABLE,
			desc = "One wins, the other gets DataCloneException; the port arrives once, and works")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none won, or the port does not work")
	@State
	public static class TransferAndTransfer extends Carried {

		private final MessageChannel otherCarrier = this.factory.create();

		@Actor
		public void first(LLI_Result result) {
			result.r1 = transfer(this.carrier.port1(), this.port2);
		}

		@Actor
		public void second(LLI_Result result) {
			result.r2 = transfer(this.otherCarrier.port1(), this.port2);
		}

		@Arbiter
		public void all(LLI_Result result) {
			MessagePort first = arrived(this.carrier.port2());
			MessagePort second = arrived(this.otherCarrier.port2());
			this.port1.postMessage(1);
			result.r3 = ((first != null) ? receive(first) : 0) + ((second != null) ? receive(second) : 0);
		}

	}

	@JCStressTest
	@Description("P9, invariant 3: two threads transfer the same two ports, in lists of different order")
	@Outcome(id = { "true, refused, 11", "refused, true, 11" }, expect = Expect.ACCEPTABLE,
			desc = "One wins both ports, the other gets DataCloneException and nothing")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A list was detached in part, or both won or lost")
	@State
	public static class TransferOfListAndList extends Carried {

		private final MessageChannel other = this.factory.create();

		private final MessageChannel otherCarrier = this.factory.create();

		@Actor
		public void first(LLI_Result result) {
			result.r1 = transfer(this.carrier.port1(), this.port2, this.other.port2());
		}

		@Actor
		public void second(LLI_Result result) {
			result.r2 = transfer(this.otherCarrier.port1(), this.other.port2(), this.port2);
		}

		@Arbiter
		public void all(LLI_Result result) {
			this.port1.postMessage(1);
			this.other.port1().postMessage(1);
			MessagePort winner = ("true".equals(result.r1) ? this.carrier : this.otherCarrier).port2();
			winner.onMessage((event) -> event.ports().forEach((port) -> result.r3 = result.r3 * 10 + receive(port)));
			this.turns.run();
		}

	}

	@JCStressTest
	@Description("P9, T1, C6: a port is transferred and closed")
	@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "Transferred; the close of the old object did nothing")
	@Outcome(id = "refused, 9", expect = Expect.ACCEPTABLE, desc = "Closed, so not transferred; the other end knows")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none: the moved side was harmed, or a closed one has moved")
	@State
	public static class TransferAndClose extends Carried {

		private final Digits got = new Digits();

		public TransferAndClose() {
			this.port1.onMessage(this.got).onClose(this.got);
		}

		@Actor
		public void transfer(LI_Result result) {
			result.r1 = transfer(this.carrier.port1(), this.port2);
		}

		@Actor
		public void close() {
			this.port2.close();
		}

		@Arbiter
		public void all(LI_Result result) {
			MessagePort port = arrived(this.carrier.port2());
			if (port != null) {
				port.postMessage(1);
			}
			this.turns.run();
			result.r2 = this.got.read();
		}

	}

	@JCStressTest
	@Description("P3, T4, C1: a port is transferred while its other end closes")
	@Outcome(id = "0, 19", expect = Expect.ACCEPTABLE, desc = "The message and one close event, both to the new owner")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or told to the old owner")
	@State
	public static class TransferAndCloseOfPeer extends Carried {

		private final Digits old = new Digits();

		private final Digits fresh = new Digits();

		public TransferAndCloseOfPeer() {
			this.port2.addMessageListener(this.old);
			this.port2.onClose(this.old);
			this.port1.postMessage(1);
		}

		@Actor
		public void transfer() {
			MessagePort port = move(this.port2);
			port.onClose(this.fresh);
			port.onMessage(this.fresh);
		}

		@Actor
		public void close() {
			this.port1.close();
			this.turns.run();
		}

		@Arbiter
		public void all(II_Result result) {
			this.turns.run();
			result.r1 = this.old.read();
			result.r2 = this.fresh.read();
		}

	}

	@JCStressTest
	@Description("T6, P1: a port is transferred while the receiving end of the carrier closes")
	@Outcome(id = { "true, UNDELIVERABLE", "false, UNDELIVERABLE" }, expect = Expect.ACCEPTABLE,
			desc = "Discarded in the queue, or never queued; the other end of the port knows either way")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The port is stranded, or was refused")
	@State
	public static class TransferAndCloseOfCarrier extends Carried {

		@Actor
		public void transfer(LL_Result result) {
			result.r1 = transfer(this.carrier.port1(), this.port2);
		}

		@Actor
		public void close() {
			this.carrier.port2().close();
		}

		@Arbiter
		public void all(LL_Result result) {
			result.r2 = this.port1.isClosed() ? this.port1.closed().toCompletableFuture().join().reason() : null;
		}

	}

	@JCStressTest
	@Description("T6, P1, C1: a port is transferred over a carrier that is closed by another thread of its owner")
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Queued before the close: it arrives alive")
	@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "Closed before: it ends")
	@Outcome(expect = Expect.FORBIDDEN, desc = "The port is stranded, or alive in spite of false")
	@State
	public static class TransferAndCloseOfSender extends Carried {

		@Actor
		public void transfer(LZ_Result result) {
			result.r1 = transfer(this.carrier.port1(), this.port2);
		}

		@Actor
		public void close() {
			this.carrier.port1().close();
		}

		@Arbiter
		public void all(LZ_Result result) {
			MessagePort port = arrived(this.carrier.port2());
			result.r2 = this.port1.postMessage(1) && port != null && receive(port) == 1;
		}

	}

	@JCStressTest
	@Description("T2, T5: both ends move at the same time, with messages on their way")
	@Outcome(id = "13, 24", expect = Expect.ACCEPTABLE, desc = "All messages arrive, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, twice, or out of order")
	@State
	public static class TransferOfBothEnds extends Carried {

		private final MessageChannel otherCarrier = this.factory.create();

		private final Digits got1 = new Digits();

		private final Digits got2 = new Digits();

		private MessagePort moved1;

		private MessagePort moved2;

		@Actor
		public void port1() {
			this.port1.postMessage(2);
			this.moved1 = move(this.port1);
			this.moved1.postMessage(4);
		}

		@Actor
		public void port2() {
			this.port2.postMessage(1);
			transfer(this.otherCarrier.port1(), this.port2);
			this.moved2 = arrived(this.otherCarrier.port2());
			this.moved2.postMessage(3);
		}

		@Arbiter
		public void all(II_Result result) {
			this.moved1.onMessage(this.got1);
			this.moved2.onMessage(this.got2);
			this.turns.run();
			result.r1 = this.got1.read();
			result.r2 = this.got2.read();
		}

	}

}
