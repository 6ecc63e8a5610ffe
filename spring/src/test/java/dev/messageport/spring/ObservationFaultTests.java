package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.test.DeterministicExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for messages whose observation fails: they arrive all the same.
 */
class ObservationFaultTests {

	@ParameterizedTest
	@ValueSource(strings = { "start", "open", "close", "stop", "convention" })
	void messageIsHandledAndAnswered(String fault) {
		ObservedWorld.run((world) -> {
			inject(world, fault);
			assertThat(ListenerWorld.ask(world.port(), "now")).isEqualTo("now");
			assertThat(ListenerWorld.ask(world.port(), "later")).isEqualTo("later");
			assertThat(ListenerWorld
				.within(JdkFlowAdapter.flowPublisherToFlux(world.port().requestStream("stream", String.class))
					.collectList()
					.toFuture())
				.join()).isEqualTo(List.of("a", "b"));
			assertThat(world.failures()).isEmpty();
		}, Answering.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "error", "open", "close", "stop", "convention" })
	void errorOfTheListenerIsTheOneThatIsToldAndCounted(String fault) {
		ObservedWorld.run((world) -> {
			inject(world, fault);
			assertThat(ListenerWorld.failure(world.port(), "throw")).isInstanceOf(IllegalStateException.class)
				.hasMessage("throw");
			assertThat(world.failures()).singleElement()
				.satisfies((error) -> assertThat(error).isInstanceOf(IllegalStateException.class));
		}, Answering.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "open", "close" })
	void threadIsLeftAsItWas(String fault) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new HostileHandler(fault));
		DeterministicExecutor executor = new DeterministicExecutor();
		MessageChannel channel = MessageChannelFactory.builder()
			.executor(executor)
			.interceptor(new ListenerObservationInterceptor(registry))
			.build()
			.create();
		List<Object> seen = new ArrayList<>();
		channel.port2().onMessage((event) -> seen.add(event.data()));
		channel.port1().postMessage("a");
		executor.runAll();
		assertThat(seen).containsExactly("a");
		assertThat(registry.getCurrentObservationScope()).isNull();
	}

	private static void inject(ObservedWorld world, String fault) {
		if (fault.equals("convention")) {
			world.registry().observationConfig().observationConvention(new HostileConvention());
		}
		else {
			world.registry().observationConfig().observationHandler(new HostileHandler(fault));
		}
	}

	static class Answering {

		@PortListener("pricing.port2")
		Object answer(String question) {
			return switch (question) {
				case "later" -> CompletableFuture.supplyAsync(() -> question,
						CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
				case "stream" -> Flux.just("a", "b");
				case "throw" -> throw new IllegalStateException(question);
				default -> question;
			};
		}

	}

	private static final class HostileConvention implements GlobalObservationConvention<Observation.Context> {

		@Override
		public String getName() {
			return "hostile";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
			throw new UnsupportedOperationException("hostile convention");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	/**
	 * Fails at one point.
	 *
	 * @param fault where
	 */
	private record HostileHandler(String fault) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			failAt("start");
		}

		@Override
		public void onError(Observation.Context context) {
			failAt("error");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			failAt("open");
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			failAt("close");
		}

		@Override
		public void onStop(Observation.Context context) {
			failAt("stop");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void failAt(String point) {
			if (point.equals(this.fault)) {
				throw new UnsupportedOperationException("hostile " + point);
			}
		}

	}

}
