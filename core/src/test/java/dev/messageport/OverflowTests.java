package dev.messageport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Full queues under the policies that do not wait.
 */
class OverflowTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	private final MessageChannel cargo = this.channels.create("cargo");

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	@Tag("Q7")
	void queueTakesExactlyItsCapacityAgainAndAgain(int capacity) {
		MessageChannel channel = channel(OverflowPolicy.FAIL, capacity);
		for (int round = 0; round < 5; round++) {
			fill(channel, capacity);
			full(channel);
			assertThat(Ports.next(channel.port2()).data()).isEqualTo(0);
			assertThat(channel.port1().postMessage("one more")).isTrue();
			full(channel);
			assertThat(Ports.drain(channel.port2())).hasSize(capacity).endsWith("one more");
		}
	}

	@Test
	@Tag("Q7")
	void capacityIsThatOfEachSide() {
		MessageChannel channel = channel(OverflowPolicy.FAIL, 1);
		assertThat(channel.port1().postMessage("to 2")).isTrue();
		assertThat(channel.port2().postMessage("to 1")).isTrue();
	}

	@Test
	@Tag("Q7")
	void senderIsToldThePortTheNumbersAndTheRemedy() {
		MessageChannel channel = channel(OverflowPolicy.FAIL, 2);
		fill(channel, 2);
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> channel.port1().postMessage("secret"))
			.withMessageContaining("small.port2 is full: 2 messages")
			.withMessageContaining("capacity (2)")
			.withMessageContaining("FAIL")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
		assertThat(channel.port1().isClosed()).isFalse();
		assertThat(Ports.drain(channel.port2())).containsExactly(0, 1);
	}

	@Test
	@Tag("Q7")
	@Tag("I3")
	void failTransfersNothing() {
		MessageChannel channel = channel(OverflowPolicy.FAIL, 1);
		fill(channel, 1);
		assertThatExceptionOfType(PortOverflowException.class)
			.isThrownBy(() -> channel.port1().postMessage("x", this.cargo.port1()));
		assertThat(this.cargo.port1().isDetached()).isFalse();
		assertThat(this.cargo.port1().postMessage("still connected")).isTrue();
		Ports.drain(channel.port2());
		assertThat(channel.port1().postMessage("x", this.cargo.port1())).isTrue();
	}

	@Test
	@Tag("Q7")
	void dropOldestMakesRoomForTheNewMessage() {
		MessageChannel channel = channel(OverflowPolicy.DROP_OLDEST, 3);
		fill(channel, 10);
		assertThat(channel.port2().queued()).isEqualTo(3);
		assertThat(this.tallies.of(this.tallies.side(3)).discardedByReason())
			.containsExactly(Map.entry(CloseReason.OVERFLOW, 7L));
		assertThat(Ports.drain(channel.port2())).containsExactly(7, 8, 9);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q7")
	@Tag("I7")
	void dropOldestEndsWhatTheOldestCarried() {
		MessageChannel channel = channel(OverflowPolicy.DROP_OLDEST, 1);
		channel.port1().postMessage("dropped", this.cargo.port1());
		MessagePort kept = this.channels.create("kept").port1();
		assertThat(channel.port1().postMessage("kept", kept)).isTrue();
		assertThat(Ports.closed(this.cargo.port2()).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(Ports.next(channel.port2()).ports()).singleElement()
			.matches((port) -> port.name().equals("kept.port1") && !port.isClosed());
	}

	@Test
	@Tag("Q7")
	void dropOldestWhileAListenerIsBlockedKeepsTheNewest() throws Exception {
		MessageChannel channel = channel(OverflowPolicy.DROP_OLDEST, 4);
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		Recorder recorder = new Recorder();
		fill(channel, 4);
		channel.port2().onMessage((event) -> {
			recorder.onMessage(event);
			inside.countDown();
			go.await();
		});
		inside.await();
		for (int i = 4; i < 100; i++) {
			assertThat(channel.port1().postMessage(i)).isTrue();
		}
		assertThat(channel.port2().queued()).isEqualTo(4);
		go.countDown();
		Waiting.until(() -> recorder.count() == 5);
		assertThat(recorder.payloads()).containsExactly(0, 96, 97, 98, 99);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q7")
	@Tag("I9")
	void dropLatestRefusesAndCountsTheNewMessage() {
		MessageChannel channel = channel(OverflowPolicy.DROP_LATEST, 2);
		fill(channel, 2);
		assertThat(channel.port1().postMessage("dropped")).isFalse();
		assertThat(this.tallies.of(this.tallies.side(3)).discardedByReason())
			.containsExactly(Map.entry(CloseReason.OVERFLOW, 1L));
		this.tallies.assertBalanced();
		assertThat(channel.port1().isClosed()).isFalse();
		assertThat(Ports.drain(channel.port2())).containsExactly(0, 1);
		assertThat(channel.port1().postMessage("room again")).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_LATEST", "CLOSE" })
	@Tag("Q7")
	@Tag("I7")
	void whatIsNotQueuedEndsWhatItCarries(OverflowPolicy policy) {
		MessageChannel channel = channel(policy, 1);
		fill(channel, 1);
		assertThat(channel.port1().postMessage("dropped", this.cargo.port1())).isFalse();
		assertThat(this.cargo.port1().isDetached()).isTrue();
		assertThat(Ports.closed(this.cargo.port2()).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(Ports.drain(channel.port2())).containsExactly(0);
	}

	@Test
	@Tag("Q7")
	@Tag("C4")
	void closeClosesBothSidesWithOverflowAfterWhatWasQueued() {
		MessageChannel channel = channel(OverflowPolicy.CLOSE, 2);
		Recorder reader = new Recorder();
		Recorder sender = new Recorder();
		channel.port2().postMessage("back");
		fill(channel, 2);
		assertThat(channel.port1().postMessage("too much")).isFalse();
		assertThat(channel.port1().isClosed() && channel.port2().isClosed()).isTrue();
		assertThat(channel.port1().postMessage("late")).isFalse();
		assertThat(channel.port2().postMessage("late")).isFalse();
		channel.port1().onClose(sender).onMessage(sender);
		channel.port2().onClose(reader).onMessage(reader);
		Waiting.until(() -> sender.isClosed() && reader.isClosed());
		assertThat(reader.payloads()).containsExactly(0, 1);
		assertThat(sender.payloads()).containsExactly("back");
		assertThat(reader.closeReasons()).containsExactly(CloseReason.OVERFLOW);
		assertThat(sender.closeReasons()).containsExactly(CloseReason.OVERFLOW);
		assertThat(this.tallies.of(this.tallies.side(2)).closed()).containsExactly(CloseReason.OVERFLOW);
		assertThat(this.tallies.of(this.tallies.side(3)).closed()).containsExactly(CloseReason.OVERFLOW);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q7")
	@Tag("I6")
	void closeAlwaysFits() {
		MessageChannel channel = channel(OverflowPolicy.FAIL, 1);
		fill(channel, 1);
		channel.port1().close(new IllegalStateException("expected"));
		Recorder recorder = new Recorder();
		channel.port2().onClose(recorder).onMessage(recorder);
		Waiting.until(recorder::isClosed);
		assertThat(recorder.payloads()).containsExactly(0);
	}

	@Test
	@Tag("Q7")
	void capacityOfZeroIsNoBound() {
		MessageChannel channel = channel(OverflowPolicy.FAIL, 0);
		fill(channel, 100_000);
		assertThat(channel.port2().queued()).isEqualTo(100_000);
	}

	@Test
	@Tag("Q7")
	void defaultCapacityIs65536() {
		MessageChannel channel = this.channels.create("default");
		fill(channel, 65_536);
		full(channel);
	}

	@Test
	@Tag("Q7")
	void capacityHoldsAcrossATransfer() {
		MessageChannel channel = channel(OverflowPolicy.FAIL, 3);
		fill(channel, 2);
		MessagePort moved = Ports.hop(channel.port2());
		MessagePort sender = Ports.hop(channel.port1());
		assertThat(sender.postMessage(2)).isTrue();
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> sender.postMessage(3));
		assertThat(moved.queued()).isEqualTo(3);
		assertThat(Ports.drain(moved)).containsExactly(0, 1, 2);
	}

	@ParameterizedTest
	@EnumSource(names = { "FAIL", "DROP_LATEST", "DROP_OLDEST", "CLOSE" })
	@Tag("Q7")
	void exactlyTheCapacityIsQueuedHoweverManyThreadsPost(OverflowPolicy policy) throws Exception {
		for (int round = 0; round < 20; round++) {
			MessageChannel channel = channel(policy, 100);
			AtomicInteger accepted = new AtomicInteger();
			Race.of(poster(channel, 0, accepted), poster(channel, 1, accepted), poster(channel, 2, accepted));
			List<@Nullable Object> queued = Ports.drain(channel.port2());
			assertThat(queued).hasSize(100);
			assertThat(accepted).hasValue((policy == OverflowPolicy.DROP_OLDEST) ? 1500 : 100);
			assertOrderPerThread(queued);
		}
		this.tallies.assertBalanced();
	}

	private static Race.Task poster(MessageChannel channel, int thread, AtomicInteger accepted) {
		return () -> {
			for (int i = 0; i < 500; i++) {
				try {
					if (channel.port1().postMessage(thread * 1000 + i)) {
						accepted.incrementAndGet();
					}
				}
				catch (PortOverflowException ex) {
					assertThat(ex).hasMessageContaining("100 messages wait there");
				}
			}
		};
	}

	private static void assertOrderPerThread(List<@Nullable Object> payloads) {
		Map<Integer, List<Integer>> byThread = new HashMap<>();
		for (Object payload : payloads) {
			byThread.computeIfAbsent((Integer) payload / 1000, (key) -> new ArrayList<>()).add((Integer) payload);
		}
		assertThat(byThread.values()).allSatisfy((sent) -> assertThat(sent).isSorted());
	}

	private MessageChannel channel(OverflowPolicy policy, int capacity) {
		return this.channels.create(ChannelOptions.builder().name("small").overflow(policy).capacity(capacity).build());
	}

	private static void fill(MessageChannel channel, int count) {
		for (int i = 0; i < count; i++) {
			assertThat(channel.port1().postMessage(i)).isTrue();
		}
	}

	private static void full(MessageChannel channel) {
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> channel.port1().postMessage("full"));
	}

}
