package dev.messageport.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for a port that moves.
 */
abstract class TransferContract extends DeliveryContract {

	private static final int HOPS = 50;

	private static final int POSTERS = 8;

	private static final int MESSAGES = 500;

	@Test
	@Tag("T1")
	void portArrivesAsANewObjectThatIsNotStarted() throws Exception {
		PortPair pair = open();
		pair.second().onMessage((event) -> {
		});
		MessagePort arrived = hop(pair.second());
		assertThat(arrived).isNotSameAs(pair.second());
		assertThat(arrived.isStarted()).isFalse();
		assertThat(arrived.isClosed()).isFalse();
		assertThat(arrived.isDetached()).isFalse();
		assertThat(arrived.id()).isEqualTo(pair.second().id());
	}

	@Test
	@Tag("T1")
	void oldObjectIsInertFromTheMomentThePostReturns() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		post(pair.first(), "moves");
		awaitQueued(pair.second(), 1);
		post(carrier.first(), "port", pair.second());
		assertThat(pair.second().isDetached()).isTrue();
		assertThat(pair.second().isStarted()).isFalse();
		assertThat(pair.second().queued()).isZero();
		assertThat(pair.second().postMessage("old")).isFalse();
		assertThat(pair.second().receive(timeout())).isNull();
		MessagePort arrived = onlyPort(next(carrier.second()));
		assertOnly(arrived, pair.first(), "moves");
		assertThat(pair.second().postMessage("old")).isFalse();
		post(arrived, "new");
		assertOnly(pair.first(), arrived, "new");
	}

	@Test
	@Tag("T1")
	void oldObjectCannotHarmTheMovedSide() throws Exception {
		PortPair pair = open();
		List<@Nullable Object> old = new CopyOnWriteArrayList<>();
		pair.second().addMessageListener((event) -> old.add(event.data()));
		PortRecorder recorder = PortRecorder.of(hop(pair.second()));
		pair.second().onMessage((event) -> old.add(event.data()));
		pair.second().start();
		pair.second().pause();
		pair.second().close();
		pair.second().close(new IllegalStateException("Closed by a test, without effect"));
		post(pair.first(), "for the new owner");
		assertOnly(recorder, pair.first(), "for the new owner");
		assertThat(recorder.closes()).isEmpty();
		assertThat(old).isEmpty();
		assertThat(pair.first().isClosed()).isFalse();
	}

	@Test
	@Tag("T2")
	void messagesOfEveryPhaseArriveOnceAndInOrder() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		post(pair.first(), "queued before");
		awaitQueued(pair.second(), 1);
		post(carrier.first(), "port", pair.second());
		post(pair.first(), "in transit");
		MessagePort arrived = onlyPort(next(carrier.second()));
		post(pair.first(), "before start");
		awaitQueued(arrived, 3);
		PortRecorder recorder = PortRecorder.of(arrived);
		post(pair.first(), "after start");
		assertOnly(recorder, pair.first(), "queued before", "in transit", "before start", "after start");
		assertThat(recorder.messages()).extracting(MessageEvent::target).containsOnly(arrived);
	}

	@Test
	@Tag("T2")
	@Tag("P9")
	void nothingIsLostWhileThreadsPostAndBothEndsMove() throws Exception {
		PortPair pair = open();
		AtomicReference<MessagePort> near = new AtomicReference<>(pair.first());
		CountDownLatch posted = new CountDownLatch(POSTERS);
		for (int i = 0; i < POSTERS; i++) {
			start(near, i + ":", posted);
		}
		MessagePort far = pair.second();
		for (int i = 0; i < HOPS; i++) {
			near.set(hop(near.get()));
			far = hop(far);
		}
		assertThat(posted.await(timeout().toMillis(), TimeUnit.MILLISECONDS)).as("all posted").isTrue();
		PortRecorder recorder = PortRecorder.of(far);
		recorder.awaitMessages(POSTERS * MESSAGES, timeout());
		post(near.get(), "end");
		until(() -> recorder.payloads().contains("end"), "the last message");
		List<String> payloads = recorder.payloads().stream().map(String::valueOf).toList();
		assertThat(payloads).hasSize(POSTERS * MESSAGES + 1).endsWith("end");
		for (int i = 0; i < POSTERS; i++) {
			String prefix = i + ":";
			assertThat(payloads.stream()
				.filter((payload) -> payload.startsWith(prefix))
				.map((payload) -> Integer.valueOf(payload.substring(prefix.length())))
				.toList()).hasSize(MESSAGES).isSorted();
		}
	}

	private static void start(AtomicReference<MessagePort> port, String prefix, CountDownLatch posted) {
		Thread thread = new Thread(() -> {
			int i = 0;
			while (i < MESSAGES) {
				if (port.get().postMessage(prefix + i)) {
					i++;
				}
				Thread.yield();
			}
			posted.countDown();
		}, "poster");
		thread.setDaemon(true);
		thread.start();
	}

	@Test
	@Tag("T3")
	void noHandlerOfTheOldOwnerStartsAfterTheTransfer() throws Exception {
		PortPair pair = open();
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch transferred = new CountDownLatch(1);
		List<@Nullable Object> old = new CopyOnWriteArrayList<>();
		pair.second().onMessage((event) -> {
			old.add(event.data());
			inside.countDown();
			transferred.await(timeout().toMillis(), TimeUnit.MILLISECONDS);
		});
		postNumbers(pair.first(), 0, 100);
		assertThat(inside.await(timeout().toMillis(), TimeUnit.MILLISECONDS)).as("the first message").isTrue();
		awaitQueued(pair.second(), 99);
		MessagePort arrived = hop(pair.second());
		transferred.countDown();
		assertNumbers(arrived, 1, 100);
		assertOnly(arrived, pair.first());
		assertThat(old).containsExactly(0);
	}

	@Test
	@Tag("T3")
	void portCanBeTransferredInsideItsOwnHandlerWithTheRestOfItsQueue() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		List<@Nullable Object> late = new CopyOnWriteArrayList<>();
		pair.second().addMessageListener((event) -> carrier.first().postMessage("port", event.target()));
		pair.second().addMessageListener((event) -> late.add(event.data()));
		postNumbers(pair.first(), 0, 5);
		awaitQueued(pair.second(), 5);
		pair.second().start();
		MessagePort arrived = onlyPort(next(carrier.second()));
		assertOnly(arrived, pair.first(), 1, 2, 3, 4);
		assertThat(late).isEmpty();
	}

	@Test
	@Tag("T4")
	void transferClosesNothing() throws Exception {
		PortPair pair = open();
		PortRecorder far = PortRecorder.of(pair.first());
		List<Object> closes = new CopyOnWriteArrayList<>();
		pair.second().onClose(closes::add).start();
		MessagePort arrived = hop(pair.second());
		assertOnly(far, arrived);
		assertThat(far.closes()).isEmpty();
		assertThat(closes).isEmpty();
		assertThat(pair.first().isClosed()).isFalse();
		assertThat(pair.first().closed().toCompletableFuture()).isNotDone();
		assertThat(pair.second().isClosed()).isFalse();
	}

	@Test
	@Tag("T4")
	void laterCloseReachesTheNewOwnerOnly() throws Exception {
		PortPair pair = open();
		List<Object> old = new CopyOnWriteArrayList<>();
		pair.second().onClose(old::add).start();
		PortRecorder recorder = PortRecorder.of(hop(pair.second()));
		pair.first().close();
		assertThat(recorder.awaitClose(timeout()).target()).isSameAs(recorder.port());
		assertThat(old).isEmpty();
		assertThat(pair.second().isClosed()).isFalse();
	}

}
