package dev.messageport;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * {@code receive}, alone and mixed with listeners.
 */
class ReceiveTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	private final MessageChannel channel = this.channels.create("r");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	@Tag("Q6")
	void takesTheOldestMessageOfAPortThatWasNeverStarted() throws Exception {
		this.port1.postMessage(1);
		this.port1.postMessage(2);
		MessageEvent event = this.port2.receive(LONG);
		assertThat(event).isNotNull();
		assertThat(event.data()).isEqualTo(1);
		assertThat(event.target()).isSameAs(this.port2);
		assertThat(this.port2.isStarted()).isFalse();
		assertThat(this.port2.queued()).isOne();
		assertThat(Ports.drain(this.port2)).containsExactly(2);
		this.tallies.assertBalanced();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -5, 1 })
	@Tag("Q6")
	void returnsNullWhenNothingComesInTime(long millis) throws Exception {
		assertThat(this.port2.receive(Duration.ofMillis(millis))).isNull();
		assertThat(this.port1.postMessage("later")).isTrue();
		assertThat(this.port2.receive(Duration.ofMillis(millis))).isNotNull();
	}

	@Test
	@Tag("Q6")
	void takesANullPayloadAsAMessage() throws Exception {
		this.port1.postMessage(null);
		MessageEvent event = this.port2.receive(LONG);
		assertThat(event).isNotNull();
		assertThat(event.data()).isNull();
		assertThat(this.port2.receive(Duration.ZERO)).isNull();
	}

	@Test
	@Tag("Q6")
	void waitsForAMessage() throws Exception {
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		this.port1.postMessage("here");
		assertThat(receiver.get().data()).isEqualTo("here");
	}

	@Test
	@Tag("Q6")
	void waitsForEverIfToldTo() throws Exception {
		TestThread<MessageEvent> receiver = TestThread.start(() -> this.port2.receive(ChronoUnit.FOREVER.getDuration()))
			.awaitParked();
		this.port1.postMessage("here");
		assertThat(receiver.get().data()).isEqualTo("here");
		this.port1.postMessage("again");
		assertThat(this.port2.receive(ChronoUnit.FOREVER.getDuration().negated())).isNotNull();
	}

	@Test
	@Tag("Q6")
	void severalReceiversGetOneMessageEach() throws Exception {
		List<TestThread<MessageEvent>> receivers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			receivers.add(receiver(this.port2).awaitParked());
		}
		Set<Object> received = ConcurrentHashMap.newKeySet();
		for (int i = 0; i < 4; i++) {
			this.port1.postMessage(i);
		}
		for (TestThread<MessageEvent> receiver : receivers) {
			received.add(receiver.get().data());
		}
		assertThat(received).containsExactlyInAnyOrder(0, 1, 2, 3);
	}

	@Test
	@Tag("Q6")
	void waitsOnAnIdleStartedPortToo() throws Exception {
		Registration registration = this.port2.addMessageListener((event) -> {
		});
		this.port2.start();
		registration.remove();
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		this.port1.postMessage("here");
		assertThat(receiver.get().data()).isEqualTo("here");
	}

	@Test
	@Tag("Q6")
	@Tag("I9")
	void mixedWithAListenerEachMessageArrivesExactlyOnce() throws Exception {
		int count = 50_000;
		Set<Object> received = ConcurrentHashMap.newKeySet();
		AtomicInteger twice = new AtomicInteger();
		Consumer<MessageEvent> take = (event) -> {
			if (!received.add(event.data())) {
				twice.incrementAndGet();
			}
		};
		this.port2.onMessage(take::accept);
		Race.Task receiver = () -> {
			while (received.size() < count) {
				MessageEvent event = this.port2.receive(Duration.ofMillis(1));
				if (event != null) {
					take.accept(event);
				}
			}
		};
		Race.of(receiver, receiver, () -> {
			for (int i = 0; i < count; i++) {
				this.port1.postMessage(i);
			}
		});
		assertThat(received).hasSize(count);
		assertThat(twice).hasValue(0);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q6")
	void takesFromAPortWhoseHandlerIsBlocked() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		Recorder recorder = new Recorder();
		this.port2.onMessage((event) -> {
			recorder.onMessage(event);
			inside.countDown();
			go.await();
		});
		this.port1.postMessage(1);
		this.port1.postMessage(2);
		this.port1.postMessage(3);
		inside.await();
		assertThat(this.port2.receive(LONG).data()).isEqualTo(2);
		assertThat(this.port2.receive(LONG).data()).isEqualTo(3);
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		this.port1.postMessage(4);
		assertThat(receiver.get().data()).isEqualTo(4);
		go.countDown();
		this.port1.postMessage(5);
		Waiting.until(() -> recorder.count() == 2);
		assertThat(recorder.payloads()).containsExactly(1, 5);
	}

	@Test
	@Tag("Q6")
	void waitsWhileAHandlerIsBlockedInTheOnlyMessage() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.port2.onMessage((event) -> {
			inside.countDown();
			go.await();
		});
		this.port1.postMessage("blocks");
		inside.await();
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		this.port1.postMessage("for the receiver");
		assertThat(receiver.get().data()).isEqualTo("for the receiver");
		go.countDown();
	}

	@Test
	@Tag("Q6")
	void takesTheNextMessagesInsideAHandler() throws Exception {
		ManualExecutor executor = new ManualExecutor();
		MessageChannel manual = MessageChannelFactory.builder().executor(executor).build().create();
		List<@Nullable Object> taken = new ArrayList<>();
		Recorder recorder = new Recorder();
		manual.port2().onMessage((event) -> {
			recorder.onMessage(event);
			if (event.data().equals(1)) {
				taken.addAll(Ports.drain(event.target()));
				manual.port1().postMessage(4);
			}
		});
		for (int i = 1; i <= 3; i++) {
			manual.port1().postMessage(i);
		}
		executor.runAll();
		assertThat(taken).containsExactly(2, 3);
		assertThat(recorder.payloads()).containsExactly(1, 4);
	}

	@Test
	@Tag("Q6")
	@Tag("C5")
	void closeOfThePortEndsTheWait() throws Exception {
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		this.port2.close();
		assertThat(receiver.get()).isNull();
	}

	@Test
	@Tag("Q6")
	@Tag("C1")
	void closeOfTheOtherPortEndsTheWaitAfterTheLastMessage() throws Exception {
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		this.port1.close();
		assertThat(receiver.get()).isNull();
		MessageChannel second = this.channels.create();
		second.port1().postMessage("last");
		second.port1().close();
		assertThat(second.port2().receive(LONG).data()).isEqualTo("last");
		assertThat(second.port2().receive(LONG)).isNull();
		Recorder recorder = new Recorder();
		second.port2().onClose(recorder).start();
		Waiting.until(recorder::isClosed);
	}

	@Test
	@Tag("Q6")
	@Tag("C1")
	void closeEventComesOnceTheLastMessageWasReceived() {
		Recorder recorder = new Recorder();
		this.port2.onClose(recorder).start();
		this.port1.postMessage("last");
		this.port1.close();
		assertThat(recorder.closes()).isEmpty();
		assertThat(Ports.next(this.port2).data()).isEqualTo("last");
		Waiting.until(recorder::isClosed);
	}

	@Test
	@Tag("Q6")
	@Tag("T3")
	void transferOfThePortEndsTheWait() throws Exception {
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		MessagePort moved = Ports.hop(this.port2);
		assertThat(receiver.get()).isNull();
		this.port1.postMessage("for the new owner");
		assertThat(this.port2.receive(Duration.ZERO)).isNull();
		assertThat(Ports.drain(moved)).containsExactly("for the new owner");
	}

	@Test
	@Tag("Q6")
	void transferOfTheOtherPortDoesNotEndTheWait() throws Exception {
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		Ports.hop(this.port1).postMessage("from the new owner");
		assertThat(receiver.get().data()).isEqualTo("from the new owner");
	}

	@Test
	@Tag("Q6")
	void interruptEndsTheWaitAndTakesNoMessage() throws Exception {
		TestThread<MessageEvent> receiver = receiver(this.port2).awaitParked();
		TestThread<MessageEvent> other = receiver(this.port2).awaitParked();
		receiver.thread().interrupt();
		assertThatExceptionOfType(Exception.class).isThrownBy(receiver::get)
			.havingCause()
			.isInstanceOf(InterruptedException.class)
			.withMessageContaining("r.port2");
		this.port1.postMessage("for the other one");
		assertThat(other.get().data()).isEqualTo("for the other one");
	}

	@Test
	@Tag("Q6")
	void interruptBeforehandIsReportedAndCleared() throws Exception {
		this.port1.postMessage("stays");
		boolean cleared = TestThread.start(() -> {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.port2.receive(LONG));
			return !Thread.currentThread().isInterrupted();
		}).get();
		assertThat(cleared).isTrue();
		assertThat(Ports.drain(this.port2)).containsExactly("stays");
	}

	@Test
	@Tag("Q6")
	@Tag("T1")
	void bringsPortsAndHeaders() {
		MessageChannel cargo = this.channels.create("cargo");
		this.port1.postMessage("x",
				PostOptions.builder().transfer(List.of(cargo.port1())).header("user", "jane").build());
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.headers()).containsEntry("user", "jane");
		cargo.port2().postMessage("through");
		assertThat(Ports.drain(event.ports().get(0))).containsExactly("through");
	}

	@Test
	@Tag("Q6")
	void noWakeUpIsLostBetweenPostersAndReceivers() throws Exception {
		int count = 20_000;
		Race.of(() -> {
			for (int i = 0; i < count; i++) {
				assertThat(this.port2.receive(LONG).data()).isEqualTo(i);
				this.port2.postMessage(i);
			}
		}, () -> {
			for (int i = 0; i < count; i++) {
				this.port1.postMessage(i);
				assertThat(this.port1.receive(LONG).data()).isEqualTo(i);
			}
		});
	}

	@Test
	@Tag("Q6")
	void missingTimeoutIsNamed() {
		assertThatNullPointerException().isThrownBy(() -> this.port1.receive(null)).withMessageContaining("'timeout'");
	}

	private static TestThread<MessageEvent> receiver(MessagePort port) {
		return TestThread.start(() -> port.receive(LONG));
	}

}
