package dev.messageport.spring;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConversionException;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.DataCloneException;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortListener} methods that answer requests.
 */
class PortListenerRequestTests {

	@Test
	@Tag("V1")
	void returnedValueAnswersOnTheReplyPortAlone() {
		run(Desk.class, (port) -> {
			assertThat(answer(port, "value")).isEqualTo("answer to value");
			port.postMessage("posted");
			assertThat(Recorder.receive(port)).isEqualTo("answer to posted");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "future of null", "Mono of nothing" })
	void nullIsAnAnswer(String question) {
		run(Desk.class, (port) -> assertThat(answer(port, question)).isNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "future", "late future", "Mono" })
	void whatOneValueIsToComeOfAnswersWithThat(String question) {
		run(Desk.class, (port) -> assertThat(answer(port, question)).isEqualTo("come"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Flow.Publisher", "Flux", "future of a Flux" })
	@Tag("V2")
	void publisherAnswersWithAStream(String question) {
		run(Desk.class,
				(port) -> assertThat(JdkFlowAdapter.flowPublisherToFlux(port.requestStream(question, Integer.class))
					.collectList()
					.block(Recorder.SOON)).isEqualTo(List.of(1, 2, 3)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "failed future", "late failure", "failed Mono", "failed Flux" })
	@Tag("V3")
	void askerGetsTheVeryError(String question) {
		run(Desk.class,
				(port) -> assertThat(failure(port, question)).isExactlyInstanceOf(IOException.class)
					.hasMessage(question)
					.hasNoCause());
	}

	@Test
	@Tag("V3")
	void askerIsToldThatItsPayloadIsOfAnotherType() {
		run(Desk.class, (port) -> assertThat(failure(port, new Object()))
			.isExactlyInstanceOf(MessageConversionException.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "port", "future of a port" })
	@Tag("P4")
	void returnedPortIsTransferred(String question) {
		run(Desk.class, (port) -> {
			MessagePort arrived = (MessagePort) answer(port, question);
			assertThat(arrived).isNotNull();
			assertThat(Recorder.receive(arrived)).isEqualTo("welcome");
			arrived.postMessage("thanks");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "closed port", "future of a closed port" })
	@Tag("P2")
	void answerThatCannotBePostedFailsTheRequest(String question) {
		run(Desk.class, (port) -> assertThat(failure(port, question)).isInstanceOf(DataCloneException.class));
	}

	@Test
	void voidMethodAnswersItself() {
		run(ByHand.class, (port) -> assertThat(answer(port, "a")).isEqualTo("by hand: a"));
	}

	@Test
	@Tag("V3")
	void voidMethodThatThrowsFailsTheRequest() {
		run(ByHand.class, (port) -> assertThat(failure(port, "throw")).isExactlyInstanceOf(IOException.class));
	}

	@Test
	void valueOfFutureIsPostedBackWithoutReplyPort() {
		run(Desk.class, (port) -> {
			port.postMessage("future");
			assertThat(Recorder.receive(port)).isEqualTo("come");
		});
	}

	private static void run(Class<?> listener, Consumer<MessagePort> test) {
		TestContext.run((context) -> test.accept(port1(context)), ChannelConfiguration.class, listener);
	}

	private static MessagePort port1(AnnotationConfigApplicationContext context) {
		return context.getBean("pricing.port1", MessagePort.class);
	}

	private static Object answer(MessagePort port, Object question) {
		return port.request(question, Object.class).orTimeout(Recorder.SOON.toSeconds(), TimeUnit.SECONDS).join();
	}

	// As the asker's callbacks see it: get() and join() would take off a wrapper
	private static Throwable failure(MessagePort port, Object question) {
		return port.request(question, Object.class)
			.handle((answer, error) -> error)
			.orTimeout(Recorder.SOON.toSeconds(), TimeUnit.SECONDS)
			.join();
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

	static class Desk {

		@Autowired
		MessageChannelFactory channels;

		@PortListener("pricing.port2")
		Object answer(String question) throws Exception {
			return switch (question) {
				case "null" -> null;
				case "future" -> CompletableFuture.completedFuture("come");
				case "late future" -> later().thenApply((nothing) -> "come");
				case "future of null" -> CompletableFuture.completedFuture(null);
				case "future of a port" -> CompletableFuture.completedFuture(port());
				case "future of a closed port" -> CompletableFuture.completedFuture(closedPort());
				case "future of a Flux" -> CompletableFuture.completedFuture(numbers());
				case "Mono" -> Mono.just("come");
				case "Mono of nothing" -> Mono.empty();
				case "Flux" -> numbers();
				case "Flow.Publisher" -> flow();
				case "port" -> port();
				case "closed port" -> closedPort();
				case "throw" -> throw new IOException(question);
				case "failed future" -> CompletableFuture.failedFuture(new IOException(question));
				case "late failure" -> later().thenApply((nothing) -> {
					throw new CompletionException(new IOException(question));
				});
				case "failed Mono" -> Mono.error(new IOException(question));
				case "failed Flux" -> Flux.error(new IOException(question));
				default -> "answer to " + question;
			};
		}

		private CompletableFuture<Void> later() {
			return CompletableFuture.runAsync(() -> {
			}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
		}

		private Publisher<Integer> numbers() {
			return Flux.just(1, 2, 3);
		}

		private Flow.Publisher<Integer> flow() {
			return JdkFlowAdapter.publisherToFlowPublisher(numbers());
		}

		private MessagePort port() {
			MessageChannel channel = this.channels.create();
			channel.port1().postMessage("welcome");
			return channel.port2();
		}

		private MessagePort closedPort() {
			MessagePort port = port();
			port.close();
			return port;
		}

	}

	static class ByHand {

		@PortListener("pricing.port2")
		void answer(MessageEvent event) throws Exception {
			if ("throw".equals(event.data())) {
				throw new IOException("by hand");
			}
			CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
				.execute(() -> event.reply("by hand: " + event.data()));
		}

	}

}
