package dev.messageport.spring;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.messageport.CloseEvent;
import dev.messageport.DeliveryControl;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortLifecycle} and what belongs to it.
 */
class MessagePortLifecycleTests {

	@Test
	void nothingIsDeliveredBeforeTheContextHasStarted() {
		TestContext.run((context) -> {
			assertThat(context.getBean(EarlyPoster.class).seenBeforeStart).isZero();
			assertThat(recorder(context).awaitEvents(2)).containsExactlyInAnyOrder("listener early", "by hand early");
		}, ChannelConfiguration.class, Listener.class, EarlyPoster.class);
	}

	@Test
	void stopSuspendsAndKeepsAndStartResumes() {
		TestContext.run((context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			port.postMessage(1);
			recorder(context).awaitEvents(1);
			context.stop();
			port.postMessage(2);
			Awaitility.await().during(Recorder.QUIET).until(() -> recorder(context).events().size() == 1);
			assertThat(port.isClosed()).isFalse();
			context.start();
			assertThat(recorder(context).awaitEvents(2)).containsExactly("listener 1", "listener 2");
		}, ChannelConfiguration.class, Listener.class);
	}

	@Test
	void pauseOfTestContextSuspendsAndRestartResumesWhatRan() {
		TestContext.run((context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			context.pause();
			port.postMessage(1);
			recorder(context).assertNothingComes();
			assertThat(port.isClosed()).isFalse();
			context.restart();
			assertThat(recorder(context).awaitEvents(1)).containsExactly("listener 1");
		}, ChannelConfiguration.class, Listener.class);
	}

	@Test
	void closeEventWaitsWhileStopped() {
		TestContext.run((context) -> {
			context.stop();
			context.getBean("pricing.port1", MessagePort.class).close();
			recorder(context).assertNothingComes();
			context.start();
			assertThat(recorder(context).awaitEvents(1)).containsExactly("listener closed PEER");
		}, ChannelConfiguration.class, Listener.class);
	}

	@Test
	void listenerWithoutAutoStartupStaysOffAfterRestart() {
		TestContext.run((context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			port.postMessage("a");
			context.stop();
			context.start();
			context.pause();
			context.restart();
			recorder(context).assertNothingComes();
			assertThat(context.getBean("pricing.port2", MessagePort.class).queued()).isEqualTo(1);
			context.getBean("pricing.port2", MessagePort.class).start();
			assertThat(recorder(context).awaitEvents(1)).containsExactly("off a");
		}, ChannelConfiguration.class, OffListener.class);
	}

	@Test
	void connectionToEndpointWithoutAutoStartupWaitsForConnectListenerToStartIt() {
		TestContext.run((context) -> {
			MessagePort port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect("off");
			port.postMessage("a");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("connect");
			MessagePort accepted = context.getBean(OffEndpoint.class).accepted;
			Awaitility.await().during(Recorder.QUIET).until(() -> accepted.queued() == 1);
			accepted.start();
			assertThat(recorder(context).awaitEvents(2)).containsExactly("connect", "message a");
		}, ChannelConfiguration.class, OffEndpoint.class);
	}

	@Test
	void factoriesOfTheUserAreSuspendedToo() {
		TestContext.run((context) -> {
			DeliveryControl control = (DeliveryControl) context.getBean("own");
			assertThat(control.isSuspended()).isFalse();
			context.stop();
			assertThat(control.isSuspended()).isTrue();
		}, OwnFactoryConfiguration.class);
	}

	@Test
	void factoryThatAPostProcessorNeedsIsSuspendedToo() {
		TestContext.run((context) -> {
			DeliveryControl control = (DeliveryControl) context.getBean(MessageChannelFactory.class);
			assertThat(control.isSuspended()).isFalse();
			context.stop();
			assertThat(control.isSuspended()).isTrue();
		}, PostProcessorConfiguration.class);
	}

	@Test
	void factoryCreatedAfterStartDelivers() {
		MessagePortLifecycle lifecycle = createLifecycle();
		lifecycle.start();
		DeliveryControl control = (DeliveryControl) MessageChannelFactory.builder().build();
		lifecycle.manage(control);
		assertThat(control.isSuspended()).isFalse();
	}

	@Test
	void stopRunsCallbackAndSparesNoFactoryWhenOneFails() {
		MessagePortLifecycle lifecycle = createLifecycle();
		lifecycle.start();
		lifecycle.manage(new FailingControl());
		DeliveryControl control = (DeliveryControl) MessageChannelFactory.builder().build();
		lifecycle.manage(control);
		lifecycle.manage(new FailingControl());
		AtomicBoolean called = new AtomicBoolean();
		lifecycle.stop(() -> called.set(true));
		assertThat(called).isTrue();
		assertThat(control.isSuspended()).isTrue();
	}

	@Test
	void startsAfterExecutorsAndBeforeTheWebServer() {
		MessagePortLifecycle lifecycle = createLifecycle();
		assertThat(lifecycle.getPhase()).isGreaterThan(new ThreadPoolTaskExecutor().getPhase())
			.isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
		assertThat(lifecycle.isAutoStartup()).isTrue();
	}

	private static MessagePortLifecycle createLifecycle() {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		return new MessagePortLifecycle(new OpenSides(),
				new PortEndpoints(beans.getBeanProvider(MessageChannelFactory.class), null));
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

	@Configuration(proxyBeanMethods = false)
	static class OwnFactoryConfiguration {

		@Bean
		MessageChannelFactory own() {
			return MessageChannelFactory.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PostProcessorConfiguration {

		@Bean
		static BeanPostProcessor needy(MessageChannelFactory channels) {
			return new BeanPostProcessor() {

				@Override
				public String toString() {
					return "needs " + channels;
				}

			};
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

	static class OffListener {

		@Autowired
		Recorder recorder;

		@PortListener(value = "pricing.port2", autoStartup = "false")
		void on(Object payload) {
			this.recorder.record("off " + payload);
		}

	}

	static class OffEndpoint {

		@Autowired
		Recorder recorder;

		volatile MessagePort accepted;

		@PortListener("off")
		void connect(ConnectEvent event) {
			this.accepted = event.port();
			this.recorder.record("connect");
		}

		@PortListener(value = "off", autoStartup = "false")
		void on(Object payload) {
			this.recorder.record("message " + payload);
		}

	}

	static class EarlyPoster implements SmartInitializingSingleton {

		private final MessageChannel byHand;

		private final Recorder recorder;

		private int seenBeforeStart;

		EarlyPoster(MessageChannelFactory channels, Recorder recorder,
				@Qualifier("pricing.port1") MessagePort pricing) {
			this.recorder = recorder;
			this.byHand = channels.create("by-hand");
			this.byHand.port2().onMessage((event) -> recorder.record("by hand " + event.data()));
			this.byHand.port1().postMessage("early");
			pricing.postMessage("early");
		}

		@Override
		public void afterSingletonsInstantiated() {
			Awaitility.await().during(Recorder.QUIET).until(() -> true);
			this.seenBeforeStart = this.recorder.events().size();
		}

	}

	static class FailingControl implements DeliveryControl {

		@Override
		public void suspend() {
			throw new IllegalStateException("suspend");
		}

		@Override
		public void resume() {
		}

		@Override
		public void deliverOn(MessagePort port, Executor executor) {
		}

		@Override
		public void report(Throwable error, MessagePort port, @Nullable MessageEvent event) {
		}

		@Override
		public boolean isSuspended() {
			return false;
		}

	}

}
