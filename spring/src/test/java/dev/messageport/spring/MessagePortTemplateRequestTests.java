package dev.messageport.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import dev.messageport.DataCloneException;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what {@link MessagePortTemplate} asks of endpoints. Whatever becomes of it,
 * no channel is left open.
 */
class MessagePortTemplateRequestTests {

	@Test
	void requestIsAnswered() {
		run((context) -> assertThat(template(context).request("desk", "a", String.class).join())
			.isEqualTo("answer to a"));
	}

	@Test
	void failureOfListenerIsThatOfTheRequest() {
		run((context) -> {
			CompletableFuture<String> answer = template(context).request("desk", "throw", String.class);
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> answer.get(Recorder.SOON.toSeconds(), TimeUnit.SECONDS))
				.withCauseExactlyInstanceOf(IOException.class);
		});
	}

	@Test
	void requestThatIsNotAnsweredInTimeFailsNamingTheEndpoint() {
		run((context) -> {
			template(context).setRequestTimeout(Duration.ofMillis(20));
			CompletableFuture<String> answer = template(context).request("silent", "a", String.class);
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> answer.get(Recorder.SOON.toSeconds(), TimeUnit.SECONDS))
				.withCauseExactlyInstanceOf(TimeoutException.class)
				.withMessageContaining("Endpoint 'silent'")
				.withMessageContaining("PT0.02S");
		});
	}

	@Test
	void cancelledRequestClosesTheReplyPort() {
		run((context) -> {
			CompletableFuture<String> answer = template(context).request("silent", "a", String.class);
			MessageEvent asked = context.getBean(Silent.class).awaitAsked();
			answer.cancel(false);
			Awaitility.await().atMost(Recorder.SOON).until(() -> asked.replyPort().isClosed());
		});
	}

	@Test
	void refusedPayloadClosesConnection() {
		run((context) -> {
			MessagePort refused = MessageChannelFactory.builder().build().create().port1();
			assertThatExceptionOfType(DataCloneException.class)
				.isThrownBy(() -> template(context).request("desk", refused, String.class));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S" })
	void timeoutMustBeGreaterThanZero(Duration timeout) {
		run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> template(context).setRequestTimeout(timeout))
			.withMessage("'requestTimeout' must be greater than zero, but is " + timeout));
	}

	@Test
	void unknownEndpointFailsAtOnce() {
		run((context) -> {
			assertThatExceptionOfType(UnknownEndpointException.class)
				.isThrownBy(() -> template(context).request("dessk", "a", String.class));
			assertThatExceptionOfType(UnknownEndpointException.class)
				.isThrownBy(() -> template(context).stream("dessk", "a", String.class));
		});
	}

	@Test
	void eachSubscriberOfAStreamAsksAnew() {
		run((context) -> {
			Flow.Publisher<Integer> stream = template(context).stream("numbers", 3, Integer.class);
			for (int i = 0; i < 2; i++) {
				assertThat(JdkFlowAdapter.flowPublisherToFlux(stream).collectList().block(Recorder.SOON))
					.containsExactly(1, 2, 3);
			}
		});
	}

	@Test
	void failedStreamEnds() {
		run((context) -> {
			Flow.Publisher<Integer> stream = template(context).stream("numbers", "throw", Integer.class);
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> JdkFlowAdapter.flowPublisherToFlux(stream).blockLast(Recorder.SOON));
		});
	}

	@Test
	void cancelledStreamEnds() {
		run((context) -> {
			Flow.Publisher<Integer> stream = template(context).stream("numbers", Integer.MAX_VALUE, Integer.class);
			assertThat(JdkFlowAdapter.flowPublisherToFlux(stream).take(2).collectList().block(Recorder.SOON))
				.containsExactly(1, 2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void streamWhoseSubscriberThrowsEnds(boolean onSubscribe) {
		run((context) -> {
			Failing subscriber = new Failing(onSubscribe);
			template(context).stream("numbers", 3, Integer.class).subscribe(subscriber);
			Awaitility.await().atMost(Recorder.SOON).until(() -> subscriber.thrown);
		});
	}

	@Test
	void streamOfAnEndpointThatHasGoneFails() {
		run((context) -> {
			Flow.Publisher<Integer> stream = template(context).stream("numbers", 3, Integer.class);
			context.getDefaultListableBeanFactory().destroySingleton(beanName(context, Numbers.class));
			assertThatExceptionOfType(EndpointGoneException.class)
				.isThrownBy(() -> JdkFlowAdapter.flowPublisherToFlux(stream).blockLast(Recorder.SOON));
		});
	}

	private static void run(Consumer<AnnotationConfigApplicationContext> test) {
		TestContext.run((context) -> {
			test.accept(context);
			OpenSides open = context.getBean(OpenSides.class);
			context.getBean(Silent.class).close();
			Awaitility.await().atMost(Recorder.SOON).until(() -> open.count() == 0);
		}, TemplateConfiguration.class, Desk.class, Silent.class, Numbers.class);
	}

	private static String beanName(AnnotationConfigApplicationContext context, Class<?> type) {
		return context.getBeanNamesForType(type)[0];
	}

	private static MessagePortTemplate template(AnnotationConfigApplicationContext context) {
		return context.getBean(MessagePortTemplate.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateConfiguration {

		@Bean
		MessagePortTemplate template(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Desk {

		@PortListener("desk")
		String answer(String question) throws IOException {
			if ("throw".equals(question)) {
				throw new IOException("thrown");
			}
			return "answer to " + question;
		}

	}

	static class Silent {

		private volatile MessageEvent asked;

		@PortListener("silent")
		void ask(MessageEvent event) {
			this.asked = event;
		}

		MessageEvent awaitAsked() {
			Awaitility.await().atMost(Recorder.SOON).until(() -> this.asked != null);
			return this.asked;
		}

		void close() {
			if (this.asked != null) {
				this.asked.replyPort().close();
			}
		}

	}

	static class Numbers {

		@PortListener("numbers")
		Flux<Integer> numbers(int count) {
			return Flux.range(1, count);
		}

	}

	/**
	 * Throws where it should not.
	 */
	static class Failing implements Flow.Subscriber<Integer> {

		private final boolean onSubscribe;

		private volatile boolean thrown;

		Failing(boolean onSubscribe) {
			this.onSubscribe = onSubscribe;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			if (this.onSubscribe) {
				onNext(0);
			}
			subscription.request(1);
		}

		@Override
		public void onNext(Integer item) {
			this.thrown = true;
			throw new IllegalStateException("thrown by the subscriber");
		}

		@Override
		public void onError(Throwable throwable) {
		}

		@Override
		public void onComplete() {
		}

	}

}
