package dev.messageport.spring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.spring.ObservedWorld.Ended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for the observation of listeners, and for the count of their failures.
 */
class ListenerObservationTests {

	@Test
	void keysAndNamesAreThoseThatAreDocumented() {
		ObservedWorld.run((world) -> {
			assertThat(ListenerWorld.ask(world.port(), "fine")).isEqualTo("fine");
			Ended ended = world.awaitEnded(1).get(0);
			ObservationContextAssert.assertThat(ended.context())
				.hasNameEqualTo("messageport.listener")
				.hasContextualNameEqualTo("pricing.port2 process")
				.hasLowCardinalityKeyValue("channel", "pricing")
				.hasLowCardinalityKeyValue("port", "pricing.port2")
				.hasLowCardinalityKeyValue("listener", "answering.answer")
				.hasLowCardinalityKeyValue("request", "true")
				.hasHighCardinalityKeyValue("messageport.payload.type", "java.lang.String")
				.hasHighCardinalityKeyValue("messageport.ports", "0")
				.hasOnlyKeys(keys(MessagePortObservation.LISTENER))
				.doesNotHaveError();
			TestObservationRegistryAssert.assertThat(world.registry())
				.hasObservationWithNameEqualTo("messageport.post")
				.that()
				.hasContextualNameEqualTo("pricing.port1 post")
				.hasLowCardinalityKeyValue("channel", "pricing")
				.hasLowCardinalityKeyValue("port", "pricing.port1")
				.hasHighCardinalityKeyValue("messageport.payload.type", "java.lang.String")
				.hasHighCardinalityKeyValue("messageport.ports", "1")
				.hasOnlyKeys(keys(MessagePortObservation.POST))
				.hasBeenStarted()
				.hasBeenStopped();
		}, Answering.class);
	}

	@Test
	void namesAreBounded() {
		PortListenerObservationConvention convention = new DefaultPortListenerObservationConvention(2);
		MessageChannelFactory channels = MessageChannelFactory.builder().build();
		for (String name : new String[] { "a", "b", "c", "a" }) {
			try (MessageChannel channel = channels.create(name)) {
				channel.port1().postMessage("x");
				PortListenerObservationContext context = new PortListenerObservationContext(event(channel.port2()));
				String expected = name.equals("c") ? "other" : name;
				assertThat(convention.getLowCardinalityKeyValues(context)).contains(KeyValue.of("channel", expected),
						KeyValue.of("port", name.equals("c") ? "other" : name + ".port2"));
			}
		}
	}

	@Test
	void listenerOfThePortItselfHasNoName() {
		ObservedWorld.run((world) -> {
			try (MessageChannel channel = world.channels().create()) {
				channel.port2().onMessage((event) -> event.ports().forEach(MessagePort::close));
				channel.port1().postMessage(null, world.channels().create().port1());
				Ended ended = world.awaitEnded(1).get(0);
				ObservationContextAssert.assertThat(ended.context())
					.hasLowCardinalityKeyValue("channel", "anonymous")
					.hasLowCardinalityKeyValue("listener", "none")
					.hasLowCardinalityKeyValue("request", "false")
					.hasHighCardinalityKeyValue("messageport.payload.type", "null")
					.hasHighCardinalityKeyValue("messageport.ports", "1");
			}
		});
	}

	@Test
	void errorOfAListenerOfThePortItselfIsRecordedOnce() {
		ObservedWorld.run((world) -> {
			try (MessageChannel channel = world.channels().create()) {
				channel.port2().onMessage((event) -> {
					throw new IOException("plain");
				});
				channel.port1().postMessage("x");
				assertThat(world.awaitEnded(1).get(0).errors()).singleElement().isInstanceOf(IOException.class);
				assertThat(world.failures()).hasSize(1);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono", "stream", "Flux", "error" })
	void failureOfARequestIsRecordedAndCountedOnce(String how) {
		ObservedWorld.run((world) -> {
			ListenerWorld.failure(world.port(), how);
			Ended ended = world.awaitEnded(1).get(0);
			assertThat(ended.errors()).singleElement().satisfies((error) -> assertThat(error).hasMessage(how));
			assertThat(ended.listener()).isEqualTo("failing.answer");
			assertThat(world.failures()).containsExactlyElementsOf(ended.errors());
		}, Failing.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono", "Flux" })
	void failureThatTheAskerIsNotToldInDetailIsRecordedAndCountedOnce(String how) {
		ObservedWorld.run((world) -> {
			ListenerWorld.failure(world.port(), how);
			Ended ended = world.awaitEnded(1).get(0);
			assertThat(ended.errors()).singleElement().satisfies((error) -> assertThat(error).hasMessage(how));
			assertThat(world.failures()).containsExactlyElementsOf(ended.errors());
		}, Discreet.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono", "Flux" })
	void failureThatNobodyHasAskedForIsRecordedAndCountedOnce(String how) {
		ObservedWorld.run((world) -> {
			world.port().postMessage(how);
			Ended ended = world.awaitEnded(1).get(0);
			assertThat(ended.errors()).singleElement().satisfies((error) -> assertThat(error).hasMessage(how));
			assertThat(world.failures()).containsExactlyElementsOf(ended.errors());
		}, Failing.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "future", "Mono" })
	void whatAnErrorHandlerHasAnsweredIsNoFailure(String how) {
		ObservedWorld.run((world) -> {
			assertThat(ListenerWorld.ask(world.port(), how)).isEqualTo("handled " + how);
			assertThat(world.awaitEnded(1).get(0).errors()).isEmpty();
			assertThat(world.failures()).isEmpty();
		}, Handled.class, Handler.class);
	}

	@Test
	void requestThatNoListenerTakesIsAFailureOfNone() {
		ObservedWorld.run((world) -> {
			Throwable failure = ListenerWorld.failure(world.port(), new Object());
			Ended ended = world.awaitEnded(1).get(0);
			assertThat(ended.errors()).containsExactly(failure);
			assertThat(ended.listener()).isEqualTo("null");
			assertThat(world.failures()).containsExactly(failure);
		}, Failing.class, Other.class);
	}

	@Test
	void observationEndsWhenTheAnswerIsThere() {
		ObservedWorld.run((world) -> {
			CompletableFuture<String> answer = new CompletableFuture<>();
			CompletableFuture<Object> asked = world.port().request(answer, Object.class);
			assertThat(ListenerWorld.ask(world.port(), "next")).isEqualTo("next");
			assertThat(world.awaitEnded(1)).hasSize(1);
			answer.complete("late");
			assertThat(ListenerWorld.within(asked).join()).isEqualTo("late");
			assertThat(world.awaitEnded(2)).allSatisfy((ended) -> assertThat(ended.errors()).isEmpty());
		}, Returning.class);
	}

	@Test
	void observationEndsWhenNobodyWaitsForTheAnswerAnyMore() {
		ObservedWorld.run((world) -> {
			CompletableFuture<String> answer = new CompletableFuture<>();
			world.port().request(answer, Object.class).cancel(false);
			assertThat(world.awaitEnded(1).get(0).errors()).isEmpty();
			assertThat(answer).isCancelled();
			assertThat(world.failures()).isEmpty();
		}, Returning.class);
	}

	@Test
	void observationEndsWithTheStream() {
		ObservedWorld.run((world) -> {
			Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
			Flux<String> answers = JdkFlowAdapter
				.flowPublisherToFlux(world.port().requestStream(sink.asFlux(), String.class));
			CompletableFuture<String> first = new CompletableFuture<>();
			CompletableFuture<String> last = answers.doOnNext(first::complete).last().toFuture();
			sink.tryEmitNext("a");
			assertThat(ListenerWorld.within(first).join()).isEqualTo("a");
			assertThat(world.ended()).isEmpty();
			sink.tryEmitNext("b");
			sink.tryEmitComplete();
			assertThat(ListenerWorld.within(last).join()).isEqualTo("b");
			assertThat(world.awaitEnded(1)).hasSize(1);
		}, Returning.class);
	}

	@Test
	void observationEndsWhenTheStreamIsCancelled() {
		ObservedWorld.run((world) -> {
			Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
			sink.tryEmitNext("a");
			assertThat(JdkFlowAdapter.flowPublisherToFlux(world.port().requestStream(sink.asFlux(), String.class))
				.blockFirst(Recorder.SOON)).isEqualTo("a");
			assertThat(world.awaitEnded(1).get(0).errors()).isEmpty();
		}, Returning.class);
	}

	@Test
	void answerThatComesLaterIsPostedWithinTheObservation() {
		ObservedWorld.run((world) -> {
			CompletableFuture<String> answer = new CompletableFuture<>();
			world.port().postMessage(answer);
			assertThat(world.ended()).isEmpty();
			answer.complete("late");
			assertThat(Recorder.receive(world.port())).isEqualTo("late");
			TestObservationRegistryAssert.assertThat(world.registry())
				.hasObservationWithNameEqualTo("messageport.post")
				.that()
				.doesNotHaveParentObservation();
			Observation.Context parent = world.awaitEnded(1).get(0).context();
			TestObservationRegistryAssert.assertThat(world.registry())
				.hasAnObservation((context) -> context.hasNameEqualTo("messageport.post")
					.hasLowCardinalityKeyValue("port", "pricing.port2")
					.hasParentObservationContextMatching((each) -> each == parent));
		}, Returning.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "quote", "future", "mono", "flux", "stream" })
	void failureOfAServiceIsRecordedAndCountedOnce(String operation) {
		ObservedWorld.run((world) -> {
			StockService stock = world.client("stock", StockService.class);
			Throwable failure = catchThrowable(() -> call(stock, operation));
			assertThat(failure).isNotNull();
			Ended ended = world.awaitEnded(1).get(0);
			assertThat(ended.listener()).isEqualTo("stock.message");
			assertThat(ended.errors()).singleElement()
				.satisfies((error) -> assertThat(error).hasMessageContaining("no fail"));
			assertThat(world.failures()).containsExactlyElementsOf(ended.errors());
		}, DefaultStockService.class);
	}

	@Test
	void callThatCannotBeReadIsRecordedAndCountedOnce() {
		ObservedWorld.run((world) -> {
			assertThat(catchThrowable(() -> world.template().request("stock", "no call", Object.class).join()))
				.isNotNull();
			assertThat(world.awaitEnded(1).get(0).errors()).hasSize(1);
			assertThat(world.failures()).containsExactlyElementsOf(world.ended().get(0).errors());
		}, DefaultStockService.class);
	}

	@Test
	void whatAsksAndConnectsIsCurrentForWhatIsCalledOnItsBehalf() {
		ObservedWorld.run((world) -> {
			ObservationRegistry registry = world.registry();
			Observation asking = Observation.start("asking", registry);
			CompletableFuture<@Nullable Observation> seen;
			try (Observation.Scope scope = asking.openScope()) {
				seen = world.port()
					.request("fine", Object.class)
					.thenApply((answer) -> registry.getCurrentObservation());
			}
			assertThat(ListenerWorld.within(seen).join()).isSameAs(asking);
			asking.stop();
			assertThat(registry.getCurrentObservation()).isNull();
		}, Answering.class);
	}

	@Test
	@Tag("G1")
	void requestIsFoundForgottenThoughItsObservationIsCurrentElsewhere() {
		ObservedWorld.run((world) -> {
			CompletableFuture<Object> asked = world.port().request("forget", Object.class);
			Garbage.collectUntil(asked::isDone);
			assertThat(asked).isCompletedExceptionally();
			assertThat(world.recorder().events()).containsExactly("asking elsewhere");
		}, Forgetful.class);
	}

	@Test
	@Tag("G1")
	void observationEndsWhenTheAnswerIsForgotten() {
		ObservedWorld.run((world) -> {
			CompletableFuture<Object> asked = world.port().request("promise", Object.class);
			Garbage.collectUntil(asked::isDone);
			assertThat(asked).isCompletedExceptionally();
			assertThat(world.awaitEnded(1).get(0).errors()).isEmpty();
		}, Forgetful.class);
	}

	@Test
	void registryWithoutHandlersIsNotLookedAtAgain() {
		ObservationRegistry registry = ObservationRegistry.create();
		AtomicInteger removed = new AtomicInteger();
		new ListenerObservationInterceptor(registry).added(removed::incrementAndGet);
		new PostObservationInterceptor(registry).added(removed::incrementAndGet);
		assertThat(removed).hasValue(2);
		registry.observationConfig().observationHandler((context) -> true);
		new ListenerObservationInterceptor(registry).added(removed::incrementAndGet);
		new PostObservationInterceptor(registry).added(removed::incrementAndGet);
		assertThat(removed).hasValue(2);
	}

	@Test
	void whatAPredicateRefusesIsNotObserved() {
		ObservedWorld.run((world) -> {
			world.registry()
				.observationConfig()
				.observationPredicate((name, context) -> !name.equals("messageport.listener"));
			assertThat(ListenerWorld.ask(world.port(), "fine")).isEqualTo("fine");
			assertThat(world.ended()).isEmpty();
		}, Answering.class);
	}

	private static String[] keys(MessagePortObservation observation) {
		return Stream
			.concat(Arrays.stream(observation.getLowCardinalityKeyNames()),
					Arrays.stream(observation.getHighCardinalityKeyNames()))
			.map(KeyName::asString)
			.toArray(String[]::new);
	}

	private static MessageEvent event(MessagePort port) {
		try {
			return port.receive(Recorder.SOON);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Object call(StockService stock, String operation) {
		return switch (operation) {
			case "quote" -> stock.quote("fail");
			case "future" -> stock.future("fail").join();
			case "mono" -> stock.mono("fail").block(Recorder.SOON);
			case "flux" -> stock.flux("fail").collectList().block(Recorder.SOON);
			default -> stock.stream("fail").toList();
		};
	}

	private static Object failure(String how) throws IOException {
		return switch (how) {
			case "throw" -> throw new IOException(how);
			case "error" -> throw new StackOverflowError(how);
			case "future" -> CompletableFuture.failedFuture(new IOException(how));
			case "Mono" -> Mono.error(new IOException(how));
			case "Flux" -> Flux.error(new IOException(how));
			case "stream" -> (Flow.Publisher<Object>) JdkFlowAdapter
				.<Object>publisherToFlowPublisher(Flux.error(new IOException(how)));
			default -> how;
		};
	}

	@Component("answering")
	static class Answering {

		@PortListener("pricing.port2")
		String answer(String question) {
			return question;
		}

	}

	@Component("failing")
	static class Failing {

		@PortListener("pricing.port2")
		Object answer(String how) throws IOException {
			return failure(how);
		}

	}

	static class Discreet {

		@PortListener(port = "pricing.port2", returnExceptions = "false")
		Object answer(String how) throws IOException {
			return failure(how);
		}

	}

	static class Handled {

		@PortListener(port = "pricing.port2", errorHandler = "handler")
		Object answer(String how) throws IOException {
			return failure(how);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handler {

		@Bean
		PortListenerErrorHandler handler() {
			return (error, event) -> "handled " + event.data();
		}

	}

	static class Other {

		@PortListener("pricing.port2")
		void on(Integer number) {
		}

	}

	static class Returning {

		@PortListener("pricing.port2")
		Object answer(Object answer) {
			return answer;
		}

	}

	static class Forgetful {

		private final List<CompletableFuture<?>> pending = new ArrayList<>();

		@Autowired
		private MessageChannelFactory channels;

		@Autowired
		private Recorder recorder;

		private @Nullable MessageChannel elsewhere;

		@PortListener("pricing.port2")
		@Nullable Object forget(MessageEvent event) {
			if ("promise".equals(event.data())) {
				return new CompletableFuture<>();
			}
			this.elsewhere = this.channels.create("elsewhere");
			this.pending.add(this.elsewhere.port1().request("never answered", Object.class));
			this.recorder.record("asking elsewhere");
			return Mono.never();
		}

	}

}
