package dev.messageport.spring;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PortServiceProxyFactory}, with an other end that answers by hand.
 */
class PortServiceProxyFactoryTests {

	private final MessageChannel channel = MessageChannelFactory.builder().build().create("prices");

	@Test
	void callIsPostedWithOperationAndArguments() throws Exception {
		client().future("apples", 2);
		MessageEvent event = this.channel.port2().receive(Recorder.SOON);
		assertThat(event.data()).isEqualTo(new PortCall("future", List.of("apples", 2)));
		assertThat(event.data().toString()).contains("future").doesNotContain("apples");
		assertThat(event.replyPort()).isNotNull();
	}

	@Test
	void nothingIsPostedBeforeSomebodySubscribes() {
		Prices client = client();
		Mono<String> mono = client.mono();
		Flux<String> flux = client.flux();
		Stream<String> stream = client.stream();
		assertThat(this.channel.port2().queued()).isZero();
		mono.subscribe();
		mono.subscribe();
		flux.subscribe();
		assertThat(this.channel.port2().queued()).isEqualTo(3);
		stream.close();
		assertThat(this.channel.port2().queued()).isEqualTo(3);
	}

	@Test
	void objectMethodsAreThoseOfTheClient() {
		Prices client = client();
		assertThat(client).hasToString("Client of " + Prices.class.getName() + " at port 'prices.port1'");
		assertThat(client).isEqualTo(client).isNotEqualTo(client()).hasSameHashCodeAs(client);
		assertThat(this.channel.port2().queued()).isZero();
	}

	@Test
	@Tag("V1")
	void callThatIsNotAnsweredInTimeFailsAndIsCancelled() throws Exception {
		Prices client = client((builder) -> builder.timeout(Duration.ofMillis(50)));
		assertThatExceptionOfType(PortTimeoutException.class).isThrownBy(client::value)
			.withMessageContaining("operation 'value' of Prices at port 'prices.port1'")
			.withMessageContaining("PT0.05S");
		MessageEvent event = this.channel.port2().receive(Recorder.SOON);
		assertThat(event.replyPort().closed().toCompletableFuture()).succeedsWithin(Recorder.SOON);
		assertThat(client.future("apples", 1).handle((value, error) -> error).get())
			.isInstanceOf(TimeoutException.class)
			.hasMessageContaining("operation 'future'");
		assertThat(client.mono().materialize().block(Recorder.SOON).getThrowable())
			.isInstanceOf(TimeoutException.class);
		assertThatExceptionOfType(PortTimeoutException.class).isThrownBy(() -> client.stream().toList())
			.withMessageContaining("operation 'stream'");
	}

	@Test
	void methodMayHaveATimeOutOfItsOwn() {
		assertThatExceptionOfType(PortTimeoutException.class).isThrownBy(() -> client().hurried())
			.withMessageContaining("PT0.02S");
	}

	@Test
	void embeddedValuesAreResolved() throws Exception {
		PortServiceProxyFactory.builderFor(this.channel.port1())
			.embeddedValueResolver((value) -> value.replace("${name}", "resolved"))
			.build()
			.createClient(Embedded.class)
			.method();
		assertThat(this.channel.port2().receive(Recorder.SOON).data())
			.isEqualTo(new PortCall("stock.resolved", List.of()));
	}

	@Test
	void answerIsConvertedOrRefused() {
		this.channel.port2().onMessage((event) -> event.reply(Map.of("name", "apples", "euros", "3")));
		assertThat(client().converted()).isEqualTo(new Price("apples", 3));
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> client().number());
	}

	@Test
	void nullForAPrimitiveIsRefused() {
		this.channel.port2().onMessage((event) -> event.reply((Object) null));
		assertThatIllegalStateException().isThrownBy(() -> client().number()).withMessageContaining("null");
		assertThat(client().value()).isNull();
	}

	@Test
	void answerToAVoidMethodIsIgnored() {
		this.channel.port2().onMessage((event) -> event.reply("done"));
		client().nothing();
	}

	@Test
	void undeclaredCheckedExceptionIsWrapped() {
		this.channel.port2().onMessage((event) -> event.fail(new IOException("no")));
		assertThatExceptionOfType(UndeclaredThrowableException.class).isThrownBy(() -> client().value())
			.withCauseExactlyInstanceOf(IOException.class);
	}

	@Test
	void exceptionThatIsThrownAgainAndAgainDoesNotGrow() {
		RuntimeException constant = new IllegalStateException("constant");
		this.channel.port2().onMessage((event) -> event.fail(constant));
		for (int i = 0; i < 20; i++) {
			assertThatIllegalStateException().isThrownBy(() -> client().value()).isSameAs(constant);
		}
		assertThat(constant.getSuppressed()).hasSize(8);
	}

	@Test
	@Tag("V2")
	void streamFetchesNoMoreThanItsPrefetchAhead() {
		Numbers numbers = new Numbers();
		this.channel.port2().onMessage((event) -> event.reply(numbers.publisher()));
		try (Stream<String> stream = client().stream()) {
			var elements = stream.iterator();
			for (int i = 0; i < 1000; i++) {
				assertThat(elements.next()).isEqualTo(String.valueOf(i));
				assertThat(numbers.requested).isLessThanOrEqualTo(i + 66);
			}
		}
		assertThat(numbers.cancelled).succeedsWithin(Recorder.SOON);
	}

	@Test
	void interfaceIsChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> create(Runnable.class))
			.withMessageContaining("java.lang.Runnable");
		assertThatIllegalArgumentException().isThrownBy(() -> create(DefaultStockService.class));
		assertThatIllegalStateException().isThrownBy(() -> create(Overloaded.class))
			.withMessageContaining("'quote'")
			.withMessageContaining("quote(String)")
			.withMessageContaining("quote(Integer)");
		assertThatIllegalStateException().isThrownBy(() -> create(Incomplete.class))
			.withMessageContaining("forgotten()")
			.withMessageContaining("@PortExchange");
		assertThatIllegalStateException().isThrownBy(() -> create(Unsupported.class))
			.withMessageContaining("numbers()")
			.withMessageContaining("return a 'Stream'");
		assertThatIllegalStateException().isThrownBy(() -> create(BadTimeout.class))
			.withMessageContaining("'soon'")
			.withMessageContaining("method()");
		assertThatIllegalStateException().isThrownBy(() -> create(ZeroTimeout.class)).withMessageContaining("'0s'");
	}

	@Test
	void overloadsMayHaveNamesOfTheirOwn() throws Exception {
		create(Distinguished.class).quote(3);
		assertThat(this.channel.port2().receive(Recorder.SOON).data()).isEqualTo(new PortCall("byNumber", List.of(3)));
	}

	@Test
	void inheritedGenericMethodIsCalled() {
		this.channel.port2().onMessage((event) -> event.reply(List.of(event.data().toString())));
		assertThat(create(Specific.class).get("a")).containsExactly("PortCall of 'get' with 1 arguments");
	}

	@Test
	void timeoutMustBePositive() {
		PortServiceProxyFactory.Builder builder = PortServiceProxyFactory.builderFor(this.channel.port1());
		assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO))
			.withMessageContaining("PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.closeTimeout(Duration.ZERO))
			.withMessageContaining("'closeTimeout'");
	}

	@Test
	void closeTimeoutIsHowLongAnAnswerMayBeOnItsWay() {
		this.channel.port2().onMessage((event) -> event.target().close());
		Prices client = client((builder) -> builder.timeout(Duration.ofMillis(50)).closeTimeout(Duration.ofDays(1)));
		assertThatExceptionOfType(PortTimeoutException.class).isThrownBy(client::value);
	}

	@Test
	void clientOfAnEndpointConvertsAsItsTemplateDoes() {
		TestContext.run((context) -> {
			MessagePortTemplate ports = new MessagePortTemplate(context.getBean(PortEndpoints.class));
			ports.setMessageConverter(new MessageConverter() {

				@Override
				public Object fromMessage(Message<?> message, Class<?> targetClass) {
					return new Price(message.getPayload().toString(), 7);
				}

				@Override
				public Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
					throw new UnsupportedOperationException();
				}

			});
			Prices client = PortServiceProxyFactory.builderFor(ports, "desk").build().createClient(Prices.class);
			assertThat(client.converted()).isEqualTo(new Price("apples", 7));
		}, Desk.class);
	}

	private Prices client() {
		return client((builder) -> builder.timeout(Recorder.SOON));
	}

	private Prices client(Consumer<PortServiceProxyFactory.Builder> customizer) {
		PortServiceProxyFactory.Builder builder = PortServiceProxyFactory.builderFor(this.channel.port1());
		customizer.accept(builder);
		return builder.build().createClient(Prices.class);
	}

	private <S> S create(Class<S> serviceType) {
		return PortServiceProxyFactory.builderFor(this.channel.port1()).build().createClient(serviceType);
	}

	static class Desk {

		@PortListener("desk")
		String answer(PortCall call) {
			return "apples";
		}

	}

	record Price(String name, int euros) {

	}

	interface Prices {

		@PortExchange
		String value();

		@PortExchange
		int number();

		@PortExchange
		void nothing();

		@PortExchange
		Price converted();

		@PortExchange
		CompletableFuture<String> future(String item, int count);

		@PortExchange
		Mono<String> mono();

		@PortExchange
		Flux<String> flux();

		@PortExchange
		Stream<String> stream();

		@PortExchange(timeout = "20ms")
		String hurried();

	}

	@PortExchange("stock")
	interface Embedded {

		@PortExchange("${name}")
		CompletableFuture<Void> method();

	}

	interface Overloaded {

		@PortExchange
		String quote(String item);

		@PortExchange
		String quote(Integer number);

	}

	interface Distinguished {

		@PortExchange
		String quote(String item);

		@PortExchange("byNumber")
		CompletableFuture<String> quote(Integer number);

	}

	interface Incomplete {

		@PortExchange
		String method();

		String forgotten();

	}

	interface Unsupported {

		@PortExchange
		IntStream numbers();

	}

	interface BadTimeout {

		@PortExchange(timeout = "soon")
		String method();

	}

	@PortExchange(timeout = "0s")
	interface ZeroTimeout {

		@PortExchange
		String method();

	}

	interface General<T> {

		@PortExchange
		List<T> get(T key);

	}

	interface Specific extends General<String> {

	}

	/**
	 * Counts what it is asked for.
	 */
	private static final class Numbers {

		private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

		private volatile long requested;

		private Flow.Publisher<String> publisher() {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.range(0, Integer.MAX_VALUE)
				.map(String::valueOf)
				.doOnRequest((n) -> this.requested += n)
				.doOnCancel(() -> this.cancelled.complete(null)));
		}

	}

}
