package dev.messageport.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.MessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReactiveMessagePortTemplate}.
 */
class ReactiveMessagePortTemplateTests {

	@Test
	@Tag("V1")
	void requestAsksAnewForEachSubscriber() {
		run((context, template) -> {
			Mono<Integer> answer = template.request("counter", "next", Integer.class);
			assertThat(context.getBean(Endpoints.class).count).hasValue(0);
			assertThat(answer.block(Recorder.SOON)).isEqualTo(1);
			assertThat(answer.block(Recorder.SOON)).isEqualTo(2);
		});
	}

	@Test
	@Tag("V1")
	void cancelOfRequestClosesConnection() {
		run((context, template) -> {
			Disposable asking = template.request("silent", "a", Integer.class).subscribe();
			MessageEvent request = context.getBean(Endpoints.class).request.orTimeout(10, TimeUnit.SECONDS).join();
			asking.dispose();
			Awaitility.await().atMost(Recorder.SOON).until(() -> request.replyPort().isClosed());
			awaitNoConnection(context, "silent");
		});
	}

	@Test
	void requestFailsWithWhatListenerThrows() {
		run((context, template) -> assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> template.request("failing", "a", Integer.class).block(Recorder.SOON))
			.withMessage("sold out"));
	}

	@Test
	void requestIsEmptyForTheAnswerNull() {
		run((context, template) -> assertThat(
				template.request("nothing", "a", Integer.class).hasElement().block(Recorder.SOON))
			.isFalse());
	}

	@Test
	void requestHasTheTimeOutOfTheTemplate() {
		run((context, template) -> {
			context.getBean(MessagePortTemplate.class).setRequestTimeout(Duration.ofMillis(20));
			Mono<String> outcome = template.request("silent", "a", String.class)
				.onErrorResume((error) -> Mono.just(error.getClass().getName()));
			assertThat(outcome.block(Recorder.SOON)).isEqualTo(TimeoutException.class.getName());
		});
	}

	@Test
	@Tag("V2")
	void streamGivesAllAnswersAndCloses() {
		run((context, template) -> {
			Flux<Integer> answers = template.stream("numbers", 3, Integer.class);
			assertThat(answers.collectList().block(Recorder.SOON)).containsExactly(1, 2, 3);
			assertThat(answers.collectList().block(Recorder.SOON)).containsExactly(1, 2, 3);
			awaitNoConnection(context, "numbers");
		});
	}

	@Test
	@Tag("V2")
	void streamGivesNoMoreThanAskedFor() {
		run((context, template) -> {
			Recorder recorder = new Recorder();
			template.stream("numbers", Integer.MAX_VALUE, Integer.class).subscribe(new BaseSubscriber<>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					subscription.request(2);
				}

				@Override
				protected void hookOnNext(Integer value) {
					recorder.record(value);
				}

			});
			recorder.awaitEvents(2);
			Awaitility.await().during(Recorder.QUIET).until(() -> recorder.events().size() == 2);
		});
	}

	@Test
	@Tag("V2")
	void cancelOfStreamClosesConnection() {
		run((context, template) -> {
			assertThat(template.stream("numbers", Integer.MAX_VALUE, Integer.class)
				.take(2)
				.collectList()
				.block(Recorder.SOON)).containsExactly(1, 2);
			awaitNoConnection(context, "numbers");
		});
	}

	@Test
	void streamFailsWithWhatListenerThrows() {
		run((context, template) -> assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> template.stream("failing", "a", Integer.class).blockLast(Recorder.SOON))
			.withMessage("sold out"));
	}

	@Test
	void unknownEndpointIsSignalledToTheSubscriber() {
		run((context, template) -> {
			Mono<Integer> answer = template.request("contour", "a", Integer.class);
			Flux<Integer> answers = template.stream("contour", "a", Integer.class);
			assertThatExceptionOfType(UnknownEndpointException.class).isThrownBy(() -> answer.block(Recorder.SOON))
				.withMessageContaining("'counter'");
			assertThatExceptionOfType(UnknownEndpointException.class)
				.isThrownBy(() -> answers.blockLast(Recorder.SOON));
		});
	}

	@Test
	void argumentsAreCheckedAtOnce() {
		run((context, template) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> template.request(null, "a", Integer.class))
				.withMessage("'endpoint' must not be null");
			assertThatIllegalArgumentException().isThrownBy(() -> template.request("counter", "a", null))
				.withMessage("'replyType' must not be null");
			assertThatIllegalArgumentException().isThrownBy(() -> template.stream(null, "a", Integer.class))
				.withMessage("'endpoint' must not be null");
			assertThatIllegalArgumentException().isThrownBy(() -> template.stream("counter", "a", null))
				.withMessage("'elementType' must not be null");
			assertThatIllegalArgumentException().isThrownBy(() -> new ReactiveMessagePortTemplate(null))
				.withMessage("'template' must not be null");
		});
	}

	private static void run(Scenario scenario) {
		Consumer<AnnotationConfigApplicationContext> test = (context) -> scenario.run(context,
				new ReactiveMessagePortTemplate(context.getBean(MessagePortTemplate.class)));
		TestContext.run(test, TemplateConfiguration.class, Endpoints.class);
	}

	private static void awaitNoConnection(AnnotationConfigApplicationContext context, String endpoint) {
		PortEndpoint connected = context.getBean(PortEndpoints.class).get(endpoint);
		Awaitility.await().atMost(Recorder.SOON).until(() -> connected.connections() == 0);
	}

	@FunctionalInterface
	interface Scenario {

		void run(AnnotationConfigApplicationContext context, ReactiveMessagePortTemplate template);

	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateConfiguration {

		@Bean
		MessagePortTemplate template(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

	}

	static class Endpoints {

		final AtomicInteger count = new AtomicInteger();

		final CompletableFuture<MessageEvent> request = new CompletableFuture<>();

		@PortListener("counter")
		int count(String message) {
			return this.count.incrementAndGet();
		}

		@PortListener("silent")
		void silent(MessageEvent event) {
			this.request.complete(event);
		}

		@PortListener("failing")
		int fail(String message) {
			throw new IllegalStateException("sold out");
		}

		@PortListener("nothing")
		@Nullable Integer nothing(String message) {
			return null;
		}

		@PortListener("numbers")
		Flux<Integer> numbers(int count) {
			return Flux.range(1, count);
		}

	}

}
