package dev.messageport.spring;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.core.DestinationResolutionException;
import org.springframework.messaging.core.GenericMessagingTemplate;
import org.springframework.messaging.support.ErrorMessage;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what comes back from the subscribers of a {@link PortMessageChannel}: answers
 * and errors.
 */
class PortMessageChannelReplyTests {

	private final Recorder recorder = new Recorder();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().errorHandler(this.recorder).build();

	private final dev.messageport.MessageChannel pricing = this.channels.create("pricing");

	private final MessagePort port1 = this.pricing.port1();

	private final PortMessageChannel sending = new PortMessageChannel(this.port1);

	private final PortMessageChannel receiving = new PortMessageChannel(this.pricing.port2());

	private final BlockingQueue<Message<?>> replies = new LinkedBlockingQueue<>();

	private final MessageChannel replyTo = (message, timeout) -> this.replies.add(message);

	private final IllegalStateException failure = new IllegalStateException("sold out");

	@AfterEach
	void close() {
		this.pricing.close();
	}

	@Test
	@Tag("V1")
	void subscriberAnswersRequestThroughReplyChannel() {
		GenericMessagingTemplate template = new GenericMessagingTemplate();
		this.receiving.subscribe((message) -> template.send(replyChannel(message), new GenericMessage<>(3)));
		assertThat(this.port1.request("apples", Integer.class).orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(3);
	}

	@Test
	@Tag("V3")
	void requestFailsWithWhatSubscriberThrows() {
		this.receiving.subscribe(this::fail);
		CompletableFuture<Integer> answer = this.port1.request("apples", Integer.class);
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> answer.orTimeout(10, TimeUnit.SECONDS).join())
			.havingCause()
			.isSameAs(this.failure);
	}

	@Test
	void templateSendsAndReceivesOverThePort() {
		GenericMessagingTemplate template = new GenericMessagingTemplate();
		template.setReceiveTimeout(Recorder.SOON.toMillis());
		this.receiving.subscribe((message) -> template.send(replyChannel(message), new GenericMessage<>(3)));
		assertThat(template.convertSendAndReceive(this.sending, "apples", Integer.class)).isEqualTo(3);
	}

	@Test
	void requestPassedOnToAnotherPortIsAnsweredThere() {
		dev.messageport.MessageChannel next = this.channels.create("next");
		GenericMessagingTemplate template = new GenericMessagingTemplate();
		this.receiving.subscribe(new PortMessageHandler(next.port1()));
		new PortMessageChannel(next.port2())
			.subscribe((message) -> template.send(replyChannel(message), new GenericMessage<>(3)));
		assertThat(this.port1.request("apples", Integer.class).orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(3);
	}

	@Test
	@Tag("V3")
	void requestIsAnsweredByTheNextSubscriberWhenOneHasFailed() {
		GenericMessagingTemplate template = new GenericMessagingTemplate();
		this.receiving.subscribe(this::fail);
		this.receiving.subscribe((message) -> template.send(replyChannel(message), new GenericMessage<>(3)));
		assertThat(this.port1.request("apples", Integer.class).orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(3);
		assertThat(this.recorder.awaitError()).isSameAs(this.failure);
	}

	@Test
	void failureGoesToErrorChannelOfSenderAndIsReported() throws Exception {
		this.receiving.subscribe(this::fail);
		this.sending.send(MessageBuilder.withPayload("apples").setErrorChannel(this.replyTo).build());
		Message<?> error = this.replies.poll(10, TimeUnit.SECONDS);
		assertThat(error).isInstanceOf(ErrorMessage.class);
		assertThat(error.getPayload()).isSameAs(this.failure);
		assertThat(((ErrorMessage) error).getOriginalMessage().getPayload()).isEqualTo("apples");
		assertThat(this.recorder.awaitError()).isSameAs(this.failure);
	}

	@Test
	void failureGoesToErrorChannelThatSenderNames() throws Exception {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("errors", this.replyTo);
		this.receiving.setBeanFactory(beans);
		this.receiving.subscribe(this::fail);
		this.sending.send(MessageBuilder.withPayload("apples").setErrorChannelName("errors").build());
		assertThat(this.replies.poll(10, TimeUnit.SECONDS).getPayload()).isSameAs(this.failure);
	}

	@Test
	void unknownErrorChannelIsAddedToTheFailure() {
		this.receiving.setBeanFactory(new StaticListableBeanFactory());
		this.receiving.subscribe(this::fail);
		this.sending.send(MessageBuilder.withPayload("apples").setErrorChannelName("errors").build());
		assertThat(this.recorder.awaitError()).isSameAs(this.failure);
		assertThat(this.failure.getSuppressed()).hasSize(1).hasOnlyElementsOfType(DestinationResolutionException.class);
	}

	@Test
	void nameOfErrorChannelWithoutBeanFactoryIsIgnored() {
		this.receiving.subscribe(this::fail);
		this.sending.send(MessageBuilder.withPayload("apples").setErrorChannelName("errors").build());
		assertThat(this.recorder.awaitError()).isSameAs(this.failure).hasNoSuppressedExceptions();
	}

	@Test
	void errorChannelThatTakesNothingIsAddedToTheFailure() {
		this.receiving.subscribe(this::fail);
		MessageChannel full = (message, timeout) -> false;
		this.sending.send(MessageBuilder.withPayload("apples").setErrorChannel(full).build());
		assertThat(this.recorder.awaitError()).isSameAs(this.failure);
		assertThat(this.failure.getSuppressed()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("took no error");
	}

	@Test
	void errorChannelThatThrowsTheFailureItselfIsNoFurtherFailure() {
		this.receiving.subscribe(this::fail);
		MessageChannel throwing = (message, timeout) -> {
			throw this.failure;
		};
		this.sending.send(MessageBuilder.withPayload("apples").setErrorChannel(throwing).build());
		assertThat(this.recorder.awaitError()).isSameAs(this.failure).hasNoSuppressedExceptions();
	}

	private void fail(Message<?> message) {
		throw this.failure;
	}

	private static MessageChannel replyChannel(Message<?> message) {
		return (MessageChannel) message.getHeaders().getReplyChannel();
	}

}
