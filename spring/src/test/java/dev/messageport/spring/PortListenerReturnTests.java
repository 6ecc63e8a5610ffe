package dev.messageport.spring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link PortListener} methods return.
 */
class PortListenerReturnTests {

	private static final AtomicInteger taken = new AtomicInteger();

	private static final AtomicBoolean released = new AtomicBoolean();

	private static volatile @Nullable CompletableFuture<Object> pending;

	@BeforeEach
	void reset() {
		taken.set(0);
		released.set(false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Stream", "IntStream", "List", "Set", "Flux", "Flow.Publisher" })
	@Tag("V2")
	void manyElementsAnswerWithAStream(String question) {
		ListenerWorld.run((port, recorder) -> assertThat(stream(port, question).collectList().block(Recorder.SOON))
			.containsExactly(1, 2, 3), Desk.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Stream", "IntStream", "List", "Set", "Flux", "Flow.Publisher" })
	void manyElementsArePostedBackOneByOneAndThePortStaysOpen(String question) {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(question);
			assertThat(List.of(Recorder.receive(port), Recorder.receive(port), Recorder.receive(port)))
				.containsExactly(1, 2, 3);
			port.postMessage("one");
			assertThat(Recorder.receive(port)).isEqualTo("one");
		}, Desk.class);
	}

	@Test
	@Tag("V2")
	void declaredIterableIsAStream() {
		ListenerWorld.run((port, recorder) -> assertThat(stream(port, "x").collectList().block(Recorder.SOON))
			.containsExactly(1, 2, 3), IterableDesk.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Path", "array", "future of a List", "Mono of a List" })
	@Tag("V1")
	void whatIsIterableBesidesIsOneAnswer(String question) {
		ListenerWorld.run((port, recorder) -> {
			Object answer = ListenerWorld.ask(port, question);
			assertThat(String.valueOf((answer instanceof int[] array) ? List.of(array[0], array[1]) : answer))
				.isIn("a/b", "[1, 2]");
		}, Desk.class);
	}

	@Test
	@Tag("V2")
	void emptyStreamCompletes() {
		ListenerWorld.run(
				(port, recorder) -> assertThat(stream(port, "empty").collectList().block(Recorder.SOON)).isEmpty(),
				Desk.class);
	}

	@Test
	@Tag("V2")
	void noMoreIsTakenFromAStreamThanIsAskedForAndItIsClosedWhenCancelled() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(stream(port, "endless").take(2).collectList().block(Recorder.SOON)).containsExactly(1, 2);
			Awaitility.await().atMost(Recorder.SOON).untilTrue(released);
			assertThat(taken.get()).isBetween(2, 3);
		}, Desk.class);
	}

	@Test
	void streamThatIsPostedBackEndsWhenTheOtherEndCloses() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("never");
			port.close();
			Awaitility.await().atMost(Recorder.SOON).untilTrue(released);
		}, Desk.class);
	}

	@Test
	@Tag("V2")
	void errorOfAStreamIsToldAfterItsElements() {
		ListenerWorld.run((port, recorder) -> {
			List<Object> events = stream(port, "broken").cast(Object.class)
				.onErrorResume((error) -> Mono.just(String.valueOf(error.getMessage())))
				.collectList()
				.block(Recorder.SOON);
			assertThat(events).containsExactly(1, "broken");
			assertThat(released).isTrue();
		}, Desk.class);
	}

	@Test
	void messageIsAnAnswerWithHeaders() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.ask(port, "Message")).isEqualTo("with header");
			port.postMessage("Message");
			MessageEvent event = next(port);
			assertThat(event.data()).isEqualTo("with header");
			assertThat(event.headers()).containsEntry("user", "ada");
		}, Desk.class);
	}

	@Test
	void optionalIsItsValueOrNull() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.ask(port, "Optional")).isEqualTo("there");
			assertThat(ListenerWorld.ask(port, "empty Optional")).isNull();
			assertThat(ListenerWorld.ask(port, "Mono of an Optional")).isEqualTo("there");
		}, Desk.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pending future", "pending Mono" })
	@Tag("V1")
	void answerThatNobodyWaitsForIsCancelled(String question) {
		ListenerWorld.run((port, recorder) -> {
			CompletableFuture<Object> answer = port.request(question, Object.class);
			Awaitility.await().atMost(Recorder.SOON).until(() -> pending != null);
			CompletableFuture<Object> outcome = pending;
			answer.cancel(false);
			Awaitility.await().atMost(Recorder.SOON).until(outcome::isCancelled);
			recorder.assertNothingComes();
			pending = null;
		}, Desk.class);
	}

	@Test
	void streamThatNobodyWaitsForIsClosed() {
		ListenerWorld.run((port, recorder) -> {
			port.request("x", Object.class);
			Awaitility.await().atMost(Recorder.SOON).untilTrue(released);
		}, LateDesk.class);
	}

	private static Flux<Integer> stream(MessagePort port, Object question) {
		return JdkFlowAdapter.flowPublisherToFlux(port.requestStream(question, Integer.class));
	}

	private static MessageEvent next(MessagePort port) {
		try {
			return port.receive(Recorder.SOON);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static class LateDesk {

		@PortListener("pricing.port2")
		Stream<Integer> on(MessageEvent event) {
			event.replyPort().close();
			return Stream.of(1, 2).onClose(() -> released.set(true));
		}

	}

	static class Desk {

		@PortListener("pricing.port2")
		Object answer(String question) {
			return switch (question) {
				case "one" -> "one";
				case "Stream" -> Stream.of(1, 2, 3);
				case "IntStream" -> IntStream.rangeClosed(1, 3);
				case "List" -> List.of(1, 2, 3);
				case "Set" -> new java.util.TreeSet<>(Set.of(1, 2, 3));
				case "Flux" -> Flux.just(1, 2, 3);
				case "Flow.Publisher" -> JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2, 3));
				case "empty" -> List.of();
				case "endless" -> Stream.generate(taken::incrementAndGet).onClose(() -> released.set(true));
				case "never" -> Flux.never().doOnCancel(() -> released.set(true));
				case "broken" -> IntStream.of(1, 0).map((number) -> {
					if (number == 0) {
						throw new IllegalStateException("broken");
					}
					return number;
				}).boxed().onClose(() -> released.set(true));
				case "Path" -> Path.of("a/b");
				case "array" -> new int[] { 1, 2 };
				case "future of a List" -> CompletableFuture.completedFuture(List.of(1, 2));
				case "Mono of a List" -> Mono.just(List.of(1, 2));
				case "Message" -> MessageBuilder.withPayload("with header").setHeader("user", "ada").build();
				case "Optional" -> Optional.of("there");
				case "empty Optional" -> Optional.empty();
				case "Mono of an Optional" -> Mono.just(Optional.of("there"));
				case "pending future" -> pending();
				case "pending Mono" -> Mono.fromFuture(pending());
				default -> throw new IllegalArgumentException(question);
			};
		}

		private static CompletableFuture<Object> pending() {
			CompletableFuture<Object> future = new CompletableFuture<>();
			pending = future;
			return future;
		}

	}

	static class IterableDesk {

		@PortListener("pricing.port2")
		Iterable<Integer> answer(Message<?> question) {
			return () -> List.of(1, 2, 3).iterator();
		}

	}

}
