package dev.messageport;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link PortInterceptor}s learn of the listeners, and how they go away.
 */
class InterceptedDeliveryTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannelFactory.Builder builder = MessageChannelFactory.builder()
		.executor(this.executor)
		.errorHandler((error, port, event) -> {
		});

	@Test
	void allInterceptorsLearnWhatTheFirstListenerThatFailedHasThrown() {
		Failures outer = new Failures();
		Failures inner = new Failures();
		MessageChannel channel = this.builder.interceptor(outer).interceptor(inner).build().create();
		RuntimeException first = new IllegalStateException("first");
		channel.port2().addMessageListener((event) -> {
			if ("bad".equals(event.data())) {
				throw first;
			}
		});
		channel.port2().addMessageListener((event) -> {
			if ("bad".equals(event.data())) {
				throw new IllegalStateException("second");
			}
		});
		channel.port2().start();
		channel.port1().postMessage("good");
		channel.port1().postMessage("bad");
		this.executor.runAll();
		assertThat(outer.seen).containsExactly("null", "null", "null", "first");
		assertThat(inner.seen).isEqualTo(outer.seen);
	}

	@Test
	void oneThatHasTakenItselfAwayIsNotCalledAnyMore() {
		Failures staying = new Failures();
		Failures going = new Failures();
		MessageChannelFactory factory = this.builder.interceptor(staying).interceptor(going).build();
		MessageChannel channel = factory.create();
		channel.port2().onMessage((event) -> {
		});
		going.removal.get(0).run();
		channel.port1().postMessage("a");
		this.executor.runAll();
		assertThat(staying.seen).hasSize(2);
		assertThat(going.seen).isEmpty();
		assertThat(going.removal).hasSize(1);
	}

	@Test
	void withoutInterceptorsPostsAreAsCheapAsIfThereHadBeenNone() {
		PortInterceptor going = new PortInterceptor() {

			@Override
			public void added(Runnable removal) {
				removal.run();
			}

		};
		MessageChannel channel = this.builder.interceptor(going).build().create();
		assertThat(((DefaultMessagePort) channel.port1()).side.config.postsAsIs()).isTrue();
	}

	private static final class Failures implements PortInterceptor {

		private final List<Runnable> removal = new ArrayList<>();

		private final List<String> seen = new ArrayList<>();

		@Override
		public void added(Runnable removal) {
			this.removal.add(removal);
		}

		@Override
		public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
			this.seen.add(message(delivery.failure()));
			delivery.proceed();
			this.seen.add(message(delivery.failure()));
		}

		private static String message(@Nullable Throwable failure) {
			return (failure != null) ? String.valueOf(failure.getMessage()) : "null";
		}

	}

}
