package dev.messageport.spring;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.OverflowPolicy;
import dev.messageport.PortOverflowException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PortMessageHandler}.
 */
class PortMessageHandlerTests {

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final MessageChannel pricing = this.channels.create("pricing");

	private final PortMessageHandler handler = new PortMessageHandler(this.pricing.port1());

	private final Message<String> message = MessageBuilder.withPayload("apples").setHeader("user", "ann").build();

	@AfterEach
	void close() {
		this.pricing.close();
	}

	@Test
	void postsWhatSpringChannelIsSent() throws Exception {
		ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel();
		channel.subscribe(this.handler);
		channel.send(this.message);
		MessageEvent event = this.pricing.port2().receive(Recorder.SOON);
		assertThat(event.data()).isEqualTo("apples");
		assertThat(event.headers()).isEqualTo(this.message.getHeaders());
	}

	@Test
	@Tag("P1")
	void closedPortFailsMessage() {
		this.pricing.close();
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.handler.handleMessage(this.message))
			.withMessageContainingAll("'pricing.port1' is closed", "stop the flow")
			.satisfies((ex) -> assertThat(ex.getFailedMessage()).isSameAs(this.message));
	}

	@Test
	@Tag("T1")
	void transferredPortFailsMessage() {
		MessageChannel carrier = this.channels.create("carrier");
		carrier.port1().postMessage("yours", this.pricing.port1());
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.handler.handleMessage(this.message))
			.withMessageContainingAll("'pricing.port1' was transferred", "post on the port that arrived");
		carrier.close();
	}

	@Test
	@Tag("Q7")
	void messageThatThePolicyDropsFails() {
		MessageChannel small = this.channels
			.create(ChannelOptions.builder().name("small").capacity(1).overflow(OverflowPolicy.DROP_LATEST).build());
		PortMessageHandler handler = new PortMessageHandler(small.port1());
		handler.handleMessage(this.message);
		assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> handler.handleMessage(this.message))
			.withMessageContainingAll("'small.port1' dropped it", "larger capacity");
		small.close();
	}

	@Test
	@Tag("Q7")
	void refusalOfFullQueueIsTheCause() {
		MessageChannel small = this.channels.create(ChannelOptions.builder().name("small").capacity(1).build());
		PortMessageHandler handler = new PortMessageHandler(small.port1());
		handler.handleMessage(this.message);
		assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> handler.handleMessage(this.message))
			.withMessageContaining("'small.port1'")
			.withCauseInstanceOf(PortOverflowException.class);
		small.close();
	}

	@Test
	void namesItsPort() {
		assertThat(this.handler).hasToString("handler that posts on port 'pricing.port1'");
	}

	@Test
	void portIsRequired() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PortMessageHandler(null))
			.withMessage("'port' must not be null");
	}

}
