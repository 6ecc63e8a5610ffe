package dev.messageport.spring;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for arguments, results and errors of typed services.
 */
class PortServiceTests {

	@Test
	void valueIsReturned() {
		run((stock) -> assertThat(stock.quote("apples")).isEqualTo("1 apples"));
	}

	@Test
	void primitivesAndNullAreArguments() {
		run((stock) -> {
			assertThat(stock.count(1, 2)).isEqualTo(3);
			assertThat(stock.count(1, null)).isEqualTo(-1);
		});
	}

	@Test
	void listIsOneValue() {
		run((stock) -> assertThat(stock.list("apples")).containsExactly("apples", "apples"));
	}

	@Test
	void optionalArrivesBothWays() {
		run((stock) -> {
			assertThat(stock.find(Optional.of("apples"))).contains("found apples");
			assertThat(stock.find(Optional.empty())).isEmpty();
			assertThat(stock.stage("apples").toCompletableFuture().join()).contains("apples");
			assertThat(stock.stage("").toCompletableFuture().join()).isEmpty();
		});
	}

	@Test
	void headersTravelAsHeaders() {
		run((stock) -> {
			assertThat(stock.header("ann", "apples", "high", "n", Optional.of(3)))
				.isEqualTo("ann apples high n Optional[3]");
			assertThat(stock.header("ann", "apples", null, null, Optional.empty()))
				.isEqualTo("ann apples low null Optional.empty");
			assertThat(stock.headers(Map.of("a", 1, "b", "2"))).isEqualTo(Map.of("a", 1, "b", "2"));
		});
	}

	@Test
	void requiredHeaderMustBeGiven() {
		run((stock) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> stock.header(null, "apples", "high", null, Optional.empty()))
			.withMessageContaining("'user'")
			.withMessageContaining("operation 'header' of StockService"));
	}

	@Test
	@Tag("V1")
	void futureAndMonoComplete() {
		run((stock) -> {
			assertThat(stock.future("apples").join()).isEqualTo("1 apples");
			assertThat(stock.mono("apples").block(Recorder.SOON)).isEqualTo("1 apples");
			assertThat(stock.mono("").blockOptional(Recorder.SOON)).isEmpty();
		});
	}

	@Test
	@Tag("V2")
	void streamsOfEachTypeComplete() {
		run((stock) -> {
			assertThat(elements(stock.flux("apples"))).containsExactly("1 apples", "2 apples");
			assertThat(elements(Flux.from(stock.publisher("apples")))).containsExactly("1 apples", "2 apples");
			assertThat(elements(JdkFlowAdapter.flowPublisherToFlux(stock.flow("apples")))).containsExactly("1 apples",
					"2 apples");
			try (Stream<String> stream = stock.stream("apples")) {
				assertThat(stream.toList()).containsExactly("1 apples", "2 apples");
			}
		});
	}

	@Test
	void operationHasTheNameOfItsAnnotation() {
		run((stock) -> assertThat(stock.anyName()).isEqualTo("by another name"));
	}

	@Test
	void defaultMethodIsInvoked() {
		run((stock) -> assertThat(stock.twice("apples")).isEqualTo("1 apples1 apples"));
	}

	@Test
	@Tag("V3")
	void runtimeExceptionIsThrownAsItIsAndTellsOfTheCaller() {
		run((stock) -> assertThatIllegalStateException().isThrownBy(() -> stock.quote("fail"))
			.withMessage("no fail")
			.withNoCause()
			.satisfies((ex) -> {
				assertThat(ex.getStackTrace()[0].getClassName()).isEqualTo(DefaultStockService.class.getName());
				assertThat(ex.getSuppressed()).singleElement()
					.extracting((suppressed) -> List.of(suppressed.getStackTrace()).toString())
					.asString()
					.contains(PortServiceTests.class.getName());
			}));
	}

	@Test
	@Tag("V3")
	void declaredExceptionIsThrownAsItIs() {
		run((stock) -> assertThatExceptionOfType(IOException.class).isThrownBy(() -> stock.store("apples"))
			.withMessage("no apples"));
	}

	@Test
	@Tag("V3")
	void futureFailsWithTheVeryError() {
		run((stock) -> {
			assertThat(stock.future("fail").handle((value, error) -> error).join())
				.isExactlyInstanceOf(IOException.class)
				.hasMessage("no fail");
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> stock.future("fail").join())
				.withCauseExactlyInstanceOf(IOException.class);
		});
	}

	@Test
	@Tag("V3")
	void reactiveTypesFailWithTheVeryError() {
		run((stock) -> {
			assertThat(error(stock.mono("fail"))).isExactlyInstanceOf(IOException.class).hasMessage("no fail");
			assertThat(error(stock.flux("fail").then())).isExactlyInstanceOf(IOException.class);
			assertThat(elements(stock.flux("fail").onErrorResume((error) -> Mono.empty()))).hasSize(2);
		});
	}

	@Test
	@Tag("V3")
	void streamThrowsWhatItFailsWithAfterItsElements() {
		run((stock) -> {
			var elements = stock.stream("fail").iterator();
			assertThat(elements.next()).isEqualTo("1 fail");
			assertThat(elements.next()).isEqualTo("2 fail");
			assertThatIllegalStateException().isThrownBy(elements::hasNext).withMessage("no fail");
			assertThatIllegalStateException().isThrownBy(elements::hasNext).withMessage("no fail");
		});
	}

	@Test
	void callsByHandAreServed() {
		TestContext.run((context) -> {
			MessagePort port = Services.template(context).connect("stock");
			Future<String> answer = port.request(new PortCall("quote", List.of("apples")), String.class);
			assertThat(answer).succeedsWithin(Recorder.SOON).isEqualTo("1 apples");
			answer = port.request(Map.of("operation", "quote", "arguments", List.of("pears")), String.class);
			assertThat(answer).succeedsWithin(Recorder.SOON).isEqualTo("1 pears");
		}, DefaultStockService.class);
	}

	@Test
	void unknownOperationNamesTheNearest() {
		assertThat(refusal(new PortCall("quot", List.of()))).isInstanceOf(UnknownOperationException.class)
			.hasMessageContaining("'quot'")
			.hasMessageContaining("'quote'")
			.hasMessageContaining("at 'stock'")
			.hasMessageContaining(DefaultStockService.class.getName());
	}

	@Test
	void wrongNumberOfArgumentsNamesTheOperation() {
		assertThat(refusal(new PortCall("quote", List.of("a", "b")))).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("operation 'quote' of StockService")
			.hasMessageContaining("2 arguments, but it takes 1")
			.hasMessageContaining(DefaultStockService.class.getName());
	}

	@Test
	void nullForAPrimitiveNamesTheArgument() {
		assertThat(refusal(new PortCall("count", Arrays.asList(null, 1)))).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("Argument 'first'");
	}

	@Test
	void argumentThatCannotBeConvertedIsNamed() {
		assertThat(refusal(new PortCall("count", List.of("x", 1)))).hasMessageContaining("Argument 'first'")
			.hasMessageContaining("count");
	}

	private static Throwable refusal(PortCall call) {
		Throwable[] failure = new Throwable[1];
		TestContext.run((context) -> failure[0] = Services.template(context)
			.connect("stock")
			.request(call, Object.class)
			.handle((value, error) -> error)
			.join(), DefaultStockService.class);
		return failure[0];
	}

	private static void run(Consumer<StockService> test) {
		TestContext.run((context) -> test.accept(Services.client(context, "stock", StockService.class)),
				DefaultStockService.class);
	}

	private static List<String> elements(Flux<String> flux) {
		return flux.collectList().block(Recorder.SOON);
	}

	private static Throwable error(Mono<?> mono) {
		return mono.materialize().block(Recorder.SOON).getThrowable();
	}

}
