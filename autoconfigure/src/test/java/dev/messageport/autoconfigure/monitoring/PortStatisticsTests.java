package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelOptions;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortStatistics}.
 */
class PortStatisticsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final PortStatistics statistics = new PortStatistics(3, new LatencySampling(0));

	/**
	 * So that they are not collected in the middle of a test.
	 */
	private final List<MessageChannel> kept = new ArrayList<>();

	private final MessageChannelFactory factory = MessageChannelFactory.builder().observer(this.statistics).build();

	@Test
	void messagesAndPortsAreCountedByChannelAndBySide() {
		MessageChannel pricing = this.factory.create("pricing");
		this.factory.create();
		pricing.port1().postMessage(1);
		pricing.port1().postMessage(2);
		pricing.port2().postMessage(3);
		ChannelStatistics channel = channel("pricing");
		assertThat(channel.posted()).isEqualTo(3);
		assertThat(channel.queued()).isEqualTo(3);
		assertThat(channel.open()).isEqualTo(2);
		assertThat(channel("anonymous").posted()).isZero();
		pricing.port2().onMessage((event) -> {
		});
		Awaitility.await().atMost(SOON).until(() -> channel.delivered() == 2);
		assertThat(channel.queued()).isEqualTo(1);
		SideStatistics second = side("pricing.port2");
		assertThat(second.posted()).isEqualTo(2);
		assertThat(second.delivered()).isEqualTo(2);
		assertThat(second.queued()).isZero();
		assertThat(second.highWaterMark()).isEqualTo(2);
		assertThat(side("pricing.port1").queued()).isEqualTo(1);
	}

	@Test
	void highWaterMarkRisesOnlyWhenMoreWaitThanEver() throws Exception {
		MessageChannel channel = this.factory.create("pricing");
		int[][] postedReceivedAndHighest = { { 3, 2, 3 }, { 1, 1, 3 }, { 2, 3, 3 }, { 4, 0, 4 }, { 1, 5, 5 },
				{ 5, 5, 5 }, { 6, 0, 6 } };
		for (int[] step : postedReceivedAndHighest) {
			for (int i = 0; i < step[0]; i++) {
				channel.port1().postMessage(i);
			}
			for (int i = 0; i < step[1]; i++) {
				channel.port2().receive(Duration.ZERO);
			}
			assertThat(side("pricing.port2").highWaterMark()).isEqualTo(step[2]);
		}
		assertThat(side("pricing.port2").delivered()).isEqualTo(16);
		assertThat(side("pricing.port2").queued()).isEqualTo(6);
	}

	@Test
	void whatIsDeliveredInTurnsAndWhatIsReceivedIsCountedTogether() throws Exception {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("received");
		assertThat(channel.port2().receive(SOON)).isNotNull();
		channel.port2().onMessage((event) -> {
			if (event.data().equals("and another")) {
				receive(channel.port2());
			}
		});
		for (int i = 0; i < 50; i++) {
			channel.port1().postMessage("and another");
			channel.port1().postMessage("received in a turn");
			channel.port1().postMessage("delivered");
			Awaitility.await().atMost(SOON).until(() -> channel("pricing").queued() == 0);
		}
		Awaitility.await().atMost(SOON).until(() -> side("pricing.port2").turn() == null);
		assertThat(side("pricing.port2").delivered()).isEqualTo(151);
		assertThat(channel("pricing").delivered()).isEqualTo(151);
	}

	@Test
	void channelsAreSortedByName() {
		this.factory.create("b");
		this.factory.create("a");
		this.factory.create("c");
		assertThat(this.statistics.channels().map(ChannelStatistics::name)).containsExactly("a", "b", "c");
		assertThat(this.statistics.sides()).hasSize(6);
	}

	@Test
	void sideKnowsSinceWhenItIsThere() {
		Instant before = Instant.now().minusSeconds(1);
		this.kept.add(this.factory.create("pricing"));
		assertThat(side("pricing.port1").openedAt()).isBetween(before, Instant.now());
	}

	@Test
	void closedPortsAreCountedByReason() {
		this.kept.add(this.factory.create("pricing"));
		this.factory.create("pricing").port1().close();
		assertThat(channel("pricing").closedByReason()).isEqualTo(Map.of(CloseReason.LOCAL, 1L, CloseReason.PEER, 1L));
		assertThat(channel("pricing").open()).isEqualTo(2);
	}

	@Test
	void discardedMessagesAreCountedByReason() {
		this.kept.add(this.factory.create("pricing"));
		MessageChannel closing = this.factory.create("pricing");
		closing.port1().postMessage(1);
		closing.port2().close();
		ChannelStatistics channel = channel("pricing");
		assertThat(channel.queued()).isZero();
		assertThat(channel.posted()).isEqualTo(1);
		assertThat(channel.discarded()).isEqualTo(1);
		assertThat(channel.discardedByReason()).isEqualTo(Map.of(CloseReason.LOCAL, 1L));
	}

	@Test
	void refusedMessagesAreNotThoughtToHaveBeenQueued() {
		MessageChannel full = this.factory
			.create(ChannelOptions.builder().name("full").capacity(2).overflow(OverflowPolicy.DROP_LATEST).build());
		for (int i = 0; i < 10; i++) {
			full.port1().postMessage(i);
		}
		SideStatistics side = side("full.port2");
		assertThat(side.posted()).isEqualTo(10);
		assertThat(side.discarded()).isEqualTo(8);
		assertThat(side.queued()).isEqualTo(2);
		assertThat(side.lastNumber()).isEqualTo(2);
		assertThat(side.taken()).isZero();
		assertThat(channel("full").discardedByReason()).isEqualTo(Map.of(CloseReason.OVERFLOW, 8L));
	}

	@Test
	void errorsAreCountedByException() {
		MessageChannel channel = this.factory.create("pricing");
		channel.port2().onMessage((event) -> fail(event.data()));
		channel.port1().postMessage(1);
		channel.port1().postMessage("a");
		channel.port1().postMessage("b");
		Awaitility.await().atMost(SOON).until(() -> channel("pricing").failed() == 3);
		assertThat(channel("pricing").failedByException())
			.isEqualTo(Map.of("IllegalArgumentException", 2L, "IllegalStateException", 1L));
		assertThat(side("pricing.port2").failed()).isEqualTo(3);
		assertThat(side("pricing.port2").lastError()).isEqualTo(IllegalArgumentException.class.getName());
		assertThat(side("pricing.port1").lastError()).isNull();
	}

	@Test
	void anonymousErrorsHaveTheNameOfTheirSuperclass() {
		this.kept.add(this.factory.create("pricing"));
		this.statistics.failed(side("pricing.port1").side(), new IllegalStateException() {
		});
		assertThat(channel("pricing").failedByException()).containsOnlyKeys("IllegalStateException");
	}

	@Test
	@Tag("G1")
	void portsThatAreForgottenAreCountedAsLeaksAlsoOnceTheyAreGone() throws Exception {
		MessagePort kept = postAndForget();
		Awaitility.await().atMost(SOON).until(() -> {
			System.gc();
			ChannelStatistics channel = this.statistics.channel("pricing");
			return channel != null && channel.leaked() == 1;
		});
		assertThat(channel("pricing").queued()).isEqualTo(1);
		assertThat(channel("pricing").closedByReason()).isEqualTo(Map.of(CloseReason.GARBAGE_COLLECTED, 2L));
		assertThat(kept.receive(SOON)).isNotNull();
		kept.close();
		assertThat(this.statistics.sides()).isEmpty();
		assertThat(channel("pricing").leaked()).isEqualTo(1);
	}

	@Test
	@Tag("V1")
	void requestsAndTheirAnswersLeaveNothingBehind() {
		MessageChannel channel = this.factory.create("pricing");
		channel.port2().onMessage((event) -> event.reply("answer"));
		for (int i = 0; i < 100; i++) {
			assertThat(channel.port1().request(i, String.class)).succeedsWithin(SOON);
		}
		Awaitility.await().atMost(SOON).until(() -> channel("pricing").open() == 2);
		Awaitility.await().atMost(SOON).until(() -> channel("pricing").delivered() == 200);
		assertThat(channel("pricing").posted()).isEqualTo(200);
		channel.close();
		assertThat(this.statistics.channels()).isEmpty();
	}

	@Test
	void nameVanishesWithItsLastPortAndStartsAnew() {
		MessageChannel first = this.factory.create("pricing");
		MessageChannel second = this.factory.create("pricing");
		first.port1().postMessage(1);
		first.close();
		assertThat(channel("pricing").posted()).isEqualTo(1);
		second.close();
		assertThat(this.statistics.channels()).isEmpty();
		this.kept.add(this.factory.create("pricing"));
		assertThat(channel("pricing").posted()).isZero();
		assertThat(channel("pricing").closedByReason()).isEmpty();
	}

	@Test
	void nameStaysUntilTheOtherEndIsDoneAsWell() throws Exception {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("waiting");
		channel.port1().close();
		assertThat(channel("pricing").queued()).isEqualTo(1);
		assertThat(channel("pricing").open()).isZero();
		assertThat(channel.port2().receive(SOON)).isNotNull();
		assertThat(channel("pricing").queued()).isZero();
		channel.port2().close();
		assertThat(this.statistics.channels()).isEmpty();
	}

	@Test
	void furtherNamesAreCountedTogether() {
		List<MessageChannel> channels = List.of(this.factory.create("a"), this.factory.create("b"),
				this.factory.create("c"), this.factory.create("d"), this.factory.create("e"));
		channels.forEach((channel) -> channel.port1().postMessage(1));
		assertThat(this.statistics.channels().map(ChannelStatistics::name)).containsExactly("a", "b", "c", "other");
		assertThat(channel("other").posted()).isEqualTo(2);
		channels.get(3).close();
		assertThat(channel("other").open()).isEqualTo(2);
		channels.get(0).close();
		this.factory.create("f");
		assertThat(this.statistics.channels().map(ChannelStatistics::name)).containsExactly("b", "c", "f", "other");
		channels.get(4).close();
		assertThat(this.statistics.channel("other")).isNull();
	}

	@Test
	void eventsThatComeLateAreNotLost() {
		this.kept.add(this.factory.create("pricing"));
		MessageChannel closing = this.factory.create("pricing");
		ChannelSide side = side("pricing.port2", closing);
		closing.close();
		this.statistics.posted(side);
		this.statistics.delivered(side);
		assertThat(channel("pricing").posted()).isEqualTo(1);
		assertThat(channel("pricing").delivered()).isEqualTo(1);
		assertThat(channel("pricing").queued()).isZero();
	}

	@Test
	void eventsOfWhoHasLookedBeforeItRetiredAreNotLost() {
		this.kept.add(this.factory.create("pricing"));
		MessageChannel closing = this.factory.create("pricing");
		ChannelSide side = side("pricing.port2", closing);
		SideStatistics retired = this.statistics.sides().filter((present) -> present.side() == side).findAny().get();
		closing.port1().postMessage(1);
		closing.close();
		retired.countPosted();
		retired.countDelivered();
		assertThat(channel("pricing").posted()).isEqualTo(2);
		assertThat(channel("pricing").delivered()).isEqualTo(1);
		assertThat(retired.posted()).isEqualTo(2);
	}

	@Test
	void messageMayBeCountedAsPostedAfterItsSideHasEnded() {
		this.kept.add(this.factory.create("pricing"));
		MessageChannel closing = this.factory.create("pricing");
		ChannelSide side = side("pricing.port2", closing);
		this.statistics.delivered(side);
		closing.close();
		assertThat(this.statistics.sides()).hasSize(3);
		assertThat(channel("pricing").queued()).isZero();
		this.statistics.posted(side);
		assertThat(this.statistics.sides()).hasSize(2);
		assertThat(channel("pricing").posted()).isEqualTo(1);
	}

	@Test
	void sideThatAnotherObserverClosesAtOnceIsNotKept() {
		MessageChannelFactory late = MessageChannelFactory.builder().observer(new ChannelObserver() {

			@Override
			public void opened(ChannelSide side) {
				side.close(CloseReason.OWNER_GONE);
			}

		}).observer(this.statistics).build();
		this.factory.create("late");
		late.create("late");
		assertThat(channel("late").open()).isEqualTo(2);
		assertThat(channel("late").closedByReason()).isEqualTo(Map.of(CloseReason.OWNER_GONE, 2L));
		assertThat(this.statistics.sides()).hasSize(2);
	}

	@Test
	void whatIsReleasedIsForgottenAndCountsAsDiscarded() {
		this.kept.add(this.factory.create("pricing"));
		MessageChannel child = this.factory.create("pricing");
		ChildContext context = new ChildContext(this.statistics, ListenerSources.none());
		context.opened(side("pricing.port1", child));
		context.opened(side("pricing.port2", child));
		child.port1().postMessage(1);
		context.destroy();
		assertThat(channel("pricing").open()).isEqualTo(2);
		assertThat(channel("pricing").queued()).isZero();
		assertThat(channel("pricing").discardedByReason()).isEqualTo(Map.of(CloseReason.OWNER_GONE, 1L));
		assertThat(channel("pricing").closedByReason()).isEmpty();
		child.close();
		assertThat(channel("pricing").closedByReason()).isEmpty();
	}

	@Test
	void sumsOfManySidesNeverGoBack() {
		MessageChannel first = this.factory.create("many");
		long before = 0;
		for (int i = 0; i < 1_200; i++) {
			MessageChannel channel = this.factory.create("many");
			first.port1().postMessage(i);
			assertThat(channel("many").posted()).isGreaterThanOrEqualTo(before);
			before = channel("many").posted();
			if (i % 3 == 0) {
				channel.close();
			}
		}
		Awaitility.await().atMost(SOON).until(() -> channel("many").posted() == 1_200);
	}

	@Test
	void concurrentChannelsOfOneNameLeaveNothingBehind() throws Exception {
		int threads = 4;
		int rounds = 2_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch received = new CountDownLatch(threads * rounds);
		for (int i = 0; i < threads; i++) {
			executor.execute(() -> openPostAndClose(rounds, received));
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(received.await(60, TimeUnit.SECONDS)).isTrue();
		Awaitility.await().atMost(SOON).until(() -> this.statistics.channels().findAny().isEmpty());
		assertThat(this.statistics.sides()).isEmpty();
	}

	private static void receive(MessagePort port) {
		try {
			port.receive(SOON);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void fail(Object data) {
		if (data instanceof Integer) {
			throw new IllegalStateException("expected");
		}
		throw new IllegalArgumentException("expected");
	}

	private MessagePort postAndForget() {
		MessageChannel channel = this.factory.create("pricing");
		channel.port1().postMessage("unread");
		channel.port1().postMessage("unread");
		channel.port2().postMessage("read");
		return channel.port1();
	}

	private void openPostAndClose(int rounds, CountDownLatch received) {
		for (int i = 0; i < rounds; i++) {
			MessageChannel channel = this.factory.create("busy");
			MessagePort port = channel.port2();
			port.onMessage((event) -> received.countDown());
			channel.port1().postMessage(i);
			channel.port1().close();
		}
	}

	private ChannelStatistics channel(String name) {
		ChannelStatistics channel = this.statistics.channel(name);
		assertThat(channel).as(name).isNotNull();
		return channel;
	}

	private SideStatistics side(String name) {
		return this.statistics.sides().filter((side) -> side.side().name().equals(name)).findAny().orElseThrow();
	}

	private ChannelSide side(String name, MessageChannel channel) {
		String id = name.endsWith("1") ? channel.port1().id() : channel.port2().id();
		return this.statistics.sides()
			.map(SideStatistics::side)
			.filter((side) -> side.id().equals(id))
			.findAny()
			.orElseThrow();
	}

}
