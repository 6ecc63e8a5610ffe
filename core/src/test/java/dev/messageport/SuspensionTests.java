package dev.messageport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link DeliveryControl}.
 */
class SuspensionTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().executor(this.executor).build();

	private final DeliveryControl control = (DeliveryControl) this.channels;

	private final MessageChannel channel = this.channels.create();

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("G3")
	@Tag("I8")
	void suspendHoldsBackMessagesAndResumeDeliversThemInOrder() {
		this.port2.onMessage(this.recorder);
		this.port1.postMessage(1);
		this.control.suspend();
		this.control.suspend();
		assertThat(this.control.isSuspended()).isTrue();
		assertThat(this.port1.postMessage(2)).isTrue();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		assertThat(this.port2.queued()).isEqualTo(2);
		assertThat(this.port2.isStarted()).isTrue();
		this.control.resume();
		this.control.resume();
		assertThat(this.control.isSuspended()).isFalse();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
	}

	@Test
	@Tag("G3")
	@Tag("I8")
	void suspendInsideAHandlerHoldsBackTheNextMessage() {
		this.port2.onMessage((event) -> {
			this.recorder.onMessage(event);
			this.control.suspend();
		});
		for (int i = 0; i < 5; i++) {
			this.port1.postMessage(i);
		}
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(0);
		this.control.resume();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(0, 1);
	}

	@Test
	@Tag("G3")
	void suspendHoldsBackTheCloseEventAlsoForAListenerThatComesLater() {
		this.port2.onMessage(this.recorder);
		this.control.suspend();
		this.port1.close();
		this.port2.onClose(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.closes()).isEmpty();
		this.control.resume();
		this.executor.runAll();
		assertThat(this.recorder.closes()).hasSize(1);
	}

	@Test
	@Tag("G3")
	void whatIsStartedWhileSuspendedRunsAfterTheResume() {
		this.port1.postMessage(1);
		this.control.suspend();
		this.port2.onMessage(this.recorder);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
		this.control.resume();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1);
	}

	@Test
	@Tag("G3")
	void receiveAndTransferWorkWhileSuspended() {
		this.port2.onMessage(this.recorder);
		this.control.suspend();
		this.port1.postMessage(1);
		this.port1.postMessage(2);
		assertThat(Ports.next(this.port2).data()).isEqualTo(1);
		MessagePort moved = Ports.hop(this.port2);
		moved.onMessage(this.recorder);
		this.control.resume();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(2);
	}

	@Test
	@Tag("G3")
	void closeWhileSuspendedDiscardsAndResumeIsHarmless() {
		this.port2.onMessage(this.recorder);
		this.port1.postMessage(1);
		this.control.suspend();
		this.executor.runAll();
		this.port2.close();
		this.control.resume();
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("G3")
	void otherFactoriesAreNotSuspended() {
		MessageChannel other = MessageChannelFactory.builder().executor(this.executor).build().create();
		other.port2().onMessage(this.recorder);
		this.control.suspend();
		other.port1().postMessage(1);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly(1);
	}

	@Test
	@Tag("G3")
	void channelsWithAnExecutorOfTheirOwnAreSuspendedToo() {
		MessageChannel own = this.channels.create(ChannelOptions.builder().executor(this.executor).build());
		own.port2().onMessage(this.recorder);
		this.control.suspend();
		own.port1().postMessage(1);
		this.executor.runAll();
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("G3")
	@Tag("Q3")
	void suspendAndResumeRaceWithPostsAndLoseNothing() throws Exception {
		MessageChannelFactory concurrent = MessageChannelFactory.builder().build();
		DeliveryControl toggle = (DeliveryControl) concurrent;
		MessageChannel busy = concurrent.create();
		busy.port2().onMessage(this.recorder);
		AtomicBoolean over = new AtomicBoolean();
		Race.of(() -> {
			while (!over.get()) {
				toggle.suspend();
				toggle.resume();
			}
		}, () -> {
			for (int i = 0; i < 10_000; i++) {
				busy.port1().postMessage(i);
			}
			over.set(true);
		});
		Waiting.until(() -> this.recorder.count() == 10_000);
		assertThat(this.recorder.payloads()).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
	}

}
