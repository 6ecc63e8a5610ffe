package dev.messageport.test;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;
import dev.messageport.PortDecodingException;

import static dev.messageport.test.PortAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PortRecorder} and {@link RecordedChannel}.
 */
class PortRecorderTests {

	private final DeterministicExecutor executor = new DeterministicExecutor();

	private final Sides sides = new Sides();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.sides)
		.build();

	private final MessageChannel channel = this.channels.create("pricing");

	@AfterEach
	void resetTimeout() {
		PortAssertions.setDefaultTimeout(Duration.ofSeconds(5));
	}

	@Test
	void recordsWhatWaitedAndWhatComesInOrder() {
		post("waited");
		PortRecorder recorder = PortRecorder.of(this.channel.port2());
		post("came", null);
		this.sides.side("pricing.port2").fail(new PortDecodingException("unknown type", null));
		post("last");
		this.channel.port1().close();
		this.executor.runAll();
		assertThat(recorder.payloads()).containsExactly("waited", "came", null, "last");
		assertThat(recorder.messageErrors()).singleElement()
			.satisfies((event) -> assertThat(event.error()).hasMessage("unknown type"));
		assertThat(recorder.closes()).singleElement()
			.satisfies((event) -> assertThat(event.reason()).isEqualTo(CloseReason.PEER));
		assertThat(recorder.events()).hasSize(6);
		assertThat(recorder.events().get(3)).isInstanceOf(MessageErrorEvent.class);
		assertThat(recorder.events().get(5)).isSameAs(recorder.awaitClose());
		assertThat(recorder.port()).isSameAs(this.channel.port2());
		assertThat(recorder.toString()).isEqualTo(
				"Recorder of pricing.port2: \"waited\", \"came\", null, a message that cannot be decoded (unknown type),"
						+ " \"last\", its close (PEER)");
	}

	@Test
	void assertionsReadEachEventOnceAndLeaveTheLists() {
		PortRecorder recorder = PortRecorder.of(this.channel.port2());
		post("a", "b");
		assertThat(recorder).receives("a");
		assertThat(recorder).receives("b").then().receivesNothing();
		assertThat(recorder.payloads()).containsExactly("a", "b");
		this.channel.port1().close();
		this.executor.runAll();
		assertThat(recorder).receivesClose().hasReason(CloseReason.PEER);
		assertThat(recorder).receivesClose();
		assertThat(recorder).isClosed().receivesNothing();
	}

	@Test
	void failureShowsWhatIsNotReadYet() {
		PortRecorder recorder = PortRecorder.of(this.channel.port2());
		post("a", "b", "c");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(recorder).receives("x"))
			.withMessageContaining("not read yet: \"b\", \"c\"")
			.withMessageContaining("started");
	}

	@Test
	void keepsTheYoungestEventsOnly() {
		PortRecorder recorder = PortRecorder.of(this.channel.port2(), 2);
		post("a", "b", "c", "d", "e");
		assertThat(recorder.payloads()).containsExactly("d", "e");
		assertThat(recorder.dropped()).isEqualTo(3);
		assertThat(recorder.toString()).contains("3 older events");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(recorder).receives("d"))
			.withMessageContaining("dropped 3 that were not read")
			.withMessageContaining("PortRecorder.of(port, capacity)");
	}

	@Test
	void droppedEventsThatWereReadDoNotMatter() {
		PortRecorder recorder = PortRecorder.of(this.channel.port2(), 2);
		post("a", "b");
		assertThat(recorder).receivesInOrder("a", "b");
		post("c");
		assertThat(recorder).receives("c");
	}

	@Test
	void clearForgetsWhatWasReadAndUnread() {
		PortRecorder recorder = PortRecorder.of(this.channel.port2());
		post("a", "b");
		assertThat(recorder).receives("a");
		recorder.clear();
		assertThat(recorder.events()).isEmpty();
		post("c");
		assertThat(recorder).receives("c");
		assertThat(recorder.dropped()).isZero();
	}

	@Test
	void stopLeavesThePortToOthers() {
		PortRecorder recorder = PortRecorder.of(this.channel.port2());
		post("a");
		recorder.stop();
		recorder.stop();
		post("b");
		this.channel.port1().close();
		this.executor.runAll();
		assertThat(recorder.events()).hasSize(1);
		assertThat(this.channel.port2().queued()).isOne();
	}

	@Test
	void otherListenersStay() {
		PortRecorder first = PortRecorder.of(this.channel.port2());
		PortRecorder second = PortRecorder.of(this.channel.port2());
		post("a");
		assertThat(first.payloads()).isEqualTo(second.payloads()).containsExactly("a");
	}

	@Test
	void waitsForMessagesAndForTheClose() {
		try (RecordedChannel recorded = RecordedChannel.open()) {
			Thread poster = new Thread(() -> {
				recorded.port().postMessage(1);
				recorded.port().postMessage(2);
				recorded.port().close();
			});
			poster.start();
			assertThat(recorded.recorder().awaitMessages(2)).extracting(MessageEvent::data).startsWith(1, 2);
			assertThat(recorded.recorder().awaitClose().reason()).isEqualTo(CloseReason.PEER);
		}
	}

	@Test
	void messagesThatDoNotComeAreTold() {
		PortAssertions.setDefaultTimeout(Duration.ofMillis(1));
		PortRecorder recorder = PortRecorder.of(this.channel.port2());
		post("a");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> recorder.awaitMessages(2))
			.withMessageContaining("pricing.port2 did not get 2 messages within PT0.001S")
			.withMessageContaining("Recorded: \"a\"");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(recorder::awaitClose)
			.withMessageContaining("its close");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(recorder::awaitClose)
			.withMessageContaining("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void portThatWasTransferredIsRefused() {
		MessageChannel carrier = this.channels.create();
		carrier.port1().postMessage("port", this.channel.port2());
		assertThatIllegalArgumentException().isThrownBy(() -> PortRecorder.of(this.channel.port2()))
			.withMessageContaining("pricing.port2")
			.withMessageContaining("transferred");
		assertThatIllegalArgumentException().isThrownBy(() -> PortRecorder.of(this.channel.port1(), 0))
			.withMessageContaining("'capacity'");
	}

	@Test
	void recordedChannelClosesBothEnds() {
		RecordedChannel recorded = RecordedChannel.of(this.channel);
		assertThat(recorded.port()).isSameAs(this.channel.port1()).isNotStarted();
		recorded.close();
		assertThat(recorded.port()).isClosed();
		assertThat(recorded.recorder()).isClosedWith(CloseReason.PEER);
		assertThat(List.of(RecordedChannel.open(this.channels).port().name())).containsExactly("recorded.port1");
	}

	private void post(Object... payloads) {
		for (Object payload : payloads) {
			this.channel.port1().postMessage(payload);
		}
		this.executor.runAll();
	}

}
