package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * {@link PortInterceptor}s.
 */
class InterceptorTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final Recorder recorder = new Recorder();

	private final List<Throwable> errors = new CopyOnWriteArrayList<>();

	private MessageChannel channel(PortInterceptor... interceptors) {
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(this.tallies)
			.errorHandler((error, port, event) -> this.errors.add(error));
		for (PortInterceptor interceptor : interceptors) {
			builder.interceptor(interceptor);
		}
		return builder.build().create("test");
	}

	private static PortInterceptor before(Consumer<OutgoingMessage> action) {
		return new PortInterceptor() {

			@Override
			public void beforePost(OutgoingMessage message) {
				action.accept(message);
			}

		};
	}

	private static PortInterceptor around(MessageInterceptor action) {
		return new PortInterceptor() {

			@Override
			public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
				action.around(event, delivery);
			}

		};
	}

	@Test
	void headersAreThoseOfTheSenderAsTheInterceptorsLeaveThem() {
		MessageChannel channel = channel(before((message) -> {
			message.setHeader("trace", message.headers().get("user") + "-1");
			message.removeHeader("secret");
			message.removeHeader("never there");
		}), before((message) -> message.setHeader("seen", message.headers().keySet().toString())));
		channel.port1().postMessage("a", PostOptions.builder().header("user", "ada").header("secret", 1).build());
		channel.port1().postMessage("b");
		assertThat(Ports.next(channel.port2()).headers())
			.isEqualTo(Map.of("user", "ada", "trace", "ada-1", "seen", "[user, trace]"));
		assertThat(Ports.next(channel.port2()).headers()).isEqualTo(Map.of("trace", "null-1", "seen", "[trace]"));
	}

	@Test
	void seesPortPayloadAndTransferListBeforeAnythingHasMoved() {
		List<Object> seen = new ArrayList<>();
		MessageChannel channel = channel(before((message) -> {
			seen.add(message.port());
			seen.add(message.data());
			seen.addAll(message.transfer());
			seen.add(((MessagePort) message.transfer().get(0)).isDetached());
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> message.transfer().clear());
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> message.headers().clear());
		}));
		MessagePort cargo = MessageChannelFactory.builder().build().create("cargo").port1();
		channel.port1().postMessage("payload", cargo);
		assertThat(seen).containsExactly(channel.port1(), "payload", cargo, false);
		assertThat(cargo.isDetached()).isTrue();
	}

	@Test
	@Tag("I3")
	void messageThatIsRefusedChangesNothingAndTheSenderGetsTheException() {
		IllegalArgumentException refusal = new IllegalArgumentException("not this one");
		List<String> later = new ArrayList<>();
		MessageChannel channel = channel(before((message) -> {
			if ("bad".equals(message.data())) {
				throw refusal;
			}
		}), before((message) -> later.add("asked")));
		MessagePort cargo = MessageChannelFactory.builder().build().create("cargo").port1();
		assertThatIllegalArgumentException().isThrownBy(() -> channel.port1().postMessage("bad", cargo))
			.isSameAs(refusal);
		assertThatIllegalArgumentException().isThrownBy(() -> channel.port1().postMessage("bad")).isSameAs(refusal);
		assertThat(later).isEmpty();
		assertThat(cargo.isDetached()).isFalse();
		assertThat(channel.port1().postMessage("good", cargo)).isTrue();
		assertThat(Ports.drain(channel.port2())).containsExactly("good");
		assertThat(this.tallies.of(this.tallies.side(1)).posted()).isOne();
	}

	@Test
	@Tag("P2")
	void argumentsAreCheckedFirst() {
		List<String> asked = new ArrayList<>();
		MessageChannel channel = channel(before((message) -> asked.add("asked")));
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> channel.port1().postMessage("x", channel.port1()));
		assertThat(asked).isEmpty();
	}

	@Test
	void wrongHeadersAreRefused() {
		MessageChannel channel = channel(before((message) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> message.setHeader("", 1));
			assertThatNullPointerException().isThrownBy(() -> message.setHeader("a", null))
				.withMessageContaining("'value' of header 'a'");
			message.setHeader("ok", 1);
		}));
		channel.port1().postMessage("x");
		assertThat(Ports.next(channel.port2()).headers()).containsOnlyKeys("ok");
	}

	@Test
	void headersCannotBeChangedAfterThePost() {
		List<OutgoingMessage> kept = new ArrayList<>();
		MessageChannel channel = channel(before(kept::add));
		channel.port1().postMessage("x");
		kept.get(0).setHeader("late", 1);
		assertThat(Ports.next(channel.port2()).headers()).isEmpty();
	}

	@Test
	@Tag("Q4")
	void standsAroundAllListenersOfAMessageTheFirstOneOutermost() {
		List<String> order = new ArrayList<>();
		MessageChannel channel = channel(around((event, delivery) -> {
			order.add("outer " + event.data());
			delivery.proceed();
			order.add("outer end");
		}), around((event, delivery) -> {
			order.add("inner");
			delivery.proceed();
			order.add("inner end");
		}));
		channel.port2().addMessageListener((event) -> order.add("first"));
		channel.port2().onMessage((event) -> order.add("second"));
		channel.port1().postMessage("a");
		this.executor.runAll();
		assertThat(order).containsExactly("outer a", "inner", "first", "second", "inner end", "outer end");
	}

	@Test
	@Tag("Q4")
	@Tag("I9")
	void oneThatThrowsHarmsOneMessageOnly() {
		MessageChannel channel = channel(around((event, delivery) -> {
			if ("bad".equals(event.data())) {
				throw new StackOverflowError("expected");
			}
			delivery.proceed();
		}));
		channel.port2().onMessage(this.recorder);
		for (String payload : List.of("a", "bad", "b")) {
			channel.port1().postMessage(payload);
		}
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly("a", "b");
		assertThat(this.errors).singleElement().isInstanceOf(StackOverflowError.class);
		assertThat(this.tallies.of(this.tallies.side(1)).delivered()).isEqualTo(3);
		assertThat(this.tallies.of(this.tallies.side(1)).failed()).hasSize(1);
	}

	@Test
	@Tag("Q4")
	void errorOfAListenerIsReportedOnceAndNotGivenToTheInterceptor() {
		List<Throwable> seen = new ArrayList<>();
		MessageChannel channel = channel(around((event, delivery) -> {
			try {
				delivery.proceed();
			}
			catch (Throwable ex) {
				seen.add(ex);
			}
		}));
		channel.port2().onMessage((event) -> {
			throw new IllegalStateException("listener failed");
		});
		channel.port1().postMessage("a");
		this.executor.runAll();
		assertThat(seen).isEmpty();
		assertThat(this.errors).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	@Tag("Q6")
	void listenersAreCalledAtMostOnce() {
		MessageChannel channel = channel(around((event, delivery) -> {
			delivery.proceed();
			assertThatIllegalStateException().isThrownBy(delivery::proceed).withMessageContaining("test.port2");
		}));
		channel.port2().onMessage(this.recorder);
		channel.port1().postMessage("a");
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly("a");
		assertThat(this.errors).isEmpty();
	}

	@Test
	@Tag("I9")
	void oneThatKeepsTheMessageDoesNotKeepTheQueue() {
		MessageChannel channel = channel(around((event, delivery) -> {
			if ("b".equals(event.data())) {
				delivery.proceed();
			}
		}));
		channel.port2().onMessage(this.recorder);
		channel.port1().postMessage("a");
		channel.port1().postMessage("b");
		this.executor.runAll();
		assertThat(this.recorder.payloads()).containsExactly("b");
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q6")
	void receiveIsNotADelivery() {
		List<String> around = new ArrayList<>();
		MessageChannel channel = channel(around((event, delivery) -> around.add("called")));
		channel.port1().postMessage("a");
		assertThat(Ports.next(channel.port2()).data()).isEqualTo("a");
		assertThat(around).isEmpty();
	}

	/**
	 * What stands around a delivery.
	 */
	private interface MessageInterceptor {

		void around(MessageEvent event, PortInterceptor.Delivery delivery) throws Exception;

	}

}
