package dev.messageport.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.CloseEvent;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PortListenerEndpointRegistry}: identities and pause.
 */
class PortListenerEndpointRegistryTests {

	@Test
	void listenersHaveTheirIdOrOneOfBeanAndMethod() {
		TestContext.run((context) -> assertThat(registry(context).ids()).containsExactly("desk",
				"portListenerEndpointRegistryTests.Ids.desk", "portListenerEndpointRegistryTests.Ids.twice",
				"portListenerEndpointRegistryTests.Ids.twice-2", "portListenerEndpointRegistryTests.Ids.twice-3"),
				Ids.class);
	}

	@Test
	void generatedIdLeavesThoseThatWereGiven() {
		TestContext.run((context) -> {
			PortListenerEndpointRegistry registry = registry(context);
			assertThat(registry.get("portListenerEndpointRegistryTests.Taken.first").port()).isEqualTo("second");
			assertThat(registry.get("portListenerEndpointRegistryTests.Taken.first-2").port()).isEqualTo("first");
		}, Taken.class);
	}

	@Test
	void unknownIdFailsNamingNearest() {
		TestContext.run((context) -> {
			PortListenerEndpointRegistry registry = registry(context);
			assertThat(registry.contains("dessk")).isFalse();
			assertThatExceptionOfType(UnknownListenerException.class).isThrownBy(() -> registry.get("dessk"))
				.withMessageContaining("'dessk'")
				.withMessageContaining("The nearest are: 'desk'")
				.satisfies((ex) -> assertThat(ex.id()).isEqualTo("dessk"));
			assertThatExceptionOfType(UnknownListenerException.class).isThrownBy(() -> registry.pause("dessk"));
			assertThatExceptionOfType(UnknownListenerException.class).isThrownBy(() -> registry.resume("dessk"));
			assertThatExceptionOfType(UnknownListenerException.class).isThrownBy(() -> registry.isPaused("dessk"));
			assertThatExceptionOfType(UnknownListenerException.class).isThrownBy(() -> registry.unregister("dessk"));
		}, Ids.class);
	}

	@Test
	void listenerTellsWhatItIs() {
		TestContext.run((context) -> {
			RegisteredListener listener = registry(context).get("end");
			assertThat(listener.id()).isEqualTo("end");
			assertThat(listener.port()).isEqualTo("pricing.port2");
			assertThat(listener.isEndpoint()).isFalse();
			assertThat(listener.eventType()).isEqualTo(MessageEvent.class);
			assertThat(listener.place()).contains("Places.end(String)");
			assertThat(listener.beanName()).isEqualTo("portListenerEndpointRegistryTests.Places");
			assertThat(listener.beanType()).isEqualTo(Places.class);
			assertThat(listener.isAutoStartup()).isTrue();
			assertThat(listener.isRunning()).isTrue();
			assertThat(listener.connections()).isOne();
			assertThat(registry(context).get("close").eventType()).isEqualTo(CloseEvent.class);
			assertThat(registry(context).get("endpoint").isEndpoint()).isTrue();
		}, ChannelConfiguration.class, Places.class);
	}

	@Test
	void listenerRunsWhileContextRunsPlaceIsStartedAndNotPaused() {
		TestContext.run((context) -> {
			RegisteredListener listener = registry(context).get("end");
			registry(context).pause("end");
			assertThat(listener.isRunning()).isFalse();
			registry(context).resume("end");
			assertThat(listener.isRunning()).isTrue();
			context.stop();
			assertThat(listener.isRunning()).isFalse();
			context.start();
			assertThat(listener.isRunning()).isTrue();
			context.getBean("pricing", MessageChannel.class).close();
			assertThat(listener.connections()).isZero();
			registry(context).unregister("end");
			assertThat(listener.isRunning()).isFalse();
		}, ChannelConfiguration.class, Places.class);
	}

	@Test
	@Tag("Q8")
	void pausedEndKeepsMessagesAndCloseUntilResumed() {
		TestContext.run((context) -> {
			PortListenerEndpointRegistry registry = registry(context);
			registry.pause("end");
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			port.postMessage("a");
			port.close();
			recorder(context).assertNothingComes();
			assertThat(registry.isPaused("end")).isTrue();
			registry.resume("end");
			assertThat(recorder(context).awaitEvents(2)).containsExactly("end a", "close PEER");
			assertThat(registry.isPaused("end")).isFalse();
		}, ChannelConfiguration.class, Places.class);
	}

	@Test
	void placeIsPausedWhileAnyOfItsListenersIs() {
		TestContext.run((context) -> {
			PortListenerEndpointRegistry registry = registry(context);
			registry.pause("end");
			registry.pause("close");
			registry.resume("end");
			assertThat(registry.isPaused("end")).isTrue();
			context.getBean("pricing.port1", MessagePort.class).postMessage("a");
			recorder(context).assertNothingComes();
			registry.unregister("close");
			assertThat(registry.isPaused("end")).isFalse();
			assertThat(recorder(context).awaitEvents(1)).containsExactly("end a");
		}, ChannelConfiguration.class, Places.class);
	}

	@Test
	@Tag("Q8")
	void pausedEndpointHoldsBackPresentAndNewConnections() {
		TestContext.run((context) -> {
			PortListenerEndpointRegistry registry = registry(context);
			MessagePort present = connect(context, "stock");
			registry.pause("endpoint");
			MessagePort late = connect(context, "stock");
			present.postMessage("present");
			late.postMessage("late");
			recorder(context).assertNothingComes();
			assertThat(registry.get("endpoint").connections()).isEqualTo(2);
			registry.resume("endpoint");
			assertThat(recorder(context).awaitEvents(2)).containsExactlyInAnyOrder("stock present", "stock late");
			assertThat(present.isClosed()).isFalse();
			assertThat(late.isClosed()).isFalse();
		}, Stock.class);
	}

	@Test
	void connectionsMadeWhilePausedTellOfThemselvesWhenResumed() {
		TestContext.run((context) -> {
			registry(context).pause("connected");
			connect(context, "greeting");
			recorder(context).assertNothingComes();
			registry(context).resume("connected");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("connect");
		}, Greeting.class);
	}

	@Test
	void resumeDoesNotStartWhatIsKeptOff() {
		TestContext.run((context) -> {
			PortListenerEndpointRegistry registry = registry(context);
			MessagePort present = connect(context, "off");
			MessagePort end = context.getBean("pricing.port1", MessagePort.class);
			for (String id : new String[] { "off", "offEnd" }) {
				registry.pause(id);
				registry.resume(id);
				assertThat(registry.get(id).isRunning()).isFalse();
			}
			present.postMessage("a");
			connect(context, "off").postMessage("b");
			end.postMessage("c");
			recorder(context).assertNothingComes();
		}, ChannelConfiguration.class, Off.class);
	}

	@Test
	void resumeDoesNotStartConnectionThatOnlyToldOfItself() {
		TestContext.run((context) -> {
			MessagePort port = connect(context, "offGreeting");
			recorder(context).awaitEvents(1);
			registry(context).pause("greeted");
			registry(context).resume("greeted");
			port.postMessage("a");
			Awaitility.await().during(Recorder.QUIET).until(() -> recorder(context).events().size() == 1);
		}, OffGreeting.class);
	}

	@Test
	void resumeStartsWhatSomebodyHadStarted() {
		TestContext.run((context) -> {
			context.getBean("pricing.port2", MessagePort.class).start();
			registry(context).pause("offEnd");
			context.getBean("pricing.port1", MessagePort.class).postMessage("a");
			recorder(context).assertNothingComes();
			registry(context).resume("offEnd");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("a");
		}, ChannelConfiguration.class, Off.class);
	}

	@Test
	void pauseOutlastsRestartOfTheContext() {
		TestContext.run((context) -> {
			registry(context).pause("endpoint");
			context.stop();
			context.start();
			connect(context, "stock").postMessage("a");
			recorder(context).assertNothingComes();
			registry(context).resume("endpoint");
			assertThat(recorder(context).awaitEvents(1)).containsExactly("stock a");
		}, Stock.class);
	}

	@Test
	void noConnectionSlipsPastPause() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		TestContext.run((context) -> {
			for (int round = 0; round < 10; round++) {
				recorder(context).clear();
				Future<List<MessagePort>> connecting = executor
					.submit(() -> Stream.generate(() -> connect(context, "stock")).limit(500).toList());
				Awaitility.await()
					.pollInterval(Duration.ofNanos(1))
					.until(() -> registry(context).get("endpoint").connections() > 0);
				registry(context).pause("endpoint");
				List<MessagePort> ports = get(connecting);
				ports.forEach((port) -> port.postMessage("a"));
				recorder(context).assertNothingComes();
				registry(context).resume("endpoint");
				recorder(context).awaitEvents(ports.size());
				ports.forEach(MessagePort::close);
				Awaitility.await().until(() -> registry(context).get("endpoint").connections() == 0);
			}
		}, Stock.class);
		executor.shutdown();
	}

	private static <T> T get(Future<T> future) {
		try {
			return future.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PortListenerEndpointRegistry registry(AnnotationConfigApplicationContext context) {
		return context.getBean(PortListenerEndpointRegistry.class);
	}

	private static Recorder recorder(AnnotationConfigApplicationContext context) {
		return context.getBean(Recorder.class);
	}

	private static MessagePort connect(AnnotationConfigApplicationContext context, String endpoint) {
		return new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect(endpoint);
	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	static class Ids {

		@PortListener(value = "a", id = "desk")
		void given() {
		}

		@PortListener("b")
		void desk() {
		}

		@PortListener("c")
		@PortListener("d")
		void twice() {
		}

		@PortListener("e")
		void twice(String payload) {
		}

	}

	static class Taken {

		@PortListener("first")
		void first() {
		}

		@PortListener(value = "second", id = "portListenerEndpointRegistryTests.Taken.first")
		void second() {
		}

	}

	static class Recording {

		@Autowired
		Recorder recorder;

		@Bean
		static Recorder recorder() {
			return new Recorder();
		}

	}

	static class Stock extends Recording {

		@PortListener(value = "stock", id = "endpoint")
		void stock(String payload) {
			this.recorder.record("stock " + payload);
		}

	}

	static class Places extends Stock {

		@PortListener(value = "pricing.port2", id = "end")
		void end(String payload) {
			this.recorder.record("end " + payload);
		}

		@PortListener(value = "pricing.port2", id = "close")
		void close(CloseEvent event) {
			this.recorder.record("close " + event.reason());
		}

	}

	static class Greeting extends Recording {

		@PortListener(value = "greeting", id = "connected")
		void connect(ConnectEvent event) {
			this.recorder.record("connect");
		}

	}

	static class Off extends Recording {

		@PortListener(value = "off", id = "off", autoStartup = "false")
		@PortListener(value = "pricing.port2", id = "offEnd", autoStartup = "false")
		void on(String payload) {
			this.recorder.record(payload);
		}

	}

	static class OffGreeting extends Recording {

		@PortListener("offGreeting")
		void connect(ConnectEvent event) {
			this.recorder.record("connect");
		}

		@PortListener(value = "offGreeting", id = "greeted", autoStartup = "false")
		void on(String payload) {
			this.recorder.record(payload);
		}

	}

}
