package dev.messageport;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that bring ports and headers, and answers that are transferred.
 */
class RequestTransferTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().executor(this.executor).build();

	private final MessageChannel channel = this.channels.create("pricing");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final MessageChannel brought = this.channels.create("brought");

	private final TransferableBuffer buffer = TransferableBuffer.of(new byte[] { 1, 2 });

	@Test
	@Tag("V1")
	@Tag("P5")
	void requestBringsItsTransferListThenTheReplyPort() {
		CompletableFuture<String> answer = this.port1.request("question", options(), String.class);
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.headers()).isEqualTo(Map.of("user", "ann"));
		assertThat(event.ports()).hasSize(2);
		assertThat(event.replyPort()).isSameAs(event.ports().get(1));
		assertThat(event.transferred()).hasSize(3).endsWith(event.replyPort());
		assertThat(((TransferableBuffer) event.transferred().get(1)).toByteArray()).containsExactly(1, 2);
		event.ports().get(0).postMessage("through");
		assertThat(Ports.drain(this.brought.port1())).containsExactly("through");
		event.reply("done");
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("done");
	}

	@Test
	@Tag("P2")
	void refusedTransferListFailsTheCallerAndTransfersNothing() {
		MessagePort closed = this.channels.create().port1();
		closed.close();
		PostOptions options = PostOptions.builder().transfer(List.of(this.brought.port2(), closed)).build();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.port1.request("question", options, String.class))
			.extracting(DataCloneException::index)
			.isEqualTo(1);
		assertThat(this.brought.port2().isDetached()).isFalse();
		assertThat(Ports.poll(this.port2)).isNull();
	}

	@Test
	@Tag("P1")
	void requestOnAClosedPortEndsWhatItBrings() {
		this.port2.close();
		CompletableFuture<String> answer = this.port1.request("question", options(), String.class);
		assertThat(answer).isCompletedExceptionally();
		assertThat(this.brought.port2().isDetached()).isTrue();
		assertThat(this.brought.port1().isClosed()).isTrue();
		assertThat(this.buffer.isDetached()).isTrue();
	}

	@Test
	@Tag("V2")
	void firstSubscriberBringsTheTransferList() {
		var stream = this.port1.requestStream("question", options(), String.class);
		assertThat(this.brought.port2().isDetached()).isFalse();
		Subscribing<String> first = new Subscribing<>(1);
		stream.subscribe(first);
		Subscribing<String> second = new Subscribing<>(1);
		stream.subscribe(second);
		assertThat(second.error()).isInstanceOf(DataCloneException.class);
		first.assertOpen();
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.ports()).hasSize(2);
		assertThat(event.headers()).containsEntry("user", "ann");
	}

	@Test
	@Tag("V2")
	@Tag("P4")
	void streamTransfersItsElements() {
		Subscribing<Transferable> subscribing = new Subscribing<>(9);
		this.port1.requestStream("question", Transferable.class).subscribe(subscribing);
		try (SubmissionPublisher<Transferable> elements = new SubmissionPublisher<>(this.executor, 8)) {
			Ports.next(this.port2).reply(elements);
			elements.submit(this.brought.port2());
			elements.submit(this.buffer);
		}
		this.executor.runAll();
		assertThat(subscribing.elements()).hasSize(2);
		subscribing.assertCompleted();
		assertThat(this.brought.port2().isDetached()).isTrue();
		((MessagePort) subscribing.elements().get(0)).postMessage("through");
		assertThat(Ports.drain(this.brought.port1())).containsExactly("through");
		assertThat(((TransferableBuffer) subscribing.elements().get(1)).size()).isEqualTo(2);
		assertThat(this.buffer.isDetached()).isTrue();
	}

	private PostOptions options() {
		return PostOptions.builder().transfer(List.of(this.brought.port2(), this.buffer)).header("user", "ann").build();
	}

}
