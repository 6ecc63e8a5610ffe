package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * {@link ChannelObserver}.
 */
class ObserverTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.errorHandler((error, port, event) -> {
		})
		.build();

	private final MessageChannel channel = this.channels.create("watched");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	@Tag("I9")
	void bothSidesAreOpened() {
		List<ChannelSide> sides = this.tallies.opened();
		assertThat(sides).extracting(ChannelSide::name).containsExactly("watched.port1", "watched.port2");
		assertThat(sides).extracting(ChannelSide::channel).containsOnly("watched");
		assertThat(sides).extracting(ChannelSide::id).containsExactly(this.port1.id(), this.port2.id());
		assertThat(sides).extracting(Object::toString).containsExactly("watched.port1", "watched.port2");
	}

	@Test
	@Tag("I9")
	void everyMessageIsCountedAsPostedAndThenAsDeliveredDiscardedOrQueued() throws Exception {
		ChannelSide side = this.tallies.side(1);
		for (int i = 0; i < 6; i++) {
			this.port1.postMessage(i);
			this.tallies.assertBalanced();
		}
		this.port2.receive(Duration.ZERO);
		this.tallies.assertBalanced();
		Registration registration = this.port2.addMessageListener((event) -> event.target().pause());
		this.port2.start();
		this.executor.runAll();
		registration.remove();
		assertThat(this.tallies.of(side).delivered()).isEqualTo(2);
		assertThat(side.queued()).isEqualTo(4);
		this.tallies.assertBalanced();
		this.port2.close();
		assertThat(this.tallies.of(side).discardedByReason()).containsExactly(Map.entry(CloseReason.LOCAL, 4L));
		assertThat(this.port1.postMessage("refused")).isFalse();
		assertThat(this.tallies.of(side).posted()).isEqualTo(6);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("I9")
	void closeIsNoMessage() {
		this.port2.onClose((event) -> {
		}).start();
		this.port1.close();
		this.executor.runAll();
		assertThat(this.tallies.of(this.tallies.side(1)).posted()).isZero();
		assertThat(this.tallies.of(this.tallies.side(1)).delivered()).isZero();
	}

	@Test
	@Tag("I9")
	void sideIsClosedOnceWithItsReason() {
		this.port1.close();
		this.port2.start();
		this.executor.runAll();
		this.port2.close();
		this.channel.close();
		assertThat(this.tallies.of(this.tallies.side(0)).closed()).containsExactly(CloseReason.LOCAL);
		assertThat(this.tallies.of(this.tallies.side(1)).closed()).containsExactly(CloseReason.PEER);
	}

	@Test
	@Tag("I9")
	void whatTheLibraryPostsForItselfIsNotCounted() {
		this.port2.onMessage((event) -> event.reply(new Numbers(3)));
		Subscribing<Integer> subscriber = new Subscribing<>(10);
		this.port1.requestStream("question", Integer.class).subscribe(subscriber);
		this.executor.runAll();
		assertThat(subscriber.elements()).hasSize(3);
		assertThat(this.tallies.opened()).extracting((side) -> this.tallies.of(side).posted())
			.containsExactly(0L, 1L, 3L, 0L);
		assertThat(this.tallies.opened()).extracting((side) -> this.tallies.of(side).delivered())
			.containsExactly(0L, 1L, 3L, 0L);
		((DeliveryControl) this.channels).postAsIs(this.port2, "signal");
		assertThat(this.port1.queued()).isZero();
		this.port2.postMessage("message");
		assertThat(this.port1.queued()).isOne();
		this.tallies.assertBalanced();
		Ports.next(this.port1);
		assertThat(Ports.next(this.port1).data()).isEqualTo("message");
		assertThat(this.port1.queued()).isZero();
		((DeliveryControl) this.channels).postAsIs(this.port2, "signal");
		this.port1.close();
		assertThat(this.tallies.of(this.tallies.side(0)).posted()).isOne();
		assertThat(this.tallies.of(this.tallies.side(0)).discardedByReason()).isEmpty();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("I9")
	void whatTheLibraryPostsForItselfIsNotCountedWhenItIsDropped() {
		MessageChannel full = this.channels
			.create(ChannelOptions.builder().capacity(1).overflow(OverflowPolicy.DROP_LATEST).build());
		full.port1().postMessage("a");
		assertThat(((DeliveryControl) this.channels).postAsIs(full.port1(), "signal")).isFalse();
		assertThat(full.port2().queued()).isOne();
		assertThat(this.tallies.of(this.tallies.side(3)).posted()).isOne();
		assertThat(this.tallies.of(this.tallies.side(3)).discardedByReason()).isEmpty();
	}

	@Test
	@Tag("I5")
	void turnsAreObservedOnTheThreadThatDelivers() {
		List<String> calls = new ArrayList<>();
		MessageChannel watched = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(new TurnObserver(calls))
			.build()
			.create("watched");
		watched.port2().onMessage((event) -> calls.add("message " + event.data()));
		watched.port1().postMessage("a");
		watched.port1().postMessage("b");
		this.executor.runAll();
		assertThat(calls).containsExactly("began watched.port2", "message a", "message b", "ended watched.port2");
		watched.port1().postMessage("c");
		watched.port2().close();
		this.executor.runAll();
		assertThat(calls).as("a turn that finds nothing").hasSize(4);
	}

	@Test
	@Tag("I2")
	void sideTellsWhatItsPortIsLike() {
		ChannelSide side1 = this.tallies.side(0);
		ChannelSide side2 = this.tallies.side(1);
		assertThat(side1.peer()).isSameAs(side2);
		assertThat(side2.peer()).isSameAs(side1);
		assertThat(side2.capacity()).isEqualTo(65_536);
		this.channels.create(ChannelOptions.builder().capacity(0).build());
		assertThat(this.tallies.side(2).capacity()).isZero();
		assertThat(side2.isStarted()).isFalse();
		side2.start();
		assertThat(this.port2.isStarted()).isTrue();
		assertThat(side2.isStarted()).isTrue();
		side2.pause();
		assertThat(this.port2.isStarted()).isFalse();
		MessageChannel carrier = this.channels.create();
		carrier.port1().postMessage(null, this.port2);
		side2.start();
		MessagePort arrived = Ports.next(carrier.port2()).ports().get(0);
		assertThat(arrived.isStarted()).as("started in transit").isFalse();
		side2.start();
		assertThat(arrived.isStarted()).isTrue();
		assertThat(side2.closeReason()).isNull();
		arrived.close();
		assertThat(side2.closeReason()).isEqualTo(CloseReason.LOCAL);
		assertThat(side1.closeReason()).isEqualTo(CloseReason.PEER);
		side2.start();
		side2.pause();
		assertThat(side2.isStarted()).isFalse();
	}

	@Test
	@Tag("Q4")
	void containerTellsOfErrorsThatItHasDealtWith() {
		RuntimeException error = new IllegalStateException("expected");
		((DeliveryControl) this.channels).failed(this.port2, error);
		assertThat(this.tallies.of(this.tallies.side(1)).failed()).containsExactly(error);
	}

	@Test
	@Tag("Q4")
	void failuresOfListenersAreObserved() {
		RuntimeException error = new IllegalStateException("expected");
		this.port2.onMessage((event) -> {
			throw error;
		}).onClose((event) -> {
			throw error;
		});
		this.port1.postMessage("x");
		this.port1.close();
		this.executor.runAll();
		assertThat(this.tallies.of(this.tallies.side(1)).failed()).containsExactly(error, error);
	}

	@Test
	@Tag("T1")
	void everyTransferIsObserved() {
		MessagePort moved = Ports.hop(Ports.hop(this.port2));
		assertThat(moved.isDetached()).isFalse();
		assertThat(this.tallies.of(this.tallies.side(1)).transferred()).isEqualTo(2);
		assertThat(this.tallies.of(this.tallies.side(0)).transferred()).isZero();
	}

	@Test
	@Tag("I9")
	void observerOfTheFactoryWatchesChannelsWithOptionsToo() {
		MessageChannel tuned = this.channels.create(ChannelOptions.builder().name("tuned").capacity(1).build());
		tuned.port1().postMessage("x");
		assertThat(this.tallies.of(this.tallies.side(3)).posted()).isOne();
	}

	@ParameterizedTest
	@EnumSource(OverflowPolicy.class)
	@Tag("I9")
	void observerThatThrowsIsHarmless(OverflowPolicy policy) {
		MessageChannelFactory hostile = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(new Throwing("a hostile observer"))
			.errorHandler((error, port, event) -> {
			})
			.overflow(policy)
			.blockTimeout(Duration.ofMillis(1))
			.capacity(2)
			.build();
		Recorder recorder = new Recorder();
		try (Logs logs = Logs.capture()) {
			MessageChannel watched = hostile.create();
			MessageChannel cargo = hostile.create();
			watched.port2().addMessageListener((event) -> {
				throw new IllegalStateException("expected");
			});
			watched.port2().onMessage(recorder).onClose(recorder);
			watched.port1().postMessage(1);
			watched.port1().postMessage(2, cargo.port1());
			this.executor.runAll();
			watched.port1().close();
			this.executor.runAll();
			recorder.messages().get(1).ports().get(0).close();
			assertThat(cargo.port2().isClosed()).isTrue();
			assertThat(logs.errors()).isNotEmpty().allMatch((message) -> message.contains("a hostile observer"));
		}
		assertThat(recorder.payloads()).containsExactly(1, 2);
		assertThat(recorder.closes()).hasSize(1);
	}

	@Test
	@Tag("I9")
	void severalObserversAreToldInTurnAlsoWhenOneThrows() {
		List<String> told = new ArrayList<>();
		Tallies second = new Tallies();
		MessageChannelFactory watched = MessageChannelFactory.builder()
			.observer(new Throwing("a hostile neighbour"))
			.observer(new ChannelObserver() {

				@Override
				public void posted(ChannelSide side) {
					told.add("first " + second.of(side).posted());
				}

			})
			.observer(second)
			.build();
		try (Logs logs = Logs.capture()) {
			watched.create().port1().postMessage("x");
			// Channels that another test has left behind are collected at any time
			assertThat(logs.errors()).filteredOn((message) -> message.contains("a hostile neighbour")).hasSize(3);
		}
		assertThat(told).containsExactly("first 0");
		assertThat(second.of(second.side(1)).posted()).isOne();
	}

	@Test
	@Tag("I9")
	void methodsOfAnObserverAreOptional() {
		MessageChannel watched = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(new ChannelObserver() {
			})
			.build()
			.create();
		Recorder recorder = new Recorder();
		watched.port2().onMessage(recorder);
		watched.port1().postMessage("x");
		this.executor.runAll();
		Ports.hop(watched.port2()).close();
		assertThat(recorder.payloads()).containsExactly("x");
	}

	@Test
	@Tag("I9")
	void missingObserverAndErrorHandlerAreNamed() {
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder();
		assertThatNullPointerException().isThrownBy(() -> builder.observer(null)).withMessageContaining("'observer'");
		assertThatNullPointerException().isThrownBy(() -> builder.errorHandler(null))
			.withMessageContaining("'handler'");
	}

	private static final class Throwing implements ChannelObserver {

		private final String name;

		Throwing(String name) {
			this.name = name;
		}

		@Override
		public void opened(ChannelSide side) {
			throw new IllegalStateException("opened");
		}

		@Override
		public void turnBegan(ChannelSide side) {
			throw new IllegalStateException("began");
		}

		@Override
		public void turnEnded(ChannelSide side) {
			throw new IllegalStateException("ended");
		}

		@Override
		public void posted(ChannelSide side) {
			throw new StackOverflowError("posted");
		}

		@Override
		public void delivered(ChannelSide side) {
			throw new IllegalStateException("delivered");
		}

		@Override
		public void discarded(ChannelSide side, CloseReason reason) {
			throw new IllegalStateException("discarded");
		}

		@Override
		public void failed(ChannelSide side, Throwable error) {
			throw new IllegalStateException("failed");
		}

		@Override
		public void transferred(ChannelSide side) {
			throw new IllegalStateException("transferred");
		}

		@Override
		public void closed(ChannelSide side, CloseReason reason) {
			throw new IllegalStateException("closed");
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Notes turns.
	 */
	private static final class TurnObserver implements ChannelObserver {

		private final List<String> calls;

		TurnObserver(List<String> calls) {
			this.calls = calls;
		}

		@Override
		public void turnBegan(ChannelSide side) {
			this.calls.add("began " + side);
		}

		@Override
		public void turnEnded(ChannelSide side) {
			this.calls.add("ended " + side);
		}

	}

}
