package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for channels and listeners whose application context is closed.
 */
class MessagePortDestructionTests {

	@Test
	void portsOutsideLearnThatTheContextHasGone() throws Exception {
		MessageChannelFactory outside = MessageChannelFactory.builder().build();
		MessageChannel bridge = outside.create();
		MessagePort moved;
		MessagePort foreign;
		try (AnnotationConfigApplicationContext context = TestContext.create(ChannelConfiguration.class,
				SendingOut.class)) {
			context.refresh();
			MessageChannel carried = outside.create("foreign");
			foreign = carried.port1();
			context.getBean(SendingOut.class).send(bridge.port1(), carried.port2());
			MessageEvent event = bridge.port2().receive(Recorder.SOON);
			assertThat(event).isNotNull();
			moved = event.ports().get(0);
			assertThat(moved.isClosed()).isFalse();
		}
		CloseEvent closed = moved.closed().toCompletableFuture().get();
		assertThat(closed.reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(foreign.closed().toCompletableFuture().get().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		assertThat(bridge.port1().isClosed()).isFalse();
	}

	@Test
	void channelBeansCloseWithReasonOwnerGoneAlsoWhenStoppedBefore() throws Exception {
		CompletableFuture<CloseEvent> closed;
		CompletableFuture<CloseEvent> created;
		try (AnnotationConfigApplicationContext context = TestContext.create(ChannelConfiguration.class,
				Listener.class)) {
			context.refresh();
			closed = context.getBean("pricing.port1", MessagePort.class).closed().toCompletableFuture();
			created = context.getBean(MessageChannelFactory.class).create().port1().closed().toCompletableFuture();
			context.stop();
		}
		assertThat(closed.get().reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(created.get().reason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void listenersAreNotCalledOnceTheContextCloses() {
		Recorder recorder;
		try (AnnotationConfigApplicationContext context = TestContext.create(ChannelConfiguration.class, Listener.class,
				LastPoster.class)) {
			context.refresh();
			recorder = recorder(context);
		}
		recorder.assertNothingComes();
	}

	@Test
	void channelCreatedAfterTheContextHasClosedIsClosed() {
		MessageChannelFactory factory;
		try (AnnotationConfigApplicationContext context = TestContext.create()) {
			context.refresh();
			factory = context.getBean(MessageChannelFactory.class);
		}
		MessageChannel channel = factory.create();
		assertThat(channel.port1().isClosed()).isTrue();
		assertThat(channel.port1().postMessage("late")).isFalse();
	}

	private static Recorder recorder(AnnotationConfigApplicationContext context) {
		return context.getBean(Recorder.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Listener {

		@Autowired
		Recorder recorder;

		@PortListener("pricing.port2")
		void on(Object payload) {
			this.recorder.record("listener " + payload);
		}

		@PortListener("pricing.port2")
		void closed(CloseEvent event) {
			this.recorder.record("listener closed " + event.reason());
		}

	}

	static class LastPoster implements DisposableBean {

		private final MessagePort port;

		LastPoster(@Qualifier("pricing.port1") MessagePort port) {
			this.port = port;
		}

		@Override
		public void destroy() {
			this.port.postMessage("last");
		}

	}

	static class SendingOut {

		@Autowired
		@Qualifier("pricing.port1")
		MessagePort stays;

		@Autowired
		@Qualifier("pricing.port2")
		MessagePort moves;

		@Autowired
		MessageChannelFactory channels;

		void send(MessagePort bridge, MessagePort foreign) {
			bridge.postMessage("moved", this.moves);
			this.channels.create("unread").port1().postMessage("unread", foreign);
		}

	}

}
