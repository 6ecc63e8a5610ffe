package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.core.GenericMessagingTemplate;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import dev.messageport.DataCloneException;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PortMessageChannel}.
 */
class PortMessageChannelTests {

	private final Recorder recorder = new Recorder();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().errorHandler(this.recorder).build();

	private final MessageChannel pricing = this.channels.create("pricing");

	private final MessagePort port1 = this.pricing.port1();

	private final MessagePort port2 = this.pricing.port2();

	private final PortMessageChannel sending = new PortMessageChannel(this.port1);

	private final PortMessageChannel receiving = new PortMessageChannel(this.port2);

	private final BlockingQueue<Message<?>> received = new LinkedBlockingQueue<>();

	@AfterEach
	void close() {
		this.pricing.close();
	}

	@Test
	void sendPostsPayloadAndHeaders() throws Exception {
		Message<String> message = MessageBuilder.withPayload("apples").setHeader("user", "ann").build();
		assertThat(this.sending.send(message)).isTrue();
		MessageEvent event = this.port2.receive(Recorder.SOON);
		assertThat(event.data()).isEqualTo("apples");
		assertThat(event.headers()).isEqualTo(message.getHeaders());
		assertThat(event.ports()).isEmpty();
	}

	@Test
	void subscriberGetsMessageAsItWasSent() throws Exception {
		this.receiving.subscribe(this.received::add);
		Message<String> message = MessageBuilder.withPayload("apples").setHeader("user", "ann").build();
		this.sending.send(message);
		Message<?> arrived = next();
		assertThat(arrived.getPayload()).isEqualTo("apples");
		assertThat(arrived.getHeaders()).containsAllEntriesOf(message.getHeaders());
		assertThat(arrived.getHeaders().get(MessagePortHeaders.EVENT, MessageEvent.class).target())
			.isSameAs(this.port2);
	}

	@Test
	@Tag("P6")
	void subscriberGetsNullMessage() throws Exception {
		this.receiving.subscribe(this.received::add);
		this.port1.postMessage(null);
		assertThat(next().getPayload()).isNull();
	}

	@Test
	void whatIsSentDoesNotComeToSubscribersOfTheSamePort() throws Exception {
		this.sending.subscribe(this.received::add);
		this.sending.send(new GenericMessage<>("apples"));
		this.port2.postMessage("from the other end");
		assertThat(next().getPayload()).isEqualTo("from the other end");
		assertThat(this.port2.queued()).isEqualTo(1);
	}

	@Test
	@Tag("T1")
	void sendTransfersWhatTheHeaderHolds() throws Exception {
		MessagePort handed = this.channels.create("handed").port2();
		MessagePort other = this.channels.create("other").port2();
		this.sending.send(message("one", MessagePortHeaders.TRANSFER, handed));
		this.sending.send(message("two", MessagePortHeaders.TRANSFER, List.of(other)));
		MessageEvent one = this.port2.receive(Recorder.SOON);
		assertThat(one.ports()).extracting(MessagePort::name).containsExactly("handed.port2");
		assertThat(one.headers()).doesNotContainKey(MessagePortHeaders.TRANSFER);
		assertThat(handed.isDetached()).isTrue();
		assertThat(this.port2.receive(Recorder.SOON).ports()).extracting(MessagePort::name)
			.containsExactly("other.port2");
	}

	@Test
	void headerToTransferOfAnotherTypeIsRefused() {
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.sending.send(message("one", MessagePortHeaders.TRANSFER, List.of("port"))))
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContainingAll("'messageport_transfer'", "'java.lang.String'", "'Transferable'");
		assertThat(this.port2.queued()).isZero();
	}

	@Test
	@Tag("P4")
	void portAsPayloadWithoutTransferIsRefused() {
		MessagePort handed = this.channels.create("handed").port2();
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.sending.send(new GenericMessage<>(handed)))
			.withMessageContaining("pricing.port1")
			.withCauseInstanceOf(DataCloneException.class);
		assertThat(handed.isDetached()).isFalse();
	}

	@Test
	void messagePassedOnGoesWithoutItsEvent() throws Exception {
		MessageChannel next = this.channels.create("next");
		this.receiving.subscribe(new PortMessageChannel(next.port1())::send);
		Message<String> message = MessageBuilder.withPayload("apples").setHeader("user", "ann").build();
		this.sending.send(message);
		assertThat(next.port2().receive(Recorder.SOON).headers()).isEqualTo(message.getHeaders());
	}

	@Test
	@Tag("Q2")
	void firstSubscriberStartsThePort() {
		assertThat(this.port2.isStarted()).isFalse();
		this.receiving.subscribe(this.received::add);
		assertThat(this.port2.isStarted()).isTrue();
		this.port2.pause();
		this.receiving.subscribe((message) -> {
		});
		assertThat(this.port2.isStarted()).isFalse();
	}

	@Test
	@Tag("Q4")
	void eachSubscriberGetsTheSameMessage() throws Exception {
		this.receiving.subscribe(this.received::add);
		this.receiving.subscribe((message) -> this.received.add(message));
		this.port1.postMessage("apples");
		Message<?> first = next();
		Message<?> second = next();
		assertThat(second).isSameAs(first);
		this.port1.postMessage("pears");
		assertThat(next().getPayload()).isEqualTo("pears");
		assertThat(next().getPayload()).isEqualTo("pears");
	}

	@Test
	@Tag("Q4")
	void failureOfOneSubscriberIsReportedAndTheOthersAreCalled() throws Exception {
		IllegalStateException failure = new IllegalStateException("out of order");
		this.receiving.subscribe((message) -> {
			throw failure;
		});
		this.receiving.subscribe(this.received::add);
		this.port1.postMessage("apples");
		assertThat(next().getPayload()).isEqualTo("apples");
		assertThat(this.recorder.awaitError()).isSameAs(failure);
	}

	@Test
	void sameSubscriberIsAddedOnce() throws Exception {
		MessageHandler handler = this.received::add;
		assertThat(this.receiving.subscribe(handler)).isTrue();
		assertThat(this.receiving.subscribe(handler)).isFalse();
		this.port1.postMessage("apples");
		this.port1.postMessage("pears");
		assertThat(List.of(next().getPayload(), next().getPayload())).isEqualTo(List.of("apples", "pears"));
		assertThat(this.receiving.unsubscribe(handler)).isTrue();
		assertThat(this.receiving.unsubscribe(handler)).isFalse();
	}

	@Test
	@Tag("Q1")
	void messagesWaitWhenTheLastSubscriberHasLeft() throws Exception {
		MessageHandler handler = this.received::add;
		this.receiving.subscribe(handler);
		this.port1.postMessage("apples");
		next();
		this.receiving.unsubscribe(handler);
		this.port1.postMessage("pears");
		Awaitility.await().during(Recorder.QUIET).until(() -> this.port2.queued() == 1);
		this.receiving.subscribe(handler);
		assertThat(next().getPayload()).isEqualTo("pears");
	}

	@Test
	void subscribeAtClosedPortHasNoEffect() {
		this.port2.close();
		assertThat(this.receiving.subscribe(this.received::add)).isTrue();
		assertThat(this.port2.isStarted()).isFalse();
	}

	@Test
	void subscribedTemplatePassesOnWhatArrives() throws Exception {
		GenericMessagingTemplate orders = new GenericMessagingTemplate();
		orders.setDefaultDestination((message, timeout) -> this.received.add(message));
		this.receiving.subscribe(orders::send);
		this.port1.postMessage("apples");
		assertThat(next().getPayload()).isEqualTo("apples");
	}

	@Test
	void subscribedTemplateReportsWhatItsChannelDoesNotTake() {
		GenericMessagingTemplate orders = new GenericMessagingTemplate();
		orders.setDefaultDestination((message, timeout) -> false);
		this.receiving.subscribe(orders::send);
		this.port1.postMessage("apples");
		assertThat(this.recorder.awaitError()).isInstanceOf(MessageDeliveryException.class);
	}

	@Test
	void namesItsPort() {
		this.sending.setBeanName("quotes");
		assertThat(this.sending).hasToString("channel 'quotes' of port 'pricing.port1'");
		assertThat(this.sending.getPort()).isSameAs(this.port1);
	}

	@Test
	void argumentsAreChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PortMessageChannel(null))
			.withMessage("'port' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.sending.subscribe(null))
			.withMessage("'handler' must not be null");
	}

	private Message<?> next() throws InterruptedException {
		Message<?> message = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	private static Message<?> message(Object payload, String header, Object value) {
		return MessageBuilder.withPayload(payload).setHeader(header, value).build();
	}

}
