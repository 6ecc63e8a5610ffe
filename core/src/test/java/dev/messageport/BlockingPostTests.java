package dev.messageport;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link OverflowPolicy#BLOCK}.
 */
class BlockingPostTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.overflow(OverflowPolicy.BLOCK)
		.blockTimeout(Duration.ofSeconds(30))
		.capacity(2)
		.build();

	private final MessageChannel channel = this.channels.create("tight");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final MessageChannel cargo = this.channels.create("cargo");

	@Test
	@Tag("Q7")
	void postWaitsUntilAMessageIsReceived() throws Exception {
		TestThread<Boolean> poster = blocked("third");
		assertThat(this.port2.queued()).isEqualTo(2);
		assertThat(Ports.next(this.port2).data()).isEqualTo(1);
		assertThat(poster.get()).isTrue();
		assertThat(Ports.drain(this.port2)).containsExactly(2, "third");
	}

	@Test
	@Tag("Q7")
	void postWaitsUntilAMessageIsDelivered() throws Exception {
		TestThread<Boolean> first = blocked("third");
		TestThread<Boolean> second = TestThread.start(() -> this.port1.postMessage("fourth")).awaitParked();
		Recorder recorder = new Recorder();
		this.port2.onMessage(recorder);
		this.executor.runAll();
		assertThat(first.get() && second.get()).isTrue();
		this.executor.runAll();
		assertThat(recorder.payloads()).startsWith(1, 2).contains("third", "fourth").hasSize(4);
	}

	@Test
	@Tag("Q7")
	void everyBlockedPosterIsWokenInItsTurn() throws Exception {
		List<TestThread<Boolean>> posters = new ArrayList<>();
		posters.add(blocked("third"));
		for (int i = 0; i < 4; i++) {
			posters.add(TestThread.start(() -> this.port1.postMessage("more")).awaitParked());
		}
		for (int i = 0; i < 7; i++) {
			assertThat(this.port2.receive(Duration.ofSeconds(30))).isNotNull();
		}
		for (TestThread<Boolean> poster : posters) {
			assertThat(poster.get()).isTrue();
		}
	}

	@Test
	@Tag("Q7")
	void postFailsAfterTheTimeout() {
		MessageChannel impatient = this.channels
			.create(ChannelOptions.builder().name("impatient").blockTimeout(Duration.ofMillis(5)).build());
		fill(impatient.port1());
		overflows(() -> impatient.port1().postMessage(3), "also after PT0.005S");
		overflows(() -> impatient.port1().postMessage(3, this.cargo.port1()), "also after PT0.005S");
		assertThat(this.cargo.port1().isDetached()).isFalse();
		assertThat(Ports.drain(impatient.port2())).containsExactly(1, 2);
	}

	@Test
	@Tag("Q7")
	void posterThatTimesOutPassesItsPlaceOn() throws Exception {
		TestThread<Boolean> interrupted = blocked("interrupted");
		TestThread<Boolean> next = TestThread.start(() -> this.port1.postMessage("next")).awaitParked();
		interrupted.thread().interrupt();
		overflows(interrupted::get, "interrupted");
		Ports.next(this.port2);
		assertThat(next.get()).isTrue();
	}

	@Test
	@Tag("Q7")
	void timeoutMayBeForEver() throws Exception {
		MessageChannel patient = this.channels
			.create(ChannelOptions.builder().blockTimeout(ChronoUnit.FOREVER.getDuration()).build());
		fill(patient.port1());
		TestThread<Boolean> poster = TestThread.start(() -> patient.port1().postMessage(3)).awaitParked();
		Ports.next(patient.port2());
		assertThat(poster.get()).isTrue();
	}

	@Test
	@Tag("Q7")
	void interruptEndsTheWaitAndStaysSet() throws Exception {
		fill(this.port1);
		TestThread<Boolean> poster = TestThread.start(() -> {
			overflows(() -> this.port1.postMessage(3, this.cargo.port1()), "interrupted");
			return Thread.currentThread().isInterrupted();
		}).awaitParked();
		poster.thread().interrupt();
		assertThat(poster.get()).isTrue();
		assertThat(this.cargo.port1().isDetached()).isFalse();
		assertThat(this.port2.queued()).isEqualTo(2);
	}

	@Test
	@Tag("Q7")
	void interruptBeforehandMattersOnlyWhenTheQueueIsFull() throws Exception {
		boolean flag = TestThread.start(() -> {
			Thread.currentThread().interrupt();
			fill(this.port1);
			overflows(() -> this.port1.postMessage(3), "interrupted");
			return Thread.currentThread().isInterrupted();
		}).get();
		assertThat(flag).isTrue();
	}

	@Test
	@Tag("Q7")
	void postRefusesToWaitOnTheThreadThatIsDelivering() {
		List<Object> outcomes = new ArrayList<>();
		this.port2.onMessage((event) -> {
			while (event.data() instanceof Integer) {
				try {
					outcomes.add(this.port1.postMessage("more") ? "queued" : "refused");
				}
				catch (PortOverflowException ex) {
					assertThat(ex).hasMessageContaining("this very thread is delivering");
					outcomes.add("told");
					return;
				}
			}
		});
		fill(this.port1);
		this.executor.runAll();
		assertThat(outcomes).containsExactly("queued", "told", "queued", "told");
	}

	@Test
	@Tag("Q7")
	void postWaitsOnAThreadWhoseTurnIsOver() throws Exception {
		MessageChannel deep = this.channels.create(ChannelOptions.builder().capacity(5000).build());
		deep.port2().onMessage((event) -> {
		});
		while (deep.port2().queued() < 5000) {
			deep.port1().postMessage("fill");
		}
		this.executor.runOne();
		assertThat(this.executor.waiting()).as("turn was used up").isOne();
		while (deep.port2().queued() < 5000) {
			deep.port1().postMessage("fill");
		}
		Thread me = Thread.currentThread();
		TestThread<Boolean> reader = TestThread.start(() -> {
			new TestThread<>(me, null).awaitParked();
			this.executor.runAll();
			return true;
		});
		assertThat(deep.port1().postMessage("waits")).isTrue();
		assertThat(reader.get()).isTrue();
	}

	@Test
	@Tag("Q7")
	void taskThatIsRunTwiceDoesNotHideWhoIsDelivering() throws Exception {
		AtomicReference<Runnable> task = new AtomicReference<>();
		Executor twice = (turn) -> {
			task.set(turn);
			this.executor.execute(turn);
		};
		MessageChannel doubled = this.channels.create(ChannelOptions.builder().executor(twice).build());
		AtomicReference<PortOverflowException> refused = new AtomicReference<>();
		doubled.port2().onMessage((event) -> {
			TestThread.start(() -> {
				task.get().run();
				return true;
			}).get();
			try {
				fill(doubled.port1());
				doubled.port1().postMessage(3);
			}
			catch (PortOverflowException ex) {
				refused.compareAndSet(null, ex);
			}
		});
		doubled.port1().postMessage("go");
		this.executor.runOne();
		assertThat(refused.get()).hasMessageContaining("this very thread is delivering");
	}

	@Test
	@Tag("Q7")
	@Tag("P1")
	void postReturnsFalseWhenTheReaderClosesMeanwhile() throws Exception {
		TestThread<Boolean> poster = blocked("late");
		this.port2.close();
		assertThat(poster.get()).isFalse();
	}

	@Test
	@Tag("Q7")
	@Tag("P1")
	void transferReturnsFalseWhenTheReaderClosesMeanwhileAndEndsWhatItCarries() throws Exception {
		fill(this.port1);
		TestThread<Boolean> poster = TestThread.start(() -> this.port1.postMessage("late", this.cargo.port1()))
			.awaitParked();
		assertThat(this.cargo.port1().isDetached()).isFalse();
		this.port2.close();
		assertThat(poster.get()).isFalse();
		assertThat(this.cargo.port1().isDetached()).isTrue();
		assertThat(Ports.closed(this.cargo.port2()).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("Q7")
	@Tag("P1")
	void postReturnsFalseWhenItsOwnPortClosesMeanwhile() throws Exception {
		TestThread<Boolean> poster = blocked("late");
		this.port1.close();
		assertThat(poster.get()).isFalse();
		assertThat(Ports.drain(this.port2)).containsExactly(1, 2);
	}

	@Test
	@Tag("Q7")
	@Tag("P9")
	void postReturnsFalseWhenItsOwnPortIsTransferredMeanwhile() throws Exception {
		TestThread<Boolean> poster = blocked("late");
		MessagePort moved = Ports.hop(this.port1);
		assertThat(poster.get()).isFalse();
		Ports.drain(this.port2);
		assertThat(moved.postMessage("new")).isTrue();
		assertThat(Ports.drain(this.port2)).containsExactly("new");
	}

	@Test
	@Tag("Q7")
	void postGoesOnWaitingWhenTheReaderIsTransferred() throws Exception {
		TestThread<Boolean> poster = blocked("third");
		MessagePort moved = Ports.hop(this.port2);
		assertThat(poster.result()).isNotDone();
		Ports.next(moved);
		assertThat(poster.get()).isTrue();
		assertThat(Ports.drain(moved)).containsExactly(2, "third");
	}

	@Test
	@Tag("Q7")
	@Tag("P2")
	void portThatClosesWhileItsTransferWaitsIsRefused() throws Exception {
		fill(this.port1);
		MessagePort other = this.channels.create().port1();
		TestThread<Boolean> poster = TestThread.start(() -> this.port1.postMessage("x", other, this.cargo.port1()))
			.awaitParked();
		this.cargo.port1().close();
		Ports.next(this.port2);
		assertThatExceptionOfType(Exception.class).isThrownBy(poster::get)
			.havingCause()
			.isInstanceOfSatisfying(DataCloneException.class, (ex) -> assertThat(ex.index()).isOne());
		assertThat(other.isDetached()).isFalse();
		assertThat(Ports.drain(this.port2)).containsExactly(2);
	}

	@Test
	@Tag("Q7")
	@Tag("Q3")
	void noWakeUpIsLostUnderLoad() throws Exception {
		Tallies tallies = new Tallies();
		MessageChannel busy = MessageChannelFactory.builder()
			.overflow(OverflowPolicy.BLOCK)
			.blockTimeout(Duration.ofSeconds(30))
			.capacity(3)
			.observer(tallies)
			.build()
			.create();
		int[] next = new int[3];
		List<Object> wrong = new ArrayList<>();
		CountDownLatch done = new CountDownLatch(3 * 3000);
		busy.port2().onMessage((event) -> {
			int payload = (Integer) event.data();
			if (payload % 10_000 != next[payload / 10_000]++) {
				wrong.add(payload);
			}
			done.countDown();
		});
		Race.of(poster(busy, 0), poster(busy, 1), poster(busy, 2));
		done.await();
		assertThat(wrong).isEmpty();
		Waiting.until(() -> tallies.of(tallies.side(1)).delivered() == 9000);
		tallies.assertBalanced();
	}

	private static Race.Task poster(MessageChannel channel, int thread) {
		return () -> {
			for (int i = 0; i < 3000; i++) {
				assertThat(channel.port1().postMessage(thread * 10_000 + i)).isTrue();
				assertThat(channel.port2().queued()).isLessThanOrEqualTo(3);
			}
		};
	}

	private TestThread<Boolean> blocked(Object payload) {
		fill(this.port1);
		return TestThread.start(() -> this.port1.postMessage(payload)).awaitParked();
	}

	private static void fill(MessagePort port) {
		port.postMessage(1);
		port.postMessage(2);
	}

	private static void overflows(ThrowingCallable post, String message) {
		assertThatExceptionOfType(Exception.class).isThrownBy(post)
			.satisfies((ex) -> assertThat((ex.getCause() != null) ? ex.getCause() : ex)
				.isInstanceOf(PortOverflowException.class)
				.hasMessageContaining(message));
	}

}
