package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ports whose owners forget them (G1).
 */
@Tag("G1")
class CollectedPortTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory factory = MessageChannelFactory.builder()
		.observer(this.tallies)
		.leakDetection(LeakDetection.OFF)
		.build();

	private final List<Object> received = new CopyOnWriteArrayList<>();

	private final List<CloseEvent> closes = new CopyOnWriteArrayList<>();

	@Test
	void closesItsSideSoThatTheOtherOneLearnsItAfterTheLastMessage() {
		MessagePort port1 = postAndForget();
		CompletableFuture<CloseEvent> closed = Ports.closed(port1);
		Garbage.collectUntil(closed::isDone);
		assertThat(closed).isCompletedWithValue(new CloseEvent(CloseReason.GARBAGE_COLLECTED, null, port1));
		assertThat(this.closes).isEmpty();
		record(port1);
		Waiting.until(() -> this.closes.size() == 1);
		assertThat(this.received).containsExactly("last words");
		assertThat(this.closes.get(0).reason()).isEqualTo(CloseReason.GARBAGE_COLLECTED);
		assertThat(this.tallies.of(this.tallies.side(1)).closed()).containsExactly(CloseReason.GARBAGE_COLLECTED);
		assertThat(this.tallies.side(1).state()).isEqualTo(ChannelSide.State.ENDED);
	}

	private MessagePort postAndForget() {
		MessageChannel channel = this.factory.create();
		channel.port2().postMessage("last words");
		return channel.port1();
	}

	@Test
	@Tag("I9")
	@Tag("I7")
	void messagesUnreadByItAreDiscardedWithAllTheyCarry() {
		MessagePort cargo = sendToForgotten();
		Garbage.collectUntil(cargo::isClosed);
		assertThat(Ports.closed(cargo)).isCompletedWithValueMatching((e) -> e.reason() == CloseReason.UNDELIVERABLE);
		Waiting.until(() -> this.tallies.of(this.tallies.side(1)).discarded() == 2);
		assertThat(this.tallies.of(this.tallies.side(1)).discardedByReason())
			.containsOnlyKeys(CloseReason.GARBAGE_COLLECTED);
	}

	private MessagePort sendToForgotten() {
		MessageChannel channel = this.factory.create();
		MessageChannel cargo = this.factory.create();
		channel.port1().postMessage("unread");
		channel.port1().postMessage("carrier", cargo.port2());
		channel.port1().close();
		return cargo.port1();
	}

	@Test
	void startedWithAListenerItWorksForAsLongAsTheOtherSideLives() {
		MessagePort port1 = forgetListening();
		for (int i = 0; i < 3; i++) {
			Garbage.collectAll();
			port1.postMessage(i);
			int count = i + 1;
			Waiting.until(() -> this.received.size() == count);
		}
		assertThat(this.received).containsExactly(0, 1, 2);
		port1.close();
		Waiting.until(() -> this.closes.size() == 1);
		assertThat(this.closes.get(0).reason()).isEqualTo(CloseReason.PEER);
	}

	private MessagePort forgetListening() {
		MessageChannel channel = this.factory.create();
		record(channel.port2());
		return channel.port1();
	}

	static Stream<Owner> forgetful() {
		return Stream.of(new Owner("untouched", (port) -> port),
				new Owner("started without a listener", (port) -> port.onMessage(null)),
				new Owner("listening, not started", (port) -> {
					port.addMessageListener((event) -> port.postMessage("echo"));
					return port;
				}), new Owner("paused", (port) -> {
					port.onMessage((event) -> port.postMessage("echo"));
					port.pause();
					return port;
				}), new Owner("listener removed", (port) -> {
					Registration registration = port.addMessageListener((event) -> port.postMessage("echo"));
					port.start();
					registration.remove();
					return port;
				}), new Owner("listening for the close only", (port) -> {
					port.start();
					return port.onClose((event) -> port.close());
				}), new Owner("asked for its close", (port) -> {
					port.closed().thenRun(port::close);
					return port;
				}), new Owner("arrived by a transfer", Ports::hop),
				new Owner("arrived by 3 transfers", (port) -> Ports.hop(Ports.hop(Ports.hop(port)))),
				new Owner("listening before a transfer", (port) -> Ports.hop(port.onMessage((event) -> port.name()))),
				new Owner("after a receive", (port) -> {
					Ports.next(port);
					return port;
				}));
	}

	@ParameterizedTest
	@MethodSource("forgetful")
	void isCollectedWhileTheOtherSideLives(Owner owner) {
		MessagePort port1 = forget(owner);
		Garbage.collectUntil(port1::isClosed);
		assertThat(Ports.closed(port1))
			.isCompletedWithValueMatching((event) -> event.reason() == CloseReason.GARBAGE_COLLECTED);
	}

	private MessagePort forget(Owner owner) {
		MessageChannel channel = this.factory.create();
		channel.port1().postMessage("first");
		owner.use().apply(channel.port2());
		return channel.port1();
	}

	@Test
	@Tag("T2")
	void listensOnWhileTheOtherSideIsInTransit() {
		MessageChannel carrier = this.factory.create();
		sendPeerAway(carrier.port1());
		Garbage.collectAll();
		MessagePort arrived = Ports.next(carrier.port2()).ports().get(0);
		Garbage.collectAll();
		arrived.postMessage("hello");
		Waiting.until(() -> this.received.equals(List.of("hello")));
		assertThat(arrived.isClosed()).isFalse();
	}

	private void sendPeerAway(MessagePort carrier) {
		MessageChannel channel = this.factory.create();
		record(channel.port2());
		carrier.postMessage("take it", channel.port1());
	}

	@Test
	void messageThatIsDueIsDeliveredThoughNobodyHoldsEitherPort() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannelFactory manual = MessageChannelFactory.builder()
			.executor(executor)
			.leakDetection(LeakDetection.OFF)
			.build();
		postToForgotten(manual);
		Garbage.collectAll();
		executor.runAll();
		Waiting.until(() -> {
			executor.runAll();
			System.gc();
			return this.closes.size() == 1;
		});
		assertThat(this.received).containsExactly("due");
		assertThat(this.closes.get(0).reason()).isEqualTo(CloseReason.GARBAGE_COLLECTED);
	}

	private void postToForgotten(MessageChannelFactory manual) {
		MessageChannel channel = manual.create();
		record(channel.port2());
		channel.port1().postMessage("due");
	}

	@Test
	void bothAreCollectedWhenNeitherIsReachable() {
		List<WeakReference<?>> gone = forgetBoth();
		gone.forEach(Garbage::collectUntilGone);
		Waiting.until(() -> this.tallies.ended().size() == 2);
	}

	private List<WeakReference<?>> forgetBoth() {
		MessageChannel channel = this.factory.create();
		MessageListener listener1 = (event) -> channel.port1().postMessage(event.data());
		MessageListener listener2 = (event) -> this.received.add(channel.port2().isStarted());
		channel.port1().onMessage(listener1);
		channel.port2().onMessage(listener2);
		channel.port2().postMessage("there and back");
		Waiting.until(() -> this.received.equals(List.of(true)));
		return List.of(new WeakReference<>(channel), new WeakReference<>(channel.port1()),
				new WeakReference<>(channel.port2()), new WeakReference<>(listener1), new WeakReference<>(listener2));
	}

	@Test
	void whoHoldsTheStageOfTheCloseHoldsThePort() {
		MessagePort[] other = new MessagePort[1];
		CompletableFuture<Void> closed = keepStage(other);
		Garbage.collectAll();
		assertThat(closed).isNotDone();
		assertThat(this.tallies.side(1).state()).isEqualTo(ChannelSide.State.BOUND);
		other[0].close();
		Waiting.until(closed::isDone);
	}

	private CompletableFuture<Void> keepStage(MessagePort[] other) {
		MessageChannel channel = this.factory.create();
		other[0] = channel.port1();
		return channel.port2().closed().toCompletableFuture().thenRun(() -> {
		}).thenRun(() -> {
		});
	}

	@Test
	@Tag("I9")
	void nothingOfManyForgottenChannelsIsLeft() {
		List<WeakReference<?>> payloads = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			payloads.add(forgetMessage());
		}
		Garbage.collectUntil(() -> payloads.stream().allMatch((payload) -> payload.refersTo(null)));
		Waiting.until(() -> this.tallies.ended().size() == 2_000);
		assertThat(this.tallies.ended()).doesNotHaveDuplicates()
			.allMatch((side) -> side.state() == ChannelSide.State.ENDED);
		this.tallies.assertBalanced();
	}

	private WeakReference<?> forgetMessage() {
		MessageChannel channel = this.factory.create();
		Object payload = new Object();
		channel.port1().postMessage(payload);
		return new WeakReference<>(payload);
	}

	@Test
	@Tag("C1")
	void closeReachesAForgottenListenerThoughItsPortIsCollectibleMeanwhile() {
		MessagePort port1 = forgetListeningTo(MessageChannelFactory.builder().observer(new ChannelObserver() {

			@Override
			public void closed(ChannelSide side, CloseReason reason) {
				for (int i = 0; i < 5 && reason == CloseReason.LOCAL; i++) {
					System.gc();
				}
			}

		}).leakDetection(LeakDetection.OFF).build());
		port1.close();
		Waiting.until(() -> this.closes.size() == 1);
		assertThat(this.closes.get(0).reason()).isEqualTo(CloseReason.PEER);
	}

	private MessagePort forgetListeningTo(MessageChannelFactory collecting) {
		MessageChannel channel = collecting.create();
		record(channel.port2());
		return channel.port1();
	}

	@Test
	@Tag("V1")
	@Tag("V3")
	void whoWaitsForAnAnswerLearnsThatTheReplyPortWasLostWhateverHeHolds() {
		MessageChannel channel = this.factory.create();
		channel.port2().onMessage((event) -> this.received.add(event.data()));
		CompletableFuture<?> composed = channel.port1().request("q", String.class).thenApply(String::trim);
		CompletableFuture<?> all = CompletableFuture.allOf(channel.port1().request("q", String.class));
		Garbage.collectUntil(() -> composed.isDone() && all.isDone());
		assertThat(composed).isCompletedExceptionally();
		assertThat(all).isCompletedExceptionally();
		assertThat(channel.port1().isClosed()).isFalse();
	}

	@Test
	@Tag("V1")
	void whoWaitsForAnAnswerDoesNotKeepThePortThatWasAskedOn() {
		List<CompletableFuture<?>> answers = askEachOtherAndForget();
		Garbage.collectUntil(() -> answers.stream().allMatch(CompletableFuture::isDone));
		assertThat(answers).hasSize(2).allMatch(CompletableFuture::isCompletedExceptionally);
	}

	private List<CompletableFuture<?>> askEachOtherAndForget() {
		MessageChannel channel = this.factory.create();
		return List.of(channel.port1().request("q", String.class), channel.port2().request("q", String.class));
	}

	@Test
	@Tag("V2")
	@Tag("V3")
	void subscriberThatKeepsNoSubscriptionLearnsThatTheReplyPortWasLost() {
		MessageChannel channel = this.factory.create();
		channel.port2().onMessage((event) -> this.received.add(event.data()));
		Subscribing<String> subscriber = new Subscribing<>(Long.MAX_VALUE);
		channel.port1().requestStream("q", String.class).subscribe(subscriber);
		Garbage.collectUntil(subscriber::isOver);
		assertThat(subscriber.closeReason()).isEqualTo(CloseReason.GARBAGE_COLLECTED);
		channel.close();
	}

	@Test
	void failingLogEndsNeitherTheCollectionNorTheThread() {
		try (Logs logs = Logs.capture()) {
			logs.throwInPlaceOfLogging(new StackOverflowError("expected"));
			MessagePort port1 = MessageChannelFactory.builder().build().create("failing log").port1();
			Garbage.collectUntil(port1::isClosed);
		}
		Garbage.collectAll();
	}

	@Test
	@Tag("Q6")
	void receiverIsCollectedThoughAMessageCameAtTheSameTime() throws Exception {
		List<MessagePort> senders = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			senders.add(receiveAndPostAtTheSameTime());
		}
		Garbage.collectUntil(() -> senders.stream().allMatch(MessagePort::isClosed));
		assertThat(senders).hasSize(2_000);
	}

	private MessagePort receiveAndPostAtTheSameTime() throws Exception {
		MessageChannel channel = this.factory.create();
		channel.port1().postMessage("first");
		Race.of(() -> channel.port1().postMessage("second"), () -> Ports.poll(channel.port2()));
		return channel.port1();
	}

	private void record(MessagePort port) {
		port.onClose(this.closes::add);
		port.onMessage((event) -> this.received.add(event.data()));
	}

	/**
	 * How an owner uses a port before it forgets it.
	 *
	 * @param name what it does
	 * @param use does it
	 */
	record Owner(String name, UnaryOperator<MessagePort> use) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
