package dev.messageport.spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.CloseEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.TransferableBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the hints that {@link PortListener} methods give for native images.
 */
class PortListenerHintsTests {

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Repeated.class, Contained.class, Composed.class, WithPorts.class,
			WithEvent.class, OnClose.class, WithHeaders.class })
	void methodCanBeInvoked(Class<?> type) {
		assertInvocable(annotationHints(type), type, "on");
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Repeated.class, Contained.class, Composed.class, OfOptional.class,
			OfMessage.class, OfList.class, WithPorts.class })
	void payloadCanBeBound(Class<?> type) {
		assertBound(annotationHints(type), Quote.class, "item");
		assertBound(annotationHints(type), Unit.class, "name");
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, ReturnsFuture.class, ReturnsFlow.class, ReturnsStream.class,
			ReturnsIterable.class, ReturnsMessage.class, ReturnsOptional.class, ReturnsMono.class, ReturnsFlux.class,
			ReturnsFutureOfLists.class, OnConnect.class })
	void answerCanBeBound(Class<?> type) {
		assertBound(annotationHints(type), Price.class, "cents");
	}

	@ParameterizedTest
	@ValueSource(classes = { WithPorts.class, WithEvent.class, OnClose.class, WithHeaders.class, OfMessage.class,
			ReturnsMessage.class, ReturnsMono.class, ReturnsFlux.class, ReturnsBuffer.class })
	void nothingElseIsBound(Class<?> type) {
		List<TypeReference> unwanted = Stream
			.of(MessagePort.class, MessageEvent.class, CloseEvent.class, Message.class, Mono.class, Flux.class,
					TransferableBuffer.class, Tenant.class)
			.map(TypeReference::of)
			.toList();
		assertThat(annotationHints(type).reflection().typeHints()).isNotEmpty()
			.noneMatch((hint) -> unwanted.contains(hint.getType()));
	}

	@Test
	void methodWithoutTheAnnotationGivesNone() {
		RuntimeHints hints = annotationHints(Plain.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method(Plain.class, "other")).test(hints))
			.isFalse();
	}

	@Test
	void proxyOfAnInterfaceCanBeCalled() {
		RuntimeHints hints = beanHints(Implementation.class);
		assertInvocable(hints, Implementation.class, "on");
		assertInvocable(hints, Pricing.class, "on");
		assertBound(hints, Quote.class, "item");
	}

	@Test
	void methodWhoseInterfaceIsAnnotatedCanBeCalled() {
		RuntimeHints hints = beanHints(InheritingImplementation.class);
		assertInvocable(hints, InheritingImplementation.class, "on");
		assertInvocable(hints, AnnotatedPricing.class, "on");
		assertBound(hints, Price.class, "cents");
	}

	@Test
	void typeVariableIsWhatItIsInTheBean() {
		RuntimeHints hints = beanHints(QuoteHandler.class);
		assertBound(hints, Quote.class, "item");
		assertBound(hints, Price.class, "cents");
	}

	@Test
	void argumentsOfMethodHandlesCanBeFound() {
		Method of = ReflectionUtils.findMethod(ListenerArgument.class, "of", Object.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(of)).accepts(beanHints(Plain.class));
	}

	@Test
	void publisherOfItselfComesToAnEnd() {
		assertInvocable(annotationHints(ReturnsItself.class), ReturnsItself.class, "on");
	}

	private static void assertInvocable(RuntimeHints hints, Class<?> type, String method) {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method(type, method))).accepts(hints);
	}

	private static void assertBound(RuntimeHints hints, Class<?> type, String component) {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method(type, component))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
			.accepts(hints);
	}

	private static Method method(Class<?> type, String name) {
		return Stream.of(type.getDeclaredMethods())
			.filter((method) -> method.getName().equals(name) && !method.isBridge())
			.findFirst()
			.orElseThrow();
	}

	private static RuntimeHints annotationHints(Class<?> type) {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, type);
		return hints;
	}

	private static RuntimeHints beanHints(Class<?> type) {
		TestGenerationContext generation = new TestGenerationContext();
		try (AnnotationConfigApplicationContext context = TestContext.create(type)) {
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	record Unit(String name) {
	}

	record Quote(String item, Unit unit) {
	}

	record Price(int cents) {
	}

	record Tenant(String name) {
	}

	@Retention(RetentionPolicy.RUNTIME)
	@PortListener("pricing")
	@interface PricingListener {

	}

	static class Plain {

		@PortListener("pricing")
		Price on(Quote quote) {
			return new Price(1);
		}

		void other(Quote quote) {
		}

	}

	static class Repeated {

		@PortListener("pricing")
		@PortListener("stock")
		void on(Quote quote) {
		}

	}

	static class Contained {

		@PortListeners(@PortListener("pricing"))
		void on(Quote quote) {
		}

	}

	static class Composed {

		@PricingListener
		void on(Quote quote) {
		}

	}

	static class OfOptional {

		@PortListener("pricing")
		void on(Optional<Quote> quote) {
		}

	}

	static class OfMessage {

		@PortListener("pricing")
		void on(Message<? extends Quote> quote) {
		}

	}

	static class OfList {

		@PortListener("pricing")
		void on(List<Map<String, Quote>> quotes) {
		}

	}

	static class WithPorts {

		@PortListener("pricing")
		void on(MessagePort port, List<MessagePort> ports, Quote quote) {
		}

	}

	static class WithEvent {

		@PortListener("pricing")
		void on(MessageEvent event) {
		}

	}

	static class OnClose {

		@PortListener("pricing")
		void on(CloseEvent event, MessagePort port) {
		}

	}

	static class OnConnect {

		@PortListener("pricing")
		Price on(ConnectEvent event) {
			return new Price(1);
		}

	}

	static class WithHeaders {

		@PortListener("pricing")
		void on(@Header("tenant") Tenant tenant, @Headers Map<String, Tenant> headers) {
		}

	}

	static class ReturnsFuture {

		@PortListener("pricing")
		CompletableFuture<Price> on() {
			return new CompletableFuture<>();
		}

	}

	static class ReturnsFutureOfLists {

		@PortListener("pricing")
		CompletableFuture<Optional<List<Price>>> on() {
			return new CompletableFuture<>();
		}

	}

	static class ReturnsFlow {

		@PortListener("pricing")
		Flow.Publisher<Price> on() {
			return (subscriber) -> {
			};
		}

	}

	static class ReturnsStream {

		@PortListener("pricing")
		Stream<Price> on() {
			return Stream.empty();
		}

	}

	static class ReturnsIterable {

		@PortListener("pricing")
		Iterable<Price> on() {
			return List.of();
		}

	}

	static class ReturnsMessage {

		@PortListener("pricing")
		Message<Price> on() {
			throw new IllegalStateException();
		}

	}

	static class ReturnsOptional {

		@PortListener("pricing")
		Optional<Price> on() {
			return Optional.empty();
		}

	}

	static class ReturnsMono {

		@PortListener("pricing")
		Mono<Price> on() {
			return Mono.empty();
		}

	}

	static class ReturnsFlux {

		@PortListener("pricing")
		Flux<Price> on() {
			return Flux.empty();
		}

	}

	static class ReturnsBuffer {

		@PortListener("pricing")
		TransferableBuffer on() {
			return TransferableBuffer.allocate(1);
		}

	}

	static class ReturnsItself {

		@PortListener("pricing")
		Itself on() {
			throw new IllegalStateException();
		}

	}

	interface Itself extends Flow.Publisher<Itself> {

	}

	interface Pricing {

		void on(Quote quote);

	}

	static class Implementation implements Pricing {

		@Override
		@PortListener("pricing")
		public void on(Quote quote) {
		}

	}

	interface AnnotatedPricing {

		@PortListener("pricing")
		Price on(Quote quote);

	}

	static class InheritingImplementation implements AnnotatedPricing {

		@Override
		public Price on(Quote quote) {
			return new Price(1);
		}

	}

	abstract static class Handler<Q, A> {

		@PortListener("pricing")
		Mono<A> on(Message<Q> question) {
			return Mono.empty();
		}

	}

	static class QuoteHandler extends Handler<Quote, Price> {

	}

}
