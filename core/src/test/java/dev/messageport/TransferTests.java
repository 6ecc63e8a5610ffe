package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Moving ports, one thing at a time.
 */
class TransferTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.build();

	private final MessageChannel channel = this.channels.create("moving");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final MessageChannel carrier = this.channels.create("carrier");

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("T7")
	void manyHopsOfAPortLeaveNoTraceUnderTheMessagesThatWaitAtTheOtherOne() {
		MessageChannel channel = MessageChannelFactory.builder().build().create();
		channel.port1().postMessage("unread");
		MessagePort hopping = channel.port1();
		for (int i = 0; i < 1_000; i++) {
			hopping = Ports.hop(hopping);
		}
		Envelope element = ((DefaultMessagePort) channel.port2()).side.top();
		int fences = 0;
		while (element instanceof Marker) {
			fences++;
			element = element.next();
		}
		assertThat(fences).isBetween(1, 2);
		hopping.postMessage("after");
		assertThat(Ports.drain(channel.port2())).containsExactly("unread", "after");
	}

	@Test
	@Tag("T1")
	void portArrivesAsANewObjectThatIsNotStarted() {
		this.port2.onMessage(this.recorder);
		send(this.port2);
		MessagePort arrived = arrived();
		assertThat(arrived).isNotSameAs(this.port2);
		assertThat(arrived.isStarted()).isFalse();
		assertThat(arrived.isClosed()).isFalse();
		assertThat(arrived.isDetached()).isFalse();
		assertThat(arrived.id()).isEqualTo(this.port2.id());
		assertThat(arrived.name()).isEqualTo("moving.port2");
	}

	@Test
	@Tag("T1")
	void oldObjectIsInertFromTheMomentThePostReturns() throws Exception {
		this.port1.postMessage("moves");
		send(this.port2);
		assertThat(this.port2.isDetached()).isTrue();
		assertThat(this.port2.isStarted() || this.port2.isClosed()).isFalse();
		assertThat(this.port2.queued()).isZero();
		assertThat(this.port2.postMessage("x")).isFalse();
		assertThat(this.port2.receive(Duration.ofSeconds(30))).isNull();
		this.port2.onMessage(this.recorder).onClose(this.recorder);
		this.port2.addMessageListener(this.recorder);
		this.port2.start();
		this.port2.pause();
		this.port2.close();
		this.port2.close(new IllegalStateException("ignored"));
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.port1.isClosed()).isFalse();
		assertThat(Ports.drain(arrived())).containsExactly("moves");
	}

	@Test
	@Tag("T1")
	void oldObjectCannotHarmTheNewOwner() {
		Registration old = this.port2.addMessageListener(this.recorder);
		send(this.port2);
		MessagePort arrived = arrived();
		Recorder fresh = new Recorder();
		arrived.onMessage(fresh).onClose(fresh);
		old.remove();
		this.port2.pause();
		this.port2.onMessage(null);
		this.port2.close();
		this.port1.postMessage("for the new owner");
		this.executor.runAll();
		assertThat(fresh.payloads()).containsExactly("for the new owner");
		assertThat(fresh.messages().get(0).target()).isSameAs(arrived);
		assertThat(arrived.isStarted()).isTrue();
		assertThat(fresh.closes()).isEmpty();
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("T2")
	void messagesOfEveryPhaseArriveOnceAndInOrder() {
		this.port2.onMessage(this.recorder);
		this.port1.postMessage("queued before");
		send(this.port2);
		this.port1.postMessage("in transit");
		MessagePort arrived = arrived();
		this.port1.postMessage("before start");
		arrived.addMessageListener(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		arrived.start();
		this.port1.postMessage("after start");
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly("queued before", "in transit", "before start",
				"after start");
		assertThat(this.recorder.messages()).extracting(MessageEvent::target).containsOnly(arrived);
	}

	@Test
	@Tag("T3")
	void noHandlerOfTheOldOwnerStartsAfterTheTransfer() throws Exception {
		MessageChannel busy = MessageChannelFactory.builder().observer(this.tallies).build().create();
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		CountDownLatch left = new CountDownLatch(1);
		busy.port2().addMessageListener((event) -> {
			inside.countDown();
			go.await();
			left.countDown();
		});
		busy.port2().addMessageListener(this.recorder);
		for (int i = 0; i < 100; i++) {
			busy.port1().postMessage(i);
		}
		busy.port2().start();
		inside.await();
		MessagePort moved = Ports.hop(busy.port2());
		assertThat(moved.queued()).isEqualTo(99);
		go.countDown();
		left.await();
		assertThat(Ports.drain(moved)).hasSize(99).startsWith(1);
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("T3")
	void portCanBeTransferredInsideItsOwnHandlerWithTheRestOfItsQueue() {
		this.port2.addMessageListener((event) -> send(event.target()));
		this.port2.addMessageListener(this.recorder);
		for (int i = 0; i < 5; i++) {
			this.port1.postMessage(i);
		}
		this.port2.start();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(Ports.drain(arrived())).containsExactly(1, 2, 3, 4);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("T3")
	@Tag("I5")
	void handlerOfTheNewOwnerWaitsForTheRunningOneOfTheOldOwner() throws Exception {
		MessageChannel busy = MessageChannelFactory.builder().build().create();
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		List<String> order = new ArrayList<>();
		busy.port2().onMessage((event) -> {
			inside.countDown();
			go.await();
			order.add("old owner left");
		});
		busy.port1().postMessage(1);
		inside.await();
		MessagePort moved = Ports.hop(busy.port2());
		CountDownLatch delivered = new CountDownLatch(1);
		moved.onMessage((event) -> {
			order.add("new owner entered");
			delivered.countDown();
		});
		busy.port1().postMessage(2);
		go.countDown();
		delivered.await();
		assertThat(order).containsExactly("old owner left", "new owner entered");
	}

	@Test
	@Tag("T4")
	void transferFiresNoClose() {
		this.port1.onClose(this.recorder).start();
		this.port2.onClose(this.recorder).start();
		send(this.port2);
		this.executor.runAll();
		arrived().start();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		assertThat(this.port1.isClosed()).isFalse();
		assertThat(Ports.closed(this.port1)).isNotDone();
		assertThat(this.tallies.of(this.tallies.side(0)).closed()).isEmpty();
		assertThat(this.tallies.of(this.tallies.side(1)).closed()).isEmpty();
		assertThat(this.tallies.of(this.tallies.side(1)).transferred()).isOne();
	}

	@Test
	@Tag("T4")
	void laterCloseReachesTheNewOwnerOnly() {
		this.port2.onClose(this.recorder).start();
		send(this.port2);
		this.port1.close();
		this.executor.runAll();
		Recorder fresh = new Recorder();
		MessagePort arrived = arrived().onClose(fresh);
		arrived.start();
		this.executor.runAll();
		assertThat(fresh.closes()).containsExactly(new CloseEvent(CloseReason.PEER, null, arrived));
		assertThat(this.recorder.closes()).isEmpty();
		assertThat(this.port2.isClosed()).isFalse();
	}

	@Test
	@Tag("P3")
	void closeOfTheOtherSideInTransitOfAPortThatWasIdleReachesTheNewOwner() {
		this.port2.onMessage(this.recorder);
		this.executor.runAll();
		send(this.port2);
		this.port1.close();
		this.executor.runAll();
		MessagePort arrived = arrived();
		arrived.onClose(this.recorder).start();
		this.executor.runAll();
		assertThat(this.recorder.closes()).extracting(CloseEvent::target).containsExactly(arrived);
	}

	@Test
	@Tag("P3")
	void portWhoseOtherSideHasClosedCanBeTransferredWithItsMessagesAndItsClose() {
		this.port1.postMessage(1);
		this.port1.postMessage(2);
		this.port1.close();
		assertThat(this.port2.isClosed()).isTrue();
		MessagePort twice = Ports.hop(Ports.hop(this.port2));
		twice.onMessage(this.recorder).onClose(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
		assertThat(this.recorder.closeReasons()).containsExactly(CloseReason.PEER);
	}

	@Test
	@Tag("T5")
	void bothEndsInOneMessageStayConnected() {
		this.port1.postMessage("before");
		this.carrier.port1().postMessage("both", this.port1, this.port2);
		List<MessagePort> both = Ports.next(this.carrier.port2()).ports();
		assertThat(both.get(0).postMessage("to 2")).isTrue();
		assertThat(both.get(1).postMessage("to 1")).isTrue();
		assertThat(Ports.drain(both.get(1))).containsExactly("before", "to 2");
		assertThat(Ports.drain(both.get(0))).containsExactly("to 1");
	}

	@Test
	@Tag("T5")
	void portOverAPortOverAPort() {
		MessageChannel inner = this.channels.create("inner");
		MessageChannel innermost = this.channels.create("innermost");
		send(this.port2);
		this.port1.postMessage("x", inner.port2());
		inner.port1().postMessage("x", innermost.port2());
		innermost.port1().postMessage("at the bottom");
		MessagePort second = Ports.next(arrived()).ports().get(0);
		MessagePort third = Ports.next(second).ports().get(0);
		assertThat(Ports.drain(third)).containsExactly("at the bottom");
		third.postMessage("and back");
		assertThat(Ports.drain(innermost.port1())).containsExactly("and back");
	}

	@Test
	@Tag("T5")
	@Tag("T7")
	void portForwardedByOwnersWhoNeverStartedItTakesOneStep() {
		MessagePort moved = this.port2;
		for (int i = 0; i < 50; i++) {
			this.port1.postMessage(i);
			moved = Ports.hop(moved);
		}
		moved.onMessage(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.count()).isEqualTo(50);
		this.port1.postMessage("one step");
		assertThat(this.executor.waiting()).isOne();
		this.executor.runOne();
		assertThat(this.recorder.payloads()).hasSize(51).endsWith("one step");
		assertThat(this.tallies.of(this.tallies.side(1)).posted()).isEqualTo(51);
		assertThat(this.tallies.of(this.tallies.side(1)).delivered()).isEqualTo(51);
	}

	@Test
	@Tag("T6")
	void carrierWhoseFarEndIsClosedEndsWhatItCarries() {
		this.port1.onClose(this.recorder).start();
		this.port1.postMessage("lost");
		send(this.port2);
		this.carrier.port2().close();
		this.executor.runAll();
		assertThat(this.recorder.closeReasons()).containsExactly(CloseReason.UNDELIVERABLE);
		assertThat(this.port1.postMessage("late")).isFalse();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("T6")
	void carrierThatIsClosedByTheSenderStillDelivers() {
		send(this.port2);
		this.carrier.port1().close();
		this.port1.postMessage("alive");
		assertThat(Ports.drain(arrived())).containsExactly("alive");
	}

	@Test
	@Tag("T6")
	void carrierWhoseOwnerIsGoneEndsWhatItCarries() {
		send(this.port2);
		this.tallies.side(3).close(CloseReason.OWNER_GONE);
		assertThat(Ports.closed(this.port1).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(this.tallies.of(this.tallies.side(3)).discardedByReason()).containsEntry(CloseReason.OWNER_GONE, 1L);
	}

	@Test
	@Tag("I1")
	@Tag("I2")
	void sideIsBoundInTransitOrEndedAndStaysTheSameObject() {
		ChannelSide side = this.tallies.side(1);
		assertThat(side.state()).isEqualTo(ChannelSide.State.BOUND);
		this.port1.postMessage("waits");
		send(this.port2);
		assertThat(side.state()).isEqualTo(ChannelSide.State.IN_TRANSIT);
		assertThat(side.queued()).isOne();
		AtomicReference<MessagePort> arrived = new AtomicReference<>(arrived());
		assertThat(side.state()).isEqualTo(ChannelSide.State.BOUND);
		assertThat(side.queued()).isEqualTo(arrived.get().queued()).isOne();
		assertThat(((DefaultMessagePort) arrived.get()).side).isSameAs(((DefaultMessagePort) this.port2).side)
			.isSameAs(side);
		assertThat(this.tallies.opened()).hasSize(4);
		assertThat(side.id()).isEqualTo(arrived.get().id());
		arrived.get().close();
		assertThat(side.state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(side.queued()).isZero();
	}

	@Test
	@Tag("I2")
	void sideThatEndsInTransitArrivesClosed() {
		send(this.port2);
		this.tallies.side(1).close(CloseReason.OWNER_GONE);
		MessagePort arrived = arrived();
		assertThat(this.tallies.side(1).state()).isEqualTo(ChannelSide.State.ENDED);
		assertThat(arrived.isClosed()).isTrue();
		assertThat(arrived.postMessage("x")).isFalse();
		assertThat(Ports.closed(arrived).join().reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(Ports.closed(this.port1).join().reason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	private void send(MessagePort port) {
		assertThat(this.carrier.port1().postMessage("port", port)).isTrue();
	}

	private MessagePort arrived() {
		return Ports.next(this.carrier.port2()).ports().get(0);
	}

}
