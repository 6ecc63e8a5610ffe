package dev.messageport.spring;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the interceptors of a {@link PortMessageChannel}.
 */
class PortMessageChannelInterceptorTests {

	private final Recorder recorder = new Recorder();

	private final dev.messageport.MessageChannel pricing = MessageChannelFactory.builder()
		.errorHandler(this.recorder)
		.build()
		.create("pricing");

	private final MessagePort port1 = this.pricing.port1();

	private final MessagePort port2 = this.pricing.port2();

	private final PortMessageChannel channel = new PortMessageChannel(this.port2);

	@AfterEach
	void close() {
		this.pricing.close();
	}

	@Test
	void standAroundSend() {
		this.channel.addInterceptor(new Sending());
		assertThat(this.channel.send(new GenericMessage<>("apples"))).isTrue();
		assertThat(Recorder.receive(this.port1)).isEqualTo("apples!");
		assertThat(this.recorder.events()).containsExactly("preSend apples", "postSend apples! true",
				"afterSendCompletion apples! true null");
	}

	@Test
	void learnThatMessageWasNotSent() {
		this.channel.addInterceptor(new Sending());
		this.port1.close();
		assertThat(this.channel.send(new GenericMessage<>("apples"))).isFalse();
		assertThat(this.recorder.events()).containsExactly("preSend apples", "postSend apples! false",
				"afterSendCompletion apples! false null");
	}

	@Test
	void mayHoldMessageBack() {
		this.channel.addInterceptor(new ChannelInterceptor() {

			@Override
			public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
				return null;
			}

		});
		assertThat(this.channel.send(new GenericMessage<>("apples"))).isFalse();
		assertThat(this.port1.queued()).isZero();
	}

	@Test
	void standAroundSubscriber() {
		this.channel.addInterceptor(new Handling("a"));
		this.channel.addInterceptor(new Sending());
		this.channel.addInterceptor(new Handling("b"));
		this.channel.subscribe((message) -> this.recorder.record("handle " + message.getPayload()));
		this.port1.postMessage("x");
		assertThat(this.recorder.awaitEvents(5)).containsExactly("before x by a", "before xa by b", "handle xab",
				"after xab by b null", "after xab by a null");
	}

	@Test
	void learnWhatSubscriberHasThrown() {
		IllegalStateException failure = new IllegalStateException("sold out");
		this.channel.addInterceptor(new Handling("a"));
		this.channel.subscribe((message) -> {
			throw failure;
		});
		this.port1.postMessage("x");
		assertThat(this.recorder.awaitError()).isSameAs(failure);
		assertThat(this.recorder.events()).containsExactly("before x by a", "after xa by a " + failure);
	}

	@Test
	void learnOfErrorAsException() {
		Error failure = new AssertionError("broken");
		this.channel.addInterceptor(new Handling("a"));
		this.channel.subscribe((message) -> {
			throw failure;
		});
		this.port1.postMessage("x");
		assertThat(this.recorder.awaitError()).isSameAs(failure);
		assertThat(this.recorder.events().get(1)).asString()
			.contains(MessageHandlingException.class.getName(), "pricing.port2");
	}

	@Test
	void mayKeepMessageFromSubscriber() {
		this.channel.addInterceptor(new Handling("a"));
		this.channel.addInterceptor(new ExecutorChannelInterceptor() {

			@Override
			public @Nullable Message<?> beforeHandle(Message<?> message, MessageChannel channel,
					MessageHandler handler) {
				return null;
			}

		});
		this.channel.subscribe((message) -> this.recorder.record("handle " + message.getPayload()));
		this.port1.postMessage("x");
		assertThat(this.recorder.awaitEvents(2)).containsExactly("before x by a", "after xa by a null");
		Awaitility.await().during(Recorder.QUIET).until(() -> this.recorder.events().size() == 2);
	}

	@Test
	void failureAfterwardsChangesNothing() {
		this.channel.addInterceptor(new Handling("a"));
		this.channel.addInterceptor(new ExecutorChannelInterceptor() {

			@Override
			public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
					@Nullable Exception ex) {
				throw new IllegalStateException("afterwards");
			}

		});
		this.channel.subscribe((message) -> this.recorder.record("handle " + message.getPayload()));
		this.port1.postMessage("x");
		this.port1.postMessage("y");
		assertThat(this.recorder.awaitEvents(6)).containsExactly("before x by a", "handle xa", "after xa by a null",
				"before y by a", "handle ya", "after ya by a null");
	}

	private final class Sending implements ChannelInterceptor {

		@Override
		public Message<?> preSend(Message<?> message, MessageChannel channel) {
			PortMessageChannelInterceptorTests.this.recorder.record("preSend " + message.getPayload());
			return MessageBuilder.withPayload(message.getPayload() + "!").build();
		}

		@Override
		public void postSend(Message<?> message, MessageChannel channel, boolean sent) {
			PortMessageChannelInterceptorTests.this.recorder.record("postSend " + message.getPayload() + " " + sent);
		}

		@Override
		public void afterSendCompletion(Message<?> message, MessageChannel channel, boolean sent,
				@Nullable Exception ex) {
			PortMessageChannelInterceptorTests.this.recorder
				.record("afterSendCompletion " + message.getPayload() + " " + sent + " " + ex);
		}

	}

	private final class Handling implements ExecutorChannelInterceptor {

		private final String name;

		Handling(String name) {
			this.name = name;
		}

		@Override
		public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
			PortMessageChannelInterceptorTests.this.recorder
				.record("before " + message.getPayload() + " by " + this.name);
			return MessageBuilder.withPayload(message.getPayload() + this.name).build();
		}

		@Override
		public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
				@Nullable Exception ex) {
			PortMessageChannelInterceptorTests.this.recorder
				.record("after " + message.getPayload() + " by " + this.name + " " + ex);
		}

	}

}
