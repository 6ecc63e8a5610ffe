package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * When messages wait and when they are delivered.
 */
class QueueingTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannel channel = MessageChannelFactory.builder().executor(this.executor).build().create("q");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("Q1")
	void messagesWaitUntilThePortIsStarted() {
		this.port2.addMessageListener(this.recorder);
		post(1, 2);
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.port2.queued()).isEqualTo(2);
		this.port2.start();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
		assertThat(this.port2.queued()).isZero();
	}

	@Test
	@Tag("Q1")
	void messagesWaitWhileThereIsNoListener() {
		this.port2.start();
		post(1);
		assertThat(this.port2.queued()).isOne();
		this.port2.addMessageListener(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1);
	}

	@Test
	@Tag("Q1")
	void messagesWaitAgainOnceTheLastListenerWasRemoved() {
		Registration registration = this.port2.addMessageListener(this.recorder);
		this.port2.start();
		post(1);
		registration.remove();
		registration.remove();
		post(2);
		assertThat(this.port2.isStarted()).isTrue();
		assertThat(this.port2.queued()).isOne();
		this.port2.addMessageListener(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
	}

	@Test
	@Tag("Q1")
	void listenerThatWasRemovedBeforeItsTurnMissesTheMessage() {
		Registration registration = this.port2.addMessageListener(this.recorder);
		this.port2.start();
		this.port1.postMessage(1);
		registration.remove();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.port2.queued()).isOne();
	}

	@Test
	@Tag("Q1")
	@Tag("Q8")
	void messagesWaitWhileThePortIsPaused() {
		this.port2.onMessage(this.recorder);
		post(1);
		this.port2.pause();
		assertThat(this.port2.isStarted()).isFalse();
		post(2, 3);
		assertThat(this.recorder.payloads()).containsExactly(1);
		assertThat(this.port2.queued()).isEqualTo(2);
		this.port2.start();
		this.executor.runAll();
		assertThat(this.port2.isStarted()).isTrue();
		assertThat(this.recorder.payloads()).containsExactly(1, 2, 3);
	}

	@Test
	@Tag("Q8")
	void pauseBeforeTheTurnHoldsBackWhatWasPosted() {
		this.port2.onMessage(this.recorder);
		this.port1.postMessage(1);
		this.port2.pause();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("Q8")
	void pauseInsideAHandlerHoldsBackTheNextMessage() {
		this.port2.addMessageListener((event) -> event.target().pause());
		this.port2.addMessageListener(this.recorder);
		this.port2.start();
		post(1, 2, 3);
		assertThat(this.recorder.payloads()).containsExactly(1);
		this.port2.start();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
	}

	@Test
	@Tag("Q8")
	void newHandlerStartsAPausedPort() {
		this.port2.onMessage(this.recorder);
		this.port2.pause();
		post(1);
		Recorder second = new Recorder();
		this.port2.onMessage(second);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(second.payloads()).containsExactly(1);
	}

	@Test
	@Tag("Q8")
	void pauseHoldsBackTheCloseEvent() {
		this.port2.onMessage(this.recorder).onClose(this.recorder);
		this.executor.runAll();
		this.port2.pause();
		this.port1.close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		this.port2.start();
		this.executor.runAll();
		assertThat(this.recorder.closeReasons()).containsExactly(CloseReason.PEER);
	}

	@Test
	@Tag("Q8")
	@Tag("P3")
	void pauseHoldsBackTheCloseEventAlsoForAListenerThatComesLater() {
		this.port2.onMessage(this.recorder);
		post(1);
		this.port2.pause();
		this.port1.close();
		this.executor.runAll();
		MessagePort moved = Ports.hop(this.port2);
		moved.onClose(this.recorder).start();
		this.executor.runAll();
		assertThat(this.recorder.closes()).extracting(CloseEvent::target).containsExactly(moved);
	}

	@Test
	@Tag("Q8")
	void listenerAddedDuringADeliverySeesOnlyLaterMessages() {
		Recorder added = new Recorder();
		this.port2.onMessage((event) -> {
			if (event.data().equals(1)) {
				event.target().addMessageListener(added);
			}
		});
		post(1, 2);
		assertThat(added.payloads()).containsExactly(2);
	}

	@Test
	@Tag("Q8")
	@Tag("C2")
	void listenerThatClosesThePortIsTheLastOneToRun() {
		this.port2.addMessageListener((event) -> event.target().close());
		this.port2.addMessageListener(this.recorder);
		this.port2.start();
		post(1, 2);
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.port1.postMessage(3)).isFalse();
	}

	@Test
	@Tag("Q8")
	void listenerRemovedByAnEarlierOneDoesNotRun() {
		AtomicReference<Registration> second = new AtomicReference<>();
		this.port2.addMessageListener((event) -> second.get().remove());
		second.set(this.port2.addMessageListener(this.recorder));
		this.port2.start();
		post(1);
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("Q2")
	void onMessageStartsThePort() {
		post(1);
		assertThat(this.port2.isStarted()).isFalse();
		assertThat(this.port2.onMessage(this.recorder)).isSameAs(this.port2);
		assertThat(this.port2.isStarted()).isTrue();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1);
	}

	@Test
	@Tag("Q2")
	@Tag("Q1")
	void onMessageOfNullStartsThePortAndMessagesWait() {
		this.port2.onMessage(this.recorder);
		this.port2.onMessage(null);
		post(1);
		assertThat(this.port2.isStarted()).isTrue();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.port2.queued()).isOne();
		MessageChannel fresh = MessageChannelFactory.builder().build().create();
		assertThat(fresh.port1().onMessage(null).isStarted()).isTrue();
	}

	@Test
	@Tag("Q2")
	void handlerReplacesTheOneBeforeAndKeepsItsPlace() {
		List<String> order = new ArrayList<>();
		this.port2.onMessage((event) -> order.add("old handler"));
		this.port2.addMessageListener((event) -> order.add("listener"));
		this.port2.onMessage((event) -> order.add("new handler"));
		post(1);
		assertThat(order).containsExactly("new handler", "listener");
	}

	@Test
	@Tag("Q2")
	void closeHandlerReplacesTheOneBeforeAndCanBeCleared() {
		Recorder second = new Recorder();
		Recorder listener = new Recorder();
		this.port2.addCloseListener(listener);
		this.port2.onClose(this.recorder).onClose(second);
		this.port1.onClose(this.recorder).onClose(null).start();
		this.port2.start();
		this.port1.close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		assertThat(second.closes()).hasSize(1);
		assertThat(listener.closes()).hasSize(1);
	}

	@Test
	@Tag("Q2")
	void addMessageListenerDoesNotStartThePort() {
		post(1);
		this.port2.addMessageListener(this.recorder);
		this.executor.runAll();
		assertThat(this.port2.isStarted()).isFalse();
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("Q2")
	void startIsIdempotent() {
		this.port2.addMessageListener(this.recorder);
		this.port2.start();
		this.port2.start();
		this.port1.postMessage(1);
		this.port2.start();
		assertThat(this.executor.waiting()).isOne();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1);
	}

	@Test
	@Tag("Q2")
	void startDoesNothingOnAClosedPort() {
		this.port2.close();
		this.port2.onMessage(this.recorder);
		this.port2.start();
		assertThat(this.port2.isStarted()).isFalse();
		assertThat(this.executor.waiting()).isZero();
	}

	@Test
	@Tag("Q2")
	@Tag("T1")
	void startDoesNothingOnATransferredPort() {
		MessagePort moved = Ports.hop(this.port2);
		this.port2.onMessage(this.recorder);
		this.port2.start();
		post(1);
		assertThat(this.port2.isStarted()).isFalse();
		assertThat(moved.isStarted()).isFalse();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(moved.queued()).isOne();
	}

	@Test
	@Tag("Q2")
	void missingListenersAreNamed() {
		assertThatNullPointerException().isThrownBy(() -> this.port1.addMessageListener(null))
			.withMessageContaining("'listener'");
		assertThatNullPointerException().isThrownBy(() -> this.port1.addCloseListener(null))
			.withMessageContaining("'listener'");
	}

	private void post(Object... payloads) {
		for (Object payload : payloads) {
			assertThat(this.port1.postMessage(payload)).isTrue();
		}
		this.executor.runAll();
	}

}
