package dev.messageport.spring;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.spring.ListenerWorld.Telling;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the errors of {@link PortListener} methods.
 */
class PortListenerErrorTests {

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono" })
	@Tag("V3")
	void askerAloneIsToldTheErrorItself(String how) {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.failure(port, how)).isExactlyInstanceOf(IOException.class).hasMessage(how);
			assertThat(ListenerWorld.ask(port, "fine")).isEqualTo("fine");
			assertThat(recorder.errors()).isEmpty();
		}, Failing.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono", "Flux" })
	@Tag("Q4")
	void errorHandlerOfThePortIsToldWhenNobodyHasAsked(String how) {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(how);
			assertThat(recorder.awaitError()).isExactlyInstanceOf(IOException.class).hasMessage(how);
			port.postMessage("fine");
			assertThat(Recorder.receive(port)).isEqualTo("fine");
		}, Failing.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono" })
	void askerIsToldNoDetailsIfSoWanted(String how) {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.failure(port, how)).isExactlyInstanceOf(PortListenerException.class)
				.hasMessageContaining("pricing.port2")
				.hasMessageNotContaining(how)
				.hasNoCause();
			assertThat(recorder.awaitError()).isExactlyInstanceOf(IOException.class).hasMessage(how);
		}, Discreet.class);
	}

	@Test
	void askerOfAStreamIsToldNoDetailsIfSoWanted() {
		ListenerWorld.run((port, recorder) -> {
			CompletableFuture<Throwable> failure = new CompletableFuture<>();
			Flux<String> answers = reactor.adapter.JdkFlowAdapter
				.flowPublisherToFlux(port.requestStream("Flux", String.class));
			answers.doOnError(failure::complete).subscribe((answer) -> {
			}, (error) -> {
			});
			assertThat(ListenerWorld.within(failure).join()).isExactlyInstanceOf(PortListenerException.class);
			assertThat(recorder.awaitError()).isExactlyInstanceOf(IOException.class).hasMessage("Flux");
		}, Discreet.class);
	}

	@Test
	void fatalErrorReachesTheErrorHandlerOfThePortToo() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.failure(port, "error")).isExactlyInstanceOf(StackOverflowError.class);
			assertThat(recorder.awaitError()).isExactlyInstanceOf(StackOverflowError.class);
		}, Failing.class);
	}

	@Test
	void errorAfterTheAnswerReachesTheErrorHandlerOfThePort() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.ask(port, "x")).isEqualTo("answer");
			assertThat(recorder.awaitError()).hasMessage("too late");
		}, AnsweringFirst.class);
	}

	@Test
	void errorAfterAStreamWasGivenAsTheAnswerReachesTheErrorHandlerOfThePort() {
		ListenerWorld.run((port, recorder) -> {
			port.request("x", Object.class);
			assertThat(recorder.awaitError()).hasMessage("too late");
		}, StreamingFirst.class);
	}

	@Test
	void errorAfterTheReplyPortHasMovedReachesTheErrorHandlerOfThePort() {
		ListenerWorld.run((port, recorder) -> {
			CompletableFuture<Object> answer = port.request("x", Object.class);
			MessagePort moved = transferred(port);
			assertThat(recorder.awaitError()).hasMessage("moved on");
			moved.postMessage("from elsewhere");
			assertThat(ListenerWorld.within(answer).join()).isEqualTo("from elsewhere");
		}, MovingOn.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono" })
	void resultOfErrorHandlerIsTheAnswer(String how) {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.ask(port, how)).isEqualTo("handled " + how);
			port.postMessage(how);
			assertThat(Recorder.receive(port)).isEqualTo("handled " + how);
			assertThat(recorder.errors()).isEmpty();
		}, Handled.class, Handlers.class);
	}

	@Test
	void errorHandlerWithoutResultLeavesNobodyWaiting() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.ask(port, "nothing")).isNull();
			assertThat(recorder.errors()).isEmpty();
		}, Handled.class, Handlers.class);
	}

	@Test
	void errorOfErrorHandlerTakesThePlaceOfTheFirst() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.failure(port, "worse")).isExactlyInstanceOf(IllegalStateException.class)
				.hasMessage("handler")
				.satisfies((error) -> assertThat(error.getSuppressed()[0]).hasMessage("worse"));
			port.postMessage("worse");
			assertThat(recorder.awaitError()).hasMessage("handler");
		}, Handled.class, Handlers.class);
	}

	@Test
	void errorHandlerIsAskedWhenThePayloadCannotBeConverted() {
		ListenerWorld.run((port, recorder) -> assertThat((String) ListenerWorld.ask(port, new Object()))
			.startsWith("handled The payload of a message"), Handled.class, Handlers.class);
	}

	@Test
	void errorHandlerThatFailsAgainAndAgainIsAskedOnce() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.failure(port, "future")).hasMessage("again");
			assertThat(Handlers.calls).hasValue(1);
		}, HandledByFuture.class, Handlers.class);
	}

	@Test
	void unknownErrorHandlerFailsNamingTheNearest() {
		assertThat(TestContext.failure(ListenerWorld.Channels.class, Recorder.class, Handlers.class, Unknown.class))
			.hasStackTraceContaining("Unknown.on(String)")
			.hasStackTraceContaining("'errorHandler' of the @PortListener")
			.hasStackTraceContaining("'answering'");
	}

	private static MessagePort transferred(MessagePort port) {
		try {
			MessageEvent event = port.receive(Recorder.SOON);
			return event.ports().get(0);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Object fail(String how) throws IOException {
		IOException error = new IOException(how);
		return switch (how) {
			case "fine" -> how;
			case "future" -> CompletableFuture.failedFuture(error);
			case "Mono" -> Mono.error(error);
			case "Flux" -> Flux.error(error);
			case "error" -> throw new StackOverflowError();
			default -> throw error;
		};
	}

	static class Failing {

		@PortListener("pricing.port2")
		@Nullable Object on(String how) throws IOException {
			return fail(how);
		}

	}

	static class Discreet {

		@PortListener(port = "pricing.port2", returnExceptions = "false")
		@Nullable Object on(String how) throws IOException {
			return fail(how);
		}

	}

	static class AnsweringFirst {

		@PortListener("pricing.port2")
		void on(MessageEvent event) {
			event.reply("answer");
			throw new IllegalStateException("too late");
		}

	}

	static class StreamingFirst {

		@PortListener("pricing.port2")
		void on(MessageEvent event) {
			event.reply(reactor.adapter.JdkFlowAdapter.publisherToFlowPublisher(Flux.never()));
			throw new IllegalStateException("too late");
		}

	}

	static class MovingOn {

		@PortListener("pricing.port2")
		void on(MessageEvent event, MessagePort port) {
			port.postMessage("take it", event.replyPort());
			throw new IllegalStateException("moved on");
		}

	}

	static class Handled extends Telling {

		@PortListener(port = "pricing.port2", errorHandler = "answering")
		@Nullable Object on(String how) throws IOException {
			return fail(how);
		}

	}

	static class HandledByFuture {

		@PortListener(port = "pricing.port2", errorHandler = "#{@failingLater}")
		@Nullable Object on(String how) throws IOException {
			return fail(how);
		}

	}

	static class Unknown {

		@PortListener(port = "pricing.port2", errorHandler = "answer")
		void on(String payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		static final AtomicInteger calls = new AtomicInteger();

		@Bean
		PortListenerErrorHandler answering() {
			return (error, event) -> switch (String.valueOf(error.getMessage())) {
				case "nothing" -> null;
				case "worse" -> throw new IllegalStateException("handler");
				default -> "handled " + error.getMessage();
			};
		}

		@Bean
		PortListenerErrorHandler failingLater() {
			calls.set(0);
			return (error, event) -> {
				calls.incrementAndGet();
				return CompletableFuture.failedFuture(new CompletionException(new IOException("again")));
			};
		}

	}

}
