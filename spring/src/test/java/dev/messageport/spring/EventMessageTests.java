package dev.messageport.spring;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.ErrorMessage;
import org.springframework.messaging.support.GenericMessage;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventMessage}, and for the reply channel that it has.
 */
class EventMessageTests {

	private final dev.messageport.MessageChannel channel = MessageChannelFactory.builder().build().create("pricing");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@AfterEach
	void close() {
		this.channel.close();
	}

	@Test
	void hasPayloadHeadersAndEvent() throws Exception {
		this.port1.postMessage("apples", PostOptions.builder().header("user", "ann").build());
		MessageEvent event = this.port2.receive(Recorder.SOON);
		EventMessage message = new EventMessage(event);
		assertThat(message.event()).isSameAs(event);
		assertThat(message.getPayload()).isEqualTo("apples");
		assertThat(message.getHeaders()).containsEntry("user", "ann")
			.containsEntry(MessagePortHeaders.EVENT, event)
			.containsOnlyKeys("user", MessagePortHeaders.EVENT, MessageHeaders.ID, MessageHeaders.TIMESTAMP);
	}

	@Test
	@Tag("P6")
	void payloadOfNullMessageIsNull() throws Exception {
		this.port1.postMessage(null);
		assertThat(received().getPayload()).isNull();
	}

	@Test
	void idIsMadeOnce() throws Exception {
		this.port1.postMessage("apples");
		EventMessage message = received();
		UUID id = message.getHeaders().getId();
		assertThat(id).isNotNull();
		assertThat(message.getHeaders().getId()).isSameAs(id);
		assertThat(message.getHeaders().getTimestamp()).isPositive();
	}

	@Test
	void idAndTimestampOfSenderAreKept() throws Exception {
		MessageHeaders sent = new GenericMessage<>("apples").getHeaders();
		this.port1.postMessage("apples",
				PostOptions.builder().headers(sent).header(MessageHeaders.TIMESTAMP, 17L).build());
		MessageHeaders headers = received().getHeaders();
		assertThat(headers.getId()).isEqualTo(sent.getId());
		assertThat(headers.getTimestamp()).isEqualTo(17L);
	}

	@Test
	void idAndTimestampOfAnotherTypeAreReplaced() throws Exception {
		this.port1.postMessage("apples",
				PostOptions.builder().headers(Map.of(MessageHeaders.ID, "a", MessageHeaders.TIMESTAMP, 1)).build());
		EventMessage message = received();
		assertThat(message.getHeaders().getId()).isNotNull();
		assertThat(message.getHeaders().getTimestamp()).isNotEqualTo(1L);
		assertThat(message.event().headers()).containsEntry(MessageHeaders.ID, "a");
	}

	@Test
	void namesNoPayloadAndNoHeader() throws Exception {
		this.port1.postMessage("secret", PostOptions.builder().header("token", "secret").build());
		EventMessage message = received();
		message.getHeaders();
		assertThat(message.toString()).contains("pricing.port2").doesNotContain("secret");
	}

	@Test
	void messageThatAsksForNothingHasNoReplyChannel() throws Exception {
		this.port1.postMessage("apples");
		assertThat(received().getHeaders().getReplyChannel()).isNull();
	}

	@Test
	@Tag("V1")
	void messageSentToReplyChannelIsTheAnswer() throws Exception {
		CompletableFuture<Integer> answer = this.port1.request("apples", Integer.class);
		assertThat(replyChannel(received()).send(new GenericMessage<>(3))).isTrue();
		assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(3);
	}

	@Test
	@Tag("V1")
	void errorSentToErrorChannelFailsRequest() throws Exception {
		CompletableFuture<Integer> answer = this.port1.request("apples", Integer.class);
		IllegalStateException cause = new IllegalStateException("sold out");
		((MessageChannel) received().getHeaders().getErrorChannel()).send(new ErrorMessage(cause));
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> answer.orTimeout(10, TimeUnit.SECONDS).join())
			.havingCause()
			.isSameAs(cause);
	}

	@Test
	void futureSentToReplyChannelAnswersWithItsValue() throws Exception {
		CompletableFuture<Integer> answer = this.port1.request("apples", Integer.class);
		replyChannel(received()).send(new GenericMessage<>(CompletableFuture.completedFuture(3)));
		assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(3);
	}

	@Test
	void portSentToReplyChannelIsTransferred() throws Exception {
		MessagePort handed = MessageChannelFactory.builder().build().create("handed").port2();
		CompletableFuture<MessagePort> answer = this.port1.request("apples", MessagePort.class);
		replyChannel(received()).send(new GenericMessage<>(handed));
		assertThat(answer.get(10, TimeUnit.SECONDS).name()).isEqualTo("handed.port2");
		assertThat(handed.isDetached()).isTrue();
	}

	@Test
	void secondAnswerIsDroppedWithoutError() throws Exception {
		CompletableFuture<Integer> answer = this.port1.request("apples", Integer.class);
		MessageChannel channel = replyChannel(received());
		channel.send(new GenericMessage<>(3));
		assertThat(channel.send(new GenericMessage<>(4))).isTrue();
		assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(3);
	}

	@Test
	void answerThatNobodyWaitsForIsDroppedWithoutError() throws Exception {
		CompletableFuture<Integer> answer = this.port1.request("apples", Integer.class);
		EventMessage message = received();
		answer.cancel(false);
		assertThat(replyChannel(message).send(new GenericMessage<>(3))).isTrue();
	}

	@Test
	void replyChannelNamesThePort() throws Exception {
		this.port1.request("apples", Integer.class);
		assertThat(replyChannel(received())).hasToString("reply channel of the request to port 'pricing.port2'");
	}

	private EventMessage received() throws InterruptedException {
		MessageEvent event = this.port2.receive(Duration.ofSeconds(10));
		assertThat(event).isNotNull();
		return new EventMessage(event);
	}

	private static MessageChannel replyChannel(Message<?> message) {
		return (MessageChannel) message.getHeaders().getReplyChannel();
	}

}
