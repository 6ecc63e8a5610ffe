package dev.messageport.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConversionException;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what whoever asks an endpoint is told when there is no answer. Nobody waits
 * for ever.
 */
class EndpointFailureTests {

	@Test
	void connectionThatIsRefusedClosesWithTheErrorOfTheListener() {
		run((context) -> {
			CloseEvent closed = template(context).connect("refusing").closed().toCompletableFuture().join();
			assertThat(closed.reason()).isEqualTo(CloseReason.PEER);
			assertThat(closed.cause()).isInstanceOf(EndpointRefusedException.class)
				.hasMessageContaining("Endpoint 'refusing'")
				.hasCauseExactlyInstanceOf(IOException.class);
			assertThat(context.getBean(Recorder.class).awaitError()).isInstanceOf(IOException.class);
		});
	}

	@Test
	void refusalOnPurposeIsNoError() {
		run((context) -> {
			CloseEvent closed = template(context).connect("full").closed().toCompletableFuture().join();
			assertThat(closed.cause()).isInstanceOf(EndpointRefusedException.class).hasMessage("come back later");
			context.getBean(Recorder.class).assertNothingComes();
		});
	}

	@Test
	void requestThatIsRefusedFailsWithTheRefusal() {
		run((context) -> {
			EndpointRefusedException refused = failure(template(context).request("refusing", "a", String.class),
					EndpointRefusedException.class);
			assertThat(refused.endpoint()).isEqualTo("refusing");
			assertThat(refused).hasCauseExactlyInstanceOf(IOException.class);
		});
	}

	@Test
	void streamThatIsRefusedFailsWithTheRefusal() {
		run((context) -> assertThatExceptionOfType(EndpointRefusedException.class).isThrownBy(
				() -> JdkFlowAdapter.flowPublisherToFlux(template(context).stream("refusing", "a", String.class))
					.blockLast(Recorder.SOON)));
	}

	@Test
	void requestThatIsBeingAnsweredFailsWhenTheListenerIsRemoved() {
		run((context) -> {
			CompletableFuture<String> answer = template(context).request("silent", "a", String.class);
			context.getBean(Recorder.class).awaitEvents(1);
			registry(context).unregister("silent");
			EndpointGoneException gone = failure(answer, EndpointGoneException.class);
			assertThat(gone.endpoint()).isEqualTo("silent");
			assertThat(gone).hasMessageContaining("Silent.ask(MessageEvent)").hasMessageContaining("'endless'");
		});
	}

	@Test
	void requestThatNobodyHasReadFailsWhenTheListenerIsRemoved() {
		run((context) -> {
			registry(context).pause("silent");
			CompletableFuture<String> answer = template(context).request("silent", "a", String.class);
			registry(context).unregister("silent");
			failure(answer, EndpointGoneException.class);
		});
	}

	@Test
	void answerThatWasGivenBeforeTheListenerIsRemovedArrives() {
		run((context) -> {
			CompletableFuture<String> answer = template(context).request("silent", "a", String.class);
			context.getBean(Recorder.class).awaitEvents(1);
			context.getBean(Silent.class).asked.reply("in time");
			registry(context).unregister("silent");
			assertThat(answer.join()).isEqualTo("in time");
		});
	}

	@Test
	void streamFailsAfterItsElementsWhenTheListenerIsRemoved() {
		run((context) -> {
			Flow.Publisher<Integer> stream = template(context).stream("endless", 3, Integer.class);
			CompletableFuture<Throwable> error = new CompletableFuture<>();
			Flux<Integer> elements = JdkFlowAdapter.flowPublisherToFlux(stream)
				.doOnNext((element) -> context.getBean(Recorder.class).record(element))
				.doOnError(error::complete);
			elements.subscribe((element) -> {
			}, (ex) -> {
			});
			context.getBean(Recorder.class).awaitEvents(3);
			registry(context).unregister("endless");
			assertThat(error.join()).isInstanceOf(EndpointGoneException.class);
			assertThat(context.getBean(Recorder.class).events()).containsExactly("1", "2", "3");
		});
	}

	@Test
	@Tag("G3")
	void requestFailsWhenTheContextIsClosed() {
		CompletableFuture<?>[] answers = new CompletableFuture<?>[2];
		MessagePortTemplate[] template = new MessagePortTemplate[1];
		run((context) -> {
			template[0] = template(context);
			answers[0] = template(context).request("silent", "a", String.class);
			context.getBean(Recorder.class).awaitEvents(1);
			registry(context).pause("silent");
			answers[1] = template(context).request("silent", "b", String.class);
		});
		failure(answers[0], EndpointGoneException.class);
		failure(answers[1], EndpointGoneException.class);
		assertThatExceptionOfType(EndpointGoneException.class).isThrownBy(() -> template[0].connect("silent"))
			.withMessageContaining("context is closed");
		assertThatExceptionOfType(UnknownEndpointException.class).isThrownBy(() -> template[0].connect("never"));
	}

	@Test
	void connectionsAreBounded() {
		TestContext.run((context) -> {
			MessagePort first = template(context).connect("silent");
			MessagePort second = template(context).connect("silent");
			assertThatExceptionOfType(EndpointRefusedException.class)
				.isThrownBy(() -> template(context).connect("silent"))
				.withMessageContaining("2 open connections")
				.withMessageContaining("'messageport.endpoints.max-connections'");
			assertThatExceptionOfType(EndpointRefusedException.class)
				.isThrownBy(() -> template(context).request("silent", "a", String.class));
			first.close();
			Awaitility.await().atMost(Recorder.SOON).until(() -> registry(context).get("silent").connections() == 1);
			assertThat(template(context).connect("silent").isClosed()).isFalse();
			// A forgotten one would be closed by the collector
			assertThat(second.isClosed()).isFalse();
		}, RecorderConfiguration.class, Silent.class, Bounded.class);
	}

	@Test
	void boundOfZeroIsNone() {
		TestContext.run((context) -> {
			context.getBean(PortEndpoints.class).setMaxConnections(0);
			List<MessagePort> ports = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				ports.add(template(context).connect("silent"));
			}
			assertThat(registry(context).get("silent").connections()).isEqualTo(3);
			assertThat(ports).noneMatch(MessagePort::isClosed);
			assertThatIllegalArgumentException().isThrownBy(
					() -> new PortListenerEndpointRegistrar(context.getBean(PortEndpoints.class)).setMaxConnections(-1))
				.withMessage("'maxConnections' must not be negative, but is -1");
		}, RecorderConfiguration.class, Silent.class, Bounded.class);
	}

	@Test
	void requestCanHaveATimeoutOfItsOwn() {
		run((context) -> {
			assertThat(failure(template(context).request("silent", "a", String.class, Duration.ofMillis(20)),
					TimeoutException.class))
				.hasMessageContaining("PT0.02S");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> template(context).request("silent", "a", String.class, Duration.ZERO))
				.withMessage("'timeout' must be greater than zero, but is PT0S");
		});
	}

	@Test
	void answersAreConverted() {
		run((context) -> {
			assertThat(template(context).request("endless", "text", Integer.class).join()).isEqualTo(42);
			assertThat(template(context).request("endless", "text", int.class).join()).isEqualTo(42);
			failure(template(context).request("endless", "word", Integer.class), MessageConversionException.class);
			assertThat(JdkFlowAdapter.flowPublisherToFlux(template(context).stream("endless", 2, String.class))
				.take(2)
				.collectList()
				.block(Recorder.SOON)).containsExactly("1", "2");
		});
	}

	@Test
	void elementThatCannotBeConvertedEndsTheStream() {
		run((context) -> assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> JdkFlowAdapter.flowPublisherToFlux(template(context).stream("endless", 2, UUID.class))
				.blockLast(Recorder.SOON)));
	}

	private static <X extends Throwable> X failure(CompletableFuture<?> answer, Class<X> type) {
		try {
			throw new AssertionError("Answered: " + answer.get(Recorder.SOON.toSeconds(), TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(type);
			return type.cast(ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void run(Consumer<AnnotationConfigApplicationContext> test) {
		TestContext.run(test, RecorderConfiguration.class, Refusing.class, Silent.class, Endless.class);
	}

	private static PortListenerEndpointRegistry registry(AnnotationConfigApplicationContext context) {
		return context.getBean(PortListenerEndpointRegistry.class);
	}

	private static MessagePortTemplate template(AnnotationConfigApplicationContext context) {
		return new MessagePortTemplate(context.getBean(PortEndpoints.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class RecorderConfiguration {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Bounded {

		@Bean
		PortListenerConfigurer bound() {
			return (registrar) -> registrar.setMaxConnections(2);
		}

	}

	static class Refusing {

		@PortListener("refusing")
		void connect(ConnectEvent event) throws IOException {
			throw new IOException("thrown");
		}

		@PortListener("full")
		void full(ConnectEvent event) {
			throw new EndpointRefusedException(event.endpoint(), "come back later");
		}

	}

	static class Silent {

		private final Recorder recorder;

		private volatile MessageEvent asked;

		Silent(Recorder recorder) {
			this.recorder = recorder;
		}

		@PortListener(value = "silent", id = "silent")
		void ask(MessageEvent event) {
			this.asked = event;
			this.recorder.record("asked");
		}

	}

	static class Endless {

		@PortListener(value = "endless", id = "endless")
		Flux<Integer> numbers(Integer count) {
			return Flux.range(1, count).concatWith(Flux.never());
		}

		@PortListener("endless")
		String text(String payload) {
			return payload.equals("text") ? "42" : payload;
		}

	}

}
