package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.Gateway;
import org.springframework.integration.annotation.GatewayHeader;
import org.springframework.integration.annotation.IntegrationComponentScan;
import org.springframework.integration.annotation.MessagingGateway;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.config.GlobalChannelInterceptor;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.StandardIntegrationFlow;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.core.GenericMessagingTemplate;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for flows of Spring Integration that begin or end at a port.
 */
class PortIntegrationFlowTests {

	@Test
	@Tag("V1")
	void flowAnswersRequest() {
		TestContext.run((context) -> {
			CompletableFuture<Integer> answer = port(context, "pricing.port1").request("apples", Integer.class);
			assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(6);
		}, Flows.class, Pricing.class);
	}

	@Test
	@Tag("V2")
	void flowAnswersWithStream() {
		TestContext.run((context) -> {
			MessagePort port = port(context, "pricing.port1");
			assertThat(JdkFlowAdapter.flowPublisherToFlux(port.requestStream("stream", Integer.class))
				.collectList()
				.block(Recorder.SOON)).containsExactly(1, 2, 3);
		}, Flows.class, Pricing.class);
	}

	@Test
	@Tag("V3")
	void requestFailsWithWhatFlowThrows() {
		TestContext.run((context) -> assertFails(port(context, "pricing.port1")), Flows.class, Pricing.class);
	}

	@Test
	@Tag("V3")
	void requestFailsWithWhatFlowThrowsOnAnotherThread() {
		TestContext.run((context) -> assertFails(port(context, "pricing.port1")), Flows.class, AsyncPricing.class);
	}

	@Test
	void messagesPassFromPortToPortWithTheirHeaders() {
		TestContext.run((context) -> {
			port(context, "in.port1").postMessage("apples", PostOptions.builder().header("user", "ann").build());
			MessageEvent event = receive(port(context, "out.port2"));
			assertThat(event.data()).isEqualTo("APPLES");
			assertThat(event.headers()).containsEntry("user", "ann").containsEntry("enriched", true);
			assertThat(event.headers()).doesNotContainKey(MessagePortHeaders.EVENT);
			assertThat(receive(port(context, "copies.port2")).data()).isEqualTo("APPLES");
		}, Flows.class, PortToPort.class);
	}

	@Test
	@Tag("Q1")
	void messagesWaitWhileTheFlowIsStopped() {
		TestContext.run((context) -> {
			StandardIntegrationFlow flow = context.getBean("upperCase", StandardIntegrationFlow.class);
			flow.stop();
			port(context, "in.port1").postMessage("apples");
			MessagePort in = port(context, "in.port2");
			Awaitility.await().during(Recorder.QUIET).until(() -> in.queued() == 1);
			flow.start();
			assertThat(receive(port(context, "out.port2")).data()).isEqualTo("APPLES");
		}, Flows.class, PortToPort.class);
	}

	@Test
	void globalInterceptorsStandAroundPosts() {
		TestContext.run((context) -> {
			port(context, "in.port1").postMessage("apples");
			assertThat(receive(port(context, "out.port2")).headers()).containsEntry("passed", "outgoing");
		}, Flows.class, PortToPort.class, Intercepting.class);
	}

	@Test
	void gatewayAsksFlowAtTheOtherEnd() {
		TestContext.run((context) -> {
			Prices prices = context.getBean(Prices.class);
			assertThat(prices.price("apples", "ann")).isEqualTo("apples for ann: 6");
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> prices.price("nothing", "ann"))
				.withMessage("sold out");
		}, Flows.class, Asking.class);
	}

	@Test
	void templateAsksFlowAtTheOtherEnd() {
		TestContext.run((context) -> {
			Message<?> question = MessageBuilder.withPayload("apples").setHeader("user", "bob").build();
			GenericMessagingTemplate template = new GenericMessagingTemplate();
			template.setReceiveTimeout(Recorder.SOON.toMillis());
			Message<?> answer = template.sendAndReceive(context.getBean("questions", PortMessageChannel.class),
					question);
			assertThat(answer.getPayload()).isEqualTo("apples for bob: 6");
			assertThat(answer.getHeaders()).containsEntry("user", "bob");
		}, Flows.class, Asking.class);
	}

	private static void assertFails(MessagePort port) {
		CompletableFuture<Integer> answer = port.request("nothing", Integer.class);
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> answer.orTimeout(10, TimeUnit.SECONDS).join())
			.havingCause()
			.isInstanceOf(MessageHandlingException.class)
			.havingRootCause()
			.withMessage("sold out");
	}

	private static Object price(String item) {
		return switch (item) {
			case "nothing" -> throw new IllegalStateException("sold out");
			case "stream" -> Flux.just(1, 2, 3);
			default -> item.length();
		};
	}

	private static MessagePort port(AnnotationConfigApplicationContext context, String name) {
		return context.getBean(name, MessagePort.class);
	}

	private static MessageEvent receive(MessagePort port) {
		try {
			MessageEvent event = port.receive(Recorder.SOON);
			assertThat(event).isNotNull();
			return event;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Flows {

	}

	@Configuration(proxyBeanMethods = false)
	static class Pricing {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		IntegrationFlow pricingFlow(@Qualifier("pricing.port2") MessagePort port) {
			return IntegrationFlow.from(new PortMessageChannel(port))
				.handle(String.class, (item, headers) -> price(item))
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AsyncPricing {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		IntegrationFlow pricingFlow(@Qualifier("pricing.port2") MessagePort port) {
			CustomizableThreadFactory threads = new CustomizableThreadFactory("flow-");
			threads.setDaemon(true);
			return IntegrationFlow.from(new PortMessageChannel(port))
				.channel((channels) -> channels.executor(Executors.newSingleThreadExecutor(threads)))
				.handle(String.class, (item, headers) -> price(item))
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PortToPort {

		@Bean
		MessageChannel in(MessageChannelFactory channels) {
			return channels.create("in");
		}

		@Bean
		MessageChannel out(MessageChannelFactory channels) {
			return channels.create("out");
		}

		@Bean
		MessageChannel copies(MessageChannelFactory channels) {
			return channels.create("copies");
		}

		@Bean
		PortMessageChannel outgoing(@Qualifier("out.port1") MessagePort port) {
			return new PortMessageChannel(port);
		}

		@Bean
		IntegrationFlow upperCase(@Qualifier("in.port2") MessagePort in, @Qualifier("copies.port1") MessagePort copies,
				PortMessageChannel outgoing) {
			return IntegrationFlow.from(new PortMessageChannel(in))
				.transform(String.class, String::toUpperCase)
				.enrichHeaders((headers) -> headers.header("enriched", true))
				.publishSubscribeChannel(
						(channel) -> channel.subscribe((flow) -> flow.handle(new PortMessageHandler(copies)))
							.subscribe((flow) -> flow.channel(outgoing)))
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Intercepting {

		@Bean
		@GlobalChannelInterceptor(patterns = "outgoing")
		ChannelInterceptor tagging() {
			return new ChannelInterceptor() {

				@Override
				public Message<?> preSend(Message<?> message, org.springframework.messaging.MessageChannel channel) {
					return MessageBuilder.fromMessage(message)
						.setHeader("passed", ((PortMessageChannel) channel).getBeanName())
						.build();
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@IntegrationComponentScan
	static class Asking {

		@Bean
		MessageChannel counter(MessageChannelFactory channels) {
			return channels.create("counter");
		}

		@Bean
		PortMessageChannel questions(@Qualifier("counter.port1") MessagePort port) {
			return new PortMessageChannel(port);
		}

		@Bean
		IntegrationFlow answering(@Qualifier("counter.port2") MessagePort port) {
			return IntegrationFlow.from(new PortMessageChannel(port))
				.handle(String.class, (item, headers) -> item + " for " + headers.get("user") + ": " + price(item))
				.get();
		}

	}

	@MessagingGateway
	interface Prices {

		@Gateway(requestChannel = "questions", replyTimeout = 10_000,
				headers = @GatewayHeader(name = "user", expression = "args[1]"), payloadExpression = "args[0]")
		String price(String item, String user);

	}

}
