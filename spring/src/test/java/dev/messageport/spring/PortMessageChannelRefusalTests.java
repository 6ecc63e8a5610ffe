package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.core.GenericMessagingTemplate;
import org.springframework.messaging.support.GenericMessage;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.OverflowPolicy;
import dev.messageport.PortOverflowException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for messages that a {@link PortMessageChannel} cannot post at once.
 */
class PortMessageChannelRefusalTests {

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	@Test
	@Tag("P1")
	void sendOnClosedPortGivesFalse() {
		MessageChannel pricing = this.channels.create("pricing");
		PortMessageChannel channel = new PortMessageChannel(pricing.port1());
		pricing.port2().close();
		assertThat(channel.send(new GenericMessage<>("apples"))).isFalse();
		GenericMessagingTemplate template = new GenericMessagingTemplate();
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> template.send(channel, new GenericMessage<>("apples")))
			.withMessageContaining("pricing.port1");
	}

	@Test
	@Tag("Q7")
	void sendToFullQueueFailsWithTheOverflow() {
		MessageChannel small = this.channels.create(ChannelOptions.builder().name("small").capacity(1).build());
		PortMessageChannel channel = new PortMessageChannel(small.port1());
		assertThat(channel.send(new GenericMessage<>(1), 0)).isTrue();
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> channel.send(new GenericMessage<>(2), 0))
			.withMessageContaining("small.port1")
			.withCauseInstanceOf(PortOverflowException.class);
	}

	@Test
	@Tag("Q7")
	void sendToFullQueueGivesFalseWhenThePolicyDrops() {
		MessageChannel small = this.channels
			.create(ChannelOptions.builder().capacity(1).overflow(OverflowPolicy.DROP_LATEST).build());
		PortMessageChannel channel = new PortMessageChannel(small.port1());
		assertThat(channel.send(new GenericMessage<>(1))).isTrue();
		assertThat(channel.send(new GenericMessage<>(2))).isFalse();
	}

	@Test
	@Tag("Q7")
	void sendWaitsForRoomAsThePolicySaysWhateverTheTimeout() throws Exception {
		MessageChannel small = this.channels.create(ChannelOptions.builder()
			.capacity(1)
			.overflow(OverflowPolicy.BLOCK)
			.blockTimeout(Recorder.SOON)
			.build());
		PortMessageChannel channel = new PortMessageChannel(small.port1());
		channel.send(new GenericMessage<>(1), 0);
		CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> channel.send(new GenericMessage<>(2), 0));
		Awaitility.await().during(Recorder.QUIET).until(() -> !sent.isDone());
		assertThat(Recorder.receive(small.port2())).isEqualTo(1);
		assertThat(sent.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(Recorder.receive(small.port2())).isEqualTo(2);
	}

}
