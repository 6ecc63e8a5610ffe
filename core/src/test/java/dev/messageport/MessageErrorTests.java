package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Messages that arrive but cannot be decoded.
 */
@Tag("V4")
class MessageErrorTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final List<Reported> reported = new ArrayList<>();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.errorHandler((error, port, event) -> this.reported.add(new Reported(error, port, event)))
		.build();

	private final MessageChannel channel = this.channels.create("linked");

	private final MessagePort link = this.channel.port1();

	private final MessagePort port = this.channel.port2();

	private final ChannelSide side = this.tallies.side(1);

	private final PortDecodingException error = new PortDecodingException("Unknown type", null);

	private final List<Object> seen = new ArrayList<>();

	@Test
	void comesInOrderToTheErrorListenersOnly() {
		this.port.onMessageError(this.seen::add).onMessage((event) -> this.seen.add(event.data()));
		this.link.postMessage("before");
		assertThat(this.side.fail(this.error)).isTrue();
		this.link.postMessage("after");
		this.executor.runAll();
		assertThat(this.seen).containsExactly("before", new MessageErrorEvent(this.error, this.port), "after");
		assertThat(this.reported).isEmpty();
		assertThat(this.port.isClosed()).isFalse();
	}

	@Test
	@Tag("I9")
	void countsAsAMessage() {
		this.side.fail(this.error);
		assertThat(this.port.queued()).isOne();
		assertThat(this.tallies.of(this.side).posted()).isOne();
		this.port.onMessageError(this.seen::add).start();
		this.executor.runAll();
		assertThat(this.tallies.of(this.side).delivered()).isOne();
		assertThat(this.port.queued()).isZero();
		this.tallies.assertBalanced();
	}

	@Test
	void withoutAListenerGoesToTheErrorHandler() {
		this.port.onMessage((event) -> this.seen.add(event.data()));
		this.side.fail(this.error);
		this.link.postMessage("after");
		this.executor.runAll();
		assertThat(this.reported).containsExactly(new Reported(this.error, this.port, null));
		assertThat(this.tallies.of(this.side).failed()).containsExactly(this.error);
		assertThat(this.seen).containsExactly("after");
	}

	@Test
	void defaultErrorHandlerNamesThePortAndTheRemedy() {
		MessageChannel loud = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(this.tallies)
			.build()
			.create("loud");
		try (Logs logs = Logs.capture()) {
			loud.port2().onMessage((event) -> {
			});
			this.tallies.side(3).fail(this.error);
			this.executor.runAll();
			loud.port2().onMessageError((event) -> {
				throw this.error;
			});
			this.tallies.side(3).fail(new PortDecodingException("Another", null));
			this.executor.runAll();
			assertThat(logs.errors()).hasSize(2).allMatch((line) -> line.contains("loud.port2"));
			assertThat(logs.errors().get(0)).contains("could not be decoded").contains("Add a message error listener");
			assertThat(logs.thrown()).containsExactly(this.error, this.error);
		}
	}

	@Test
	@Tag("Q4")
	void listenersRunInOrderAndOneThatThrowsDoesNotStopTheOthers() {
		IllegalStateException failure = new IllegalStateException("listener");
		this.port.addMessageErrorListener((event) -> this.seen.add(1));
		this.port.onMessageError((event) -> {
			throw failure;
		});
		this.port.addMessageErrorListener((event) -> this.seen.add(3));
		this.port.start();
		this.side.fail(this.error);
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).containsExactly(1, 3, 1, 3);
		Reported report = new Reported(failure, this.port, null);
		assertThat(this.reported).containsExactly(report, report);
	}

	@Test
	@Tag("Q2")
	void handlerIsReplacedInItsPlaceAndCleared() {
		this.port.onMessageError((event) -> this.seen.add("old"));
		this.port.addMessageErrorListener((event) -> this.seen.add("listener"));
		this.port.onMessageError((event) -> this.seen.add("new"));
		this.port.start();
		this.side.fail(this.error);
		this.executor.runAll();
		this.port.onMessageError(null);
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).containsExactly("new", "listener", "listener");
	}

	@Test
	void removedListenerGetsNoMore() {
		Registration second = this.port.addMessageErrorListener((event) -> this.seen.add("unreachable"));
		second.remove();
		List<Registration> later = new ArrayList<>();
		this.port.addMessageErrorListener((event) -> {
			this.seen.add("first");
			later.forEach(Registration::remove);
		});
		later.add(this.port.addMessageErrorListener((event) -> this.seen.add("removed meanwhile")));
		this.port.start();
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).containsExactly("first");
		assertThatNullPointerException().isThrownBy(() -> this.port.addMessageErrorListener(nothing()))
			.withMessageContaining("'listener'");
		assertThatNullPointerException().isThrownBy(() -> this.side.fail(nothing())).withMessageContaining("'error'");
	}

	@Test
	@Tag("Q8")
	void listenerThatClosesThePortIsTheLastOneToRun() {
		this.port.addMessageErrorListener((event) -> event.target().close());
		this.port.addMessageErrorListener(this.seen::add);
		this.port.start();
		this.side.fail(this.error);
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).isEmpty();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q1")
	void waitsUntilThePortIsStartedAndSomebodyListens() {
		this.port.onMessageError(this.seen::add);
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.port.isStarted()).isFalse();
		assertThat(this.seen).isEmpty();
		this.port.onMessageError(null);
		this.port.start();
		this.executor.runAll();
		assertThat(this.port.queued()).isOne();
		assertThat(this.reported).isEmpty();
		this.port.onMessageError(this.seen::add);
		this.executor.runAll();
		assertThat(this.seen).hasSize(1);
		this.port.pause();
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).hasSize(1);
		this.port.start();
		this.executor.runAll();
		assertThat(this.seen).hasSize(2);
	}

	@Test
	@Tag("Q1")
	void listenerForErrorsAloneLeavesTheMessagesWaiting() {
		this.port.onMessageError((event) -> this.seen.add("error"));
		this.side.fail(this.error);
		this.link.postMessage("m1");
		this.side.fail(this.error);
		this.link.postMessage("m2");
		this.port.start();
		this.executor.runAll();
		assertThat(this.seen).containsExactly("error");
		assertThat(this.port.queued()).isEqualTo(3);
		this.port.addMessageListener((event) -> this.seen.add(event.data()));
		this.executor.runAll();
		assertThat(this.seen).containsExactly("error", "m1", "error", "m2");
	}

	@Test
	@Tag("Q6")
	void errorBehindAMessageComesOnceTheMessageWasReceived() {
		this.port.onMessageError((event) -> this.seen.add("error"));
		this.port.start();
		this.link.postMessage("m1");
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).isEmpty();
		assertThat(Ports.next(this.port).data()).isEqualTo("m1");
		this.executor.runAll();
		assertThat(this.seen).containsExactly("error");
	}

	@Test
	@Tag("Q6")
	void errorThatComesAfterTheLastMessageWasReceivedIsDelivered() {
		this.port.onMessageError((event) -> this.seen.add("error"));
		this.port.start();
		this.link.postMessage("m1");
		this.executor.runAll();
		assertThat(Ports.next(this.port).data()).isEqualTo("m1");
		this.side.fail(this.error);
		this.executor.runAll();
		assertThat(this.seen).containsExactly("error");
	}

	@Test
	@Tag("Q6")
	void receiveThrowsItAndGoesOnBehindIt() throws Exception {
		this.side.fail(this.error);
		this.link.postMessage("after");
		assertThatExceptionOfType(PortDecodingException.class).isThrownBy(() -> this.port.receive(Duration.ZERO))
			.isSameAs(this.error);
		assertThat(Ports.next(this.port).data()).isEqualTo("after");
		assertThat(this.port.receive(Duration.ZERO)).isNull();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("C1")
	void comesBeforeTheClose() {
		this.port.onMessageError(this.seen::add).onClose(this.seen::add);
		this.port.start();
		this.executor.runAll();
		this.side.fail(this.error);
		this.link.close();
		this.executor.runAll();
		assertThat(this.seen).containsExactly(new MessageErrorEvent(this.error, this.port),
				new CloseEvent(CloseReason.PEER, null, this.port));
	}

	@Test
	@Tag("T2")
	void movesWithThePort() {
		this.port.onMessageError((event) -> this.seen.add("old owner"));
		this.side.fail(this.error);
		MessagePort moved = Ports.hop(this.port);
		this.side.fail(this.error);
		moved.onMessageError(this.seen::add).start();
		this.executor.runAll();
		MessageErrorEvent event = new MessageErrorEvent(this.error, moved);
		assertThat(this.seen).containsExactly(event, event);
	}

	@Test
	@Tag("P1")
	void neverArrivesAtASideThatHasEndedOrFromOneThatNobodyOwns() {
		MessageChannel carrier = this.channels.create("carrier");
		carrier.port1().postMessage("in transit", this.link);
		assertThat(this.side.fail(this.error)).isFalse();
		MessagePort arrived = Ports.next(carrier.port2()).ports().get(0);
		assertThat(this.side.fail(this.error)).isTrue();
		arrived.close();
		assertThat(this.side.fail(this.error)).isFalse();
		this.port.close();
		assertThat(this.side.fail(this.error)).isFalse();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q7")
	void fullQueueTreatsItLikeAMessage() {
		MessageChannel small = this.channels.create(ChannelOptions.builder().capacity(1).build());
		small.port1().postMessage("fills it");
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> this.tallies.side(3).fail(this.error));
		this.channels.create(ChannelOptions.builder().capacity(1).overflow(OverflowPolicy.DROP_OLDEST).build());
		this.tallies.side(5).fail(this.error);
		this.tallies.side(5).fail(this.error);
		assertThat(this.tallies.of(this.tallies.side(5)).discardedByReason()).containsEntry(CloseReason.OVERFLOW, 1L);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("T6")
	void carriedPortsEndWhenItIsDelivered() {
		MessageChannel cargo = this.channels.create("cargo");
		post(cargo.port2());
		assertThat(cargo.port1().isClosed()).isFalse();
		assertThat(this.tallies.side(3).state()).isEqualTo(ChannelSide.State.IN_TRANSIT);
		this.port.onMessageError(this.seen::add).start();
		this.executor.runAll();
		assertThat(this.seen).hasSize(1);
		assertUndeliverable(cargo);
	}

	@Test
	@Tag("T6")
	@Tag("Q6")
	void carriedPortsEndWhenItIsReceived() {
		MessageChannel cargo = this.channels.create("cargo");
		post(cargo.port2());
		assertThatExceptionOfType(PortDecodingException.class).isThrownBy(() -> this.port.receive(Duration.ZERO));
		assertUndeliverable(cargo);
	}

	@Test
	@Tag("T6")
	void carriedPortsEndWhenItIsDiscarded() {
		MessageChannel cargo = this.channels.create("cargo");
		post(cargo.port2());
		this.port.close();
		assertUndeliverable(cargo);
	}

	private void post(MessagePort carried) {
		DefaultMessagePort from = (DefaultMessagePort) this.link;
		TransferList list = TransferList.check(from, List.of(carried));
		UndecodableMessage message = new UndecodableMessage(this.error, from.side.other(), list.arriving());
		assertThat(new Transfer(from, message, list, list.ports()).post()).isTrue();
	}

	private void assertUndeliverable(MessageChannel cargo) {
		assertThat(Ports.closed(cargo.port1()).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(this.tallies.side(3).state()).isEqualTo(ChannelSide.State.ENDED);
		this.tallies.assertBalanced();
	}

	@Test
	void wakesAReceiver() throws Exception {
		CountDownLatch thrown = new CountDownLatch(1);
		Race.of(() -> {
			try {
				this.port.receive(Duration.ofSeconds(30));
			}
			catch (PortDecodingException ex) {
				thrown.countDown();
			}
		}, () -> {
			Waiting.until(() -> ((Side) this.side).extras() != null);
			this.side.fail(this.error);
		});
		assertThat(thrown.getCount()).isZero();
	}

	@Test
	@Tag("Q3")
	void noneIsLostByAPortThatOnlyListensForErrors() throws Exception {
		Tallies observed = new Tallies();
		MessageChannel busy = MessageChannelFactory.builder().observer(observed).build().create();
		AtomicInteger errors = new AtomicInteger();
		busy.port2().onMessageError((event) -> errors.incrementAndGet()).start();
		Race.Task poster = () -> {
			for (int i = 0; i < 5000; i++) {
				observed.side(1).fail(this.error);
				if (i % 100 == 0) {
					Waiting.until(() -> busy.port2().queued() == 0);
				}
			}
		};
		Race.of(poster, poster);
		Waiting.until(() -> errors.get() == 10_000);
		observed.assertBalanced();
	}

	@Test
	void isDiscardedWithTheQueueOfAPortThatCloses() {
		this.side.fail(this.error);
		this.port.close();
		this.port.onMessageError(this.seen::add);
		this.port.addMessageErrorListener(this.seen::add);
		this.executor.runAll();
		assertThat(this.seen).isEmpty();
		assertThat(this.tallies.of(this.side).discardedByReason()).containsEntry(CloseReason.LOCAL, 1L);
	}

	@SuppressWarnings("NullAway")
	private static <T> T nothing() {
		return null;
	}

	private record Reported(Throwable error, MessagePort port, @Nullable MessageEvent event) {

	}

}
