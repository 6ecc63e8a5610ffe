package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link DeliveryControl#release()}, and who is told that a side has arrived elsewhere.
 */
class ReleaseTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final List<String> arrivals = new CopyOnWriteArrayList<>();

	private final List<Throwable> errors = new CopyOnWriteArrayList<>();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(new Arrivals("maker"))
		.errorHandler((error, port, event) -> this.errors.add(error))
		.build();

	private final DeliveryControl control = (DeliveryControl) this.channels;

	private final List<Object> heard = new CopyOnWriteArrayList<>();

	@Test
	@Tag("G3")
	void whatTheExecutorHasDroppedIsDeliveredByTheCommonPool() {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage((event) -> this.heard.add(event.data()));
		IntStream.range(0, 100).forEach(channel.port1()::postMessage);
		assertThat(this.executor.waiting()).isPositive();
		this.control.release();
		channel.port1().postMessage(100);
		Awaitility.await().until(() -> this.heard.size() == 101);
		assertThat(this.heard).isEqualTo(IntStream.rangeClosed(0, 100).boxed().toList());
	}

	@Test
	@Tag("G3")
	void turnThatTheExecutorRunsAfterAllDeliversNothingTwice() {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage((event) -> this.heard.add(event.data()));
		channel.port1().postMessage("once");
		this.control.release();
		this.executor.runAll();
		channel.port1().postMessage("then");
		Awaitility.await().until(() -> this.heard.contains("then"));
		assertThat(this.heard).containsExactly("once", "then");
	}

	@Test
	@Tag("G3")
	void executorOfOneChannelIsLetGoAsWell() {
		ManualExecutor own = new ManualExecutor();
		MessageChannel channel = this.channels.create(ChannelOptions.builder().executor(own).build());
		channel.port2().onMessage((event) -> this.heard.add(event.data()));
		channel.port1().postMessage("a");
		this.control.release();
		Awaitility.await().until(() -> this.heard.size() == 1);
		channel.port1().postMessage("b");
		Awaitility.await().until(() -> this.heard.size() == 2);
		assertThat(own.waiting()).isEqualTo(1);
	}

	@Test
	@Tag("G3")
	void whatWasSuspendedIsDeliveredAndCannotBeSuspendedAgain() {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage((event) -> this.heard.add(event.data()));
		this.control.suspend();
		channel.port1().postMessage("held");
		this.control.release();
		this.control.release();
		this.control.suspend();
		assertThat(this.control.isSuspended()).isFalse();
		Awaitility.await().until(() -> this.heard.size() == 1);
	}

	@Test
	@Tag("G3")
	void observerAndErrorHandlerAreNotCalledAnyMore() {
		MessageChannel channel = this.channels.create();
		MessageChannel moved = this.channels.create();
		channel.port2().onMessage((event) -> {
			this.heard.add(event.data());
			throw new IllegalStateException("expected");
		});
		try (Logs logs = Logs.capture()) {
			this.control.release();
			channel.port1().postMessage("a", moved.port1());
			Awaitility.await().until(() -> !logs.errors().isEmpty());
		}
		assertThat(this.heard).containsExactly("a");
		assertThat(this.errors).isEmpty();
		assertThat(this.arrivals).isEmpty();
	}

	@Test
	@Tag("G3")
	void otherFactoriesOnTheSamePoolGoOn() {
		MessageChannelFactory one = MessageChannelFactory.builder().build();
		MessageChannelFactory other = MessageChannelFactory.builder().build();
		List<MessageChannel> open = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			MessageChannel channel = other.create();
			channel.port2().onMessage((event) -> this.heard.add(event.data()));
			channel.port1().postMessage(i);
			open.add(channel);
		}
		((DeliveryControl) one).release();
		Awaitility.await().until(() -> this.heard.size() == 50);
		open.forEach(MessageChannel::close);
	}

	@Test
	@Tag("G3")
	void channelMadeAfterwardsIsClosed() {
		this.control.release();
		MessageChannel late = this.channels.create();
		assertThat(late.port1().closed().toCompletableFuture())
			.isCompletedWithValueMatching((event) -> event.reason() == CloseReason.OWNER_GONE);
		assertThat(late.port2().isClosed()).isTrue();
	}

	@Test
	@Tag("T1")
	void arrivalIsToldToTheObserverOfTheSideAndToThatOfTheCarrier() throws Exception {
		MessageChannel moved = this.channels.create("moved");
		MessageChannel carrier = MessageChannelFactory.builder()
			.observer(new Arrivals("carrier"))
			.build()
			.create("carrier");
		carrier.port1().postMessage("port", moved.port2());
		assertThat(this.arrivals).isEmpty();
		assertThat(carrier.port2().receive(Duration.ZERO)).isNotNull();
		assertThat(this.arrivals).containsExactly("maker: moved.port2 BOUND at carrier.port2",
				"carrier: moved.port2 BOUND at carrier.port2");
	}

	@Test
	@Tag("T1")
	void arrivalInTheSameFactoryIsToldOnce() throws Exception {
		MessageChannel carrier = this.channels.create("carrier");
		carrier.port1().postMessage("port", this.channels.create("moved").port1());
		assertThat(carrier.port2().receive(Duration.ZERO)).isNotNull();
		assertThat(this.arrivals).containsExactly("maker: moved.port1 BOUND at carrier.port2");
	}

	/**
	 * Notes which sides arrive.
	 */
	private final class Arrivals implements ChannelObserver {

		private final String name;

		Arrivals(String name) {
			this.name = name;
		}

		@Override
		public void arrived(ChannelSide side, ChannelSide at) {
			ReleaseTests.this.arrivals.add(this.name + ": " + side.name() + " " + side.state() + " at " + at.name());
		}

	}

}
