package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;
import dev.messageport.PortOverflowException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the figures of {@link PortStatistics} and {@link PortMetrics} add up, and
 * are those of who has posted, under load.
 */
class StatisticsUnderLoadTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int THREADS = 4;

	private static final int ROUNDS = 300;

	private static final int BURST = 20;

	private static final List<String> NAMES = List.of("plain", "asked", "streamed", "moved", "FAIL", "BLOCK",
			"DROP_OLDEST", "DROP_LATEST", "CLOSE");

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final PortStatistics statistics = new PortStatistics(100, new LatencySampling(3));

	private final PortMetrics metrics = new PortMetrics(this.statistics);

	private final ExecutorService delivery = Executors.newFixedThreadPool(2);

	private final ExecutorService posters = Executors.newFixedThreadPool(THREADS);

	private final MessageChannelFactory factory = MessageChannelFactory.builder()
		.executor(this.delivery)
		.observer(this.statistics)
		.errorHandler((error, port, event) -> {
		})
		.build();

	private final Map<String, AtomicLong> posted = new HashMap<>();

	private final Map<String, AtomicLong> heard = new HashMap<>();

	private final Map<Meter.Id, Double> before = new HashMap<>();

	@AfterEach
	void shutDown() {
		this.posters.shutdownNow();
		this.delivery.shutdownNow();
	}

	@Test
	void figuresAreThoseOfWhoHasPosted() throws Exception {
		this.metrics.bindTo(this.registry);
		List<MessageChannel> pinned = new ArrayList<>();
		for (String name : NAMES) {
			// So that the names stay, to be looked at
			pinned.add(this.factory.create(name));
			this.posted.put(name, new AtomicLong());
			this.heard.put(name, new AtomicLong());
		}
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			running.add(this.posters.submit(this::post));
		}
		while (!running.stream().allMatch(Future::isDone)) {
			scrape();
		}
		for (Future<?> poster : running) {
			poster.get();
		}
		for (String name : NAMES) {
			assertAddsUp(name);
		}
		assertThat(this.statistics.sides().count()).isGreaterThanOrEqualTo(2 * NAMES.size());
		pinned.forEach(MessageChannel::close);
		Awaitility.await().atMost(SOON).until(() -> {
			System.gc();
			return this.statistics.channels().allMatch((channel) -> channel.leaked() > 0);
		});
	}

	private void assertAddsUp(String name) {
		ChannelStatistics channel = this.statistics.channel(name);
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(channel.delivered() + channel.discarded() + channel.queued()).as(name)
				.isEqualTo(channel.posted()));
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(channel.delivered()).as(name + " delivered")
				.isEqualTo(this.heard.get(name).get()));
		assertThat(channel.posted()).as(name + " posted").isEqualTo(this.posted.get(name).get()).isPositive();
		assertThat(channel.discardedByReason().values().stream().mapToLong(Long::longValue).sum())
			.isEqualTo(channel.discarded());
		assertThat(counter("messageport.messages.posted", name)).isEqualTo(channel.posted());
		assertThat(counter("messageport.messages.delivered", name)).isEqualTo(channel.delivered());
		assertThat(counter("messageport.messages.discarded", name)).isEqualTo(channel.discarded());
		assertThat(counter("messageport.ports.closed", name)).isPositive()
			.isEqualTo(channel.closedByReason().values().stream().mapToLong(Long::longValue).sum());
	}

	private double counter(String meter, String channel) {
		return this.registry.find(meter)
			.tag("channel", channel)
			.functionCounters()
			.stream()
			.mapToDouble(FunctionCounter::count)
			.sum();
	}

	private void scrape() {
		for (Meter meter : this.registry.getMeters()) {
			double value = meter.measure().iterator().next().getValue();
			if (meter instanceof FunctionCounter) {
				Double former = this.before.put(meter.getId(), value);
				assertThat(value).as(meter.getId().toString()).isGreaterThanOrEqualTo((former != null) ? former : 0);
			}
			else {
				assertThat(value).as(meter.getId().toString()).isNotNegative();
			}
		}
	}

	private Void post() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			plain();
			asked();
			streamed();
			moved();
			for (OverflowPolicy policy : OverflowPolicy.values()) {
				overflowing(policy);
			}
		}
		return null;
	}

	/**
	 * Closed by the reader in the middle, by the writer, or by the garbage collector.
	 */
	private void plain() {
		MessageChannel channel = this.factory.create("plain");
		int readsAtMost = (int) (Math.random() * 2 * BURST);
		MessagePort reader = channel.port2();
		int[] read = new int[1];
		reader.onMessage((event) -> {
			heard("plain");
			if (++read[0] == readsAtMost) {
				reader.close();
			}
		});
		burst("plain", channel.port1());
		if (readsAtMost % 3 != 0) {
			channel.port1().close();
		}
	}

	private void asked() throws Exception {
		MessageChannel channel = this.factory.create("asked");
		channel.port2().onMessage((event) -> {
			heard("asked");
			if (event.reply("answer")) {
				posted("asked");
			}
		});
		for (int i = 0; i < 5; i++) {
			posted("asked");
			channel.port1().request(i, String.class).toCompletableFuture().get(30, TimeUnit.SECONDS);
			// The answer, which no listener of this test gets
			heard("asked");
		}
		channel.close();
	}

	private void streamed() throws Exception {
		MessageChannel channel = this.factory.create("streamed");
		channel.port2().onMessage((event) -> {
			heard("streamed");
			SubmissionPublisher<Integer> answers = new SubmissionPublisher<>();
			event.reply(answers);
			for (int i = 0; i < BURST; i++) {
				answers.submit(i);
			}
			answers.close();
		});
		Reader reader = new Reader();
		posted("streamed");
		channel.port1().requestStream("go", Integer.class).subscribe(reader);
		assertThat(reader.isDone()).isTrue();
		this.posted.get("streamed").addAndGet(BURST);
		this.heard.get("streamed").addAndGet(BURST);
		channel.close();
	}

	private void moved() throws Exception {
		MessageChannel carrier = this.factory.create("moved");
		MessageChannel channel = this.factory.create("moved");
		burst("moved", channel.port1());
		posted("moved");
		carrier.port1().postMessage("take this", channel.port2());
		burst("moved", channel.port1());
		if (Math.random() < 0.3) {
			// With all that waits in it
			carrier.port2().close();
			return;
		}
		MessageEvent arrived = carrier.port2().receive(SOON);
		heard("moved");
		arrived.ports().get(0).onMessage((event) -> heard("moved"));
		channel.port1().close();
		carrier.close();
	}

	private void overflowing(OverflowPolicy policy) {
		MessageChannel channel = this.factory.create(ChannelOptions.builder()
			.name(policy.name())
			.capacity(BURST / 2)
			.overflow(policy)
			.blockTimeout(Duration.ofMillis(1))
			.build());
		boolean reads = Math.random() < 0.5;
		if (reads) {
			channel.port2().onMessage((event) -> heard(policy.name()));
		}
		burst(policy.name(), channel.port1());
		if (!reads || Math.random() < 0.5) {
			channel.port2().close();
		}
	}

	private void burst(String name, MessagePort port) {
		for (int i = 0; i < BURST; i++) {
			try {
				boolean queued = port.postMessage(i);
				if (queued || (name.equals("DROP_LATEST") && !port.isClosed())) {
					posted(name);
				}
			}
			catch (PortOverflowException ex) {
				// Not posted
			}
		}
	}

	private void posted(String name) {
		this.posted.get(name).incrementAndGet();
	}

	private void heard(String name) {
		this.heard.get(name).incrementAndGet();
	}

	/**
	 * Reads all, a few at a time.
	 */
	private static final class Reader implements Flow.Subscriber<Integer> {

		private final CountDownLatch done = new CountDownLatch(1);

		private Flow.Subscription subscription;

		boolean isDone() throws InterruptedException {
			return this.done.await(30, TimeUnit.SECONDS);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(3);
		}

		@Override
		public void onNext(Integer item) {
			this.subscription.request(1);
		}

		@Override
		public void onError(Throwable error) {
			this.done.countDown();
		}

		@Override
		public void onComplete() {
			this.done.countDown();
		}

	}

}
