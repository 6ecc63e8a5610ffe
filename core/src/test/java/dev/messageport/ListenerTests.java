package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners of one message, and what happens when they throw.
 */
class ListenerTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final List<Reported> reports = new CopyOnWriteArrayList<>();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.errorHandler((error, port, event) -> this.reports.add(new Reported(error, port, event)))
		.build();

	private final MessageChannel channel = this.channels.create("test");

	private final MessagePort port2 = this.channel.port2();

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("Q4")
	void listenersRunInTheOrderOfRegistration() {
		List<String> order = new ArrayList<>();
		this.port2.addMessageListener((event) -> order.add("first " + event.data()));
		this.port2.onMessage((event) -> order.add("second " + event.data()));
		this.port2.addMessageListener((event) -> order.add("third " + event.data()));
		post("a", "b");
		assertThat(order).containsExactly("first a", "second a", "third a", "first b", "second b", "third b");
	}

	@Test
	@Tag("Q2")
	void handlerSetByAnEarlierListenerGetsTheSameMessageAsInHtml() {
		List<Object> old = new ArrayList<>();
		this.port2.addMessageListener((event) -> this.port2.onMessage(this.recorder));
		this.port2.onMessage((event) -> old.add(event.data()));
		post("a");
		assertThat(old).isEmpty();
		assertThat(this.recorder.payloads()).containsExactly("a");
	}

	@Test
	@Tag("Q2")
	void handlerClearedByAnEarlierListenerDoesNotGetTheMessage() {
		this.port2.addMessageListener((event) -> this.port2.onMessage(null));
		this.port2.onMessage(this.recorder);
		post("a");
		assertThat(this.recorder.payloads()).isEmpty();
	}

	@Test
	@Tag("Q2")
	@Tag("Q4")
	void newHandlerKeepsThePlaceOfTheOldOne() {
		List<String> order = new ArrayList<>();
		this.port2.onMessage((event) -> order.add("old"));
		this.port2.addMessageListener((event) -> order.add("listener"));
		this.port2.onMessage((event) -> order.add("new"));
		post("a");
		assertThat(order).containsExactly("new", "listener");
	}

	@Test
	@Tag("Q4")
	void sameListenerRegisteredTwiceRunsTwiceAndIsRemovedOnce() {
		Registration registration = this.port2.addMessageListener(this.recorder);
		this.port2.addMessageListener(this.recorder);
		this.port2.start();
		post(1);
		registration.remove();
		post(2);
		assertThat(this.recorder.payloads()).containsExactly(1, 1, 2);
	}

	@ParameterizedTest
	@ValueSource(classes = { Exception.class, IllegalStateException.class, StackOverflowError.class,
			OutOfMemoryError.class, InterruptedException.class, ThreadDeathLike.class })
	@Tag("Q4")
	void listenerThatThrowsIsReportedAndDeliveryGoesOn(Class<? extends Throwable> type) throws Exception {
		Throwable error = type.getDeclaredConstructor().newInstance();
		this.port2.addMessageListener((event) -> ListenerTests.<RuntimeException>sneak(error));
		this.port2.addMessageListener(this.recorder);
		this.port2.start();
		post(1, 2);
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
		assertThat(this.reports).extracting(Reported::error).containsExactly(error, error);
		assertThat(this.reports).extracting(Reported::port).containsOnly(this.port2);
		assertThat(this.reports).extracting(Reported::event).containsExactlyElementsOf(this.recorder.messages());
		assertThat(this.port2.isClosed()).isFalse();
		assertThat(this.port2.isStarted()).isTrue();
	}

	@Test
	@Tag("Q4")
	void closeListenerThatThrowsIsReportedAndTheOthersRun() {
		RuntimeException error = new IllegalStateException("expected");
		this.port2.addCloseListener((event) -> {
			throw error;
		});
		this.port2.addCloseListener(this.recorder);
		this.port2.start();
		this.channel.port1().close();
		this.executor.runAll();
		assertThat(this.recorder.closes()).hasSize(1);
		assertThat(this.reports).containsExactly(new Reported(error, this.port2, null));
	}

	@Test
	@Tag("Q4")
	void errorHandlerThatThrowsIsLoggedAndDeliveryGoesOn() {
		RuntimeException secondary = new IllegalStateException("handler failed");
		RuntimeException primary = new IllegalArgumentException("listener failed");
		MessageChannel fragile = MessageChannelFactory.builder()
			.executor(this.executor)
			.errorHandler((error, port, event) -> {
				throw secondary;
			})
			.build()
			.create("fragile");
		fragile.port2().onMessage((event) -> {
			throw primary;
		}).addMessageListener(this.recorder);
		try (Logs logs = Logs.capture()) {
			fragile.port1().postMessage(1);
			this.executor.runAll();
			assertThat(logs.errors()).singleElement().asString().contains("fragile.port2");
			assertThat(logs.thrown()).containsExactly(secondary);
		}
		assertThat(secondary.getSuppressed()).containsExactly(primary);
		assertThat(this.recorder.payloads()).containsExactly(1);
	}

	@Test
	@Tag("Q4")
	void errorHandlerThatRethrowsIsHarmless() {
		MessageChannel fragile = MessageChannelFactory.builder()
			.executor(this.executor)
			.errorHandler((error, port, event) -> ListenerTests.<RuntimeException>sneak(error))
			.build()
			.create();
		fragile.port2().onMessage((event) -> {
			throw new AssertionError(event.data());
		}).addMessageListener(this.recorder);
		try (Logs logs = Logs.capture()) {
			fragile.port1().postMessage(1);
			fragile.port1().postMessage(2);
			this.executor.runAll();
			assertThat(logs.errors()).hasSize(2);
		}
		assertThat(this.recorder.payloads()).containsExactly(1, 2);
	}

	@Test
	@Tag("Q4")
	void defaultErrorHandlerLogsThePortButNotThePayload() {
		MessageChannel loud = MessageChannelFactory.builder().executor(this.executor).build().create("loud");
		RuntimeException error = new IllegalStateException("expected");
		loud.port2().onMessage((event) -> {
			throw error;
		});
		loud.port2().onClose((event) -> {
			throw error;
		});
		try (Logs logs = Logs.capture()) {
			loud.port1().postMessage("a secret");
			loud.port1().close();
			this.executor.runAll();
			assertThat(logs.errors()).hasSize(2)
				.allMatch((message) -> message.contains("loud.port2") && !message.contains("a secret"));
			assertThat(logs.errors().get(0)).contains("message listener");
			assertThat(logs.errors().get(1)).contains("close listener");
			assertThat(logs.thrown()).containsExactly(error, error);
		}
	}

	@Test
	@Tag("Q4")
	void logThatThrowsDoesNotStrandTheQueue() {
		MessageChannel fragile = MessageChannelFactory.builder()
			.executor(this.executor)
			.errorHandler((error, port, event) -> ListenerTests.<RuntimeException>sneak(error))
			.build()
			.create();
		fragile.port2().onMessage((event) -> {
			this.recorder.onMessage(event);
			throw new Fatal();
		});
		try (Logs logs = Logs.capture()) {
			logs.throwInPlaceOfLogging(new Fatal());
			fragile.port1().postMessage(1);
			fragile.port1().postMessage(2);
			runAllDespite(Fatal.class);
			fragile.port1().postMessage(3);
			runAllDespite(Fatal.class);
		}
		assertThat(this.recorder.payloads()).containsExactly(1, 2, 3);
	}

	private void runAllDespite(Class<? extends Throwable> expected) {
		while (this.executor.waiting() > 0) {
			try {
				this.executor.runOne();
			}
			catch (Throwable ex) {
				assertThat(ex).isInstanceOf(expected);
			}
		}
	}

	@Test
	@Tag("I5")
	void listenersOfOnePortNeverRunConcurrentlyAndSeeWhatHappenedBefore() throws Exception {
		MessageChannel busy = MessageChannelFactory.builder().build().create();
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger collisions = new AtomicInteger();
		int[] plain = new int[1];
		busy.port2().onMessage((event) -> {
			collisions.addAndGet(inside.getAndIncrement());
			plain[0] += ((int[]) event.data())[0];
			inside.decrementAndGet();
		});
		Race.Task poster = () -> {
			for (int i = 0; i < 20_000; i++) {
				int[] payload = new int[1];
				payload[0] = 1;
				busy.port1().postMessage(payload);
				if (i % 1000 == 0) {
					busy.port2().pause();
					busy.port2().start();
				}
			}
		};
		Race.of(poster, poster);
		busy.port1().postMessage(new int[] { 0 });
		Waiting.until(() -> busy.port2().queued() == 0 && inside.get() == 0);
		busy.port2().onMessage((event) -> inside.set(plain[0]));
		busy.port1().postMessage("and the next listener sees what the last one did");
		Waiting.until(() -> inside.get() == 40_000);
		assertThat(collisions).hasValue(0);
	}

	private void post(Object... payloads) {
		for (Object payload : payloads) {
			assertThat(this.channel.port1().postMessage(payload)).isTrue();
		}
		this.executor.runAll();
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneak(Throwable error) throws E {
		throw (E) error;
	}

	private record Reported(Throwable error, MessagePort port, @Nullable MessageEvent event) {

	}

	static final class ThreadDeathLike extends Error {

		private static final long serialVersionUID = 1L;

		ThreadDeathLike() {
		}

	}

	private static final class Fatal extends Error {

		private static final long serialVersionUID = 1L;

	}

}
