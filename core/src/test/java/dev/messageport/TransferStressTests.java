package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Moving ports while threads post and listeners run.
 */
class TransferStressTests {

	private static final int POSTERS = 8;

	private static final int MESSAGES = 2000;

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	private final Recorder recorder = new Recorder();

	@Test
	@Tag("T2")
	@Tag("T7")
	@Tag("I1")
	void eightThreadsPostWhileTheReceivingPortMakesFiftyHops() throws Exception {
		MessageChannel channel = this.channels.create();
		List<Race.Task> tasks = posters(channel.port1());
		AtomicReference<MessagePort> last = new AtomicReference<>();
		tasks.add(() -> {
			MessagePort port = channel.port2();
			for (int hop = 0; hop < 50; hop++) {
				port = Ports.hop(port);
			}
			last.set(port);
		});
		Race.of(tasks);
		assertArrivedInOrder(Ports.drain(last.get()));
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("T2")
	@Tag("T3")
	void everyOwnerOnTheWayDeliversItsShare() throws Exception {
		MessageChannel channel = this.channels.create();
		List<Race.Task> tasks = posters(channel.port1());
		tasks.add(() -> {
			MessagePort port = channel.port2();
			for (int hop = 0; hop < 50; hop++) {
				MessagePort owner = port;
				int seen = this.recorder.count();
				owner.onMessage((event) -> {
					assertThat(event.target()).isSameAs(owner);
					this.recorder.onMessage(event);
				});
				Waiting.until(() -> this.recorder.count() > seen || channel.port1().isDetached() || seen > 8000);
				port = Ports.hop(port);
			}
			port.onMessage(this.recorder);
		});
		Race.of(tasks);
		Waiting.until(() -> this.recorder.count() == POSTERS * MESSAGES);
		assertArrivedInOrder(this.recorder.payloads());
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("T2")
	@Tag("T5")
	void bothEndsMoveAtTheSameTimeWhilePosting() throws Exception {
		MessageChannel channel = this.channels.create();
		AtomicReference<MessagePort> reader = new AtomicReference<>();
		Race.of(() -> {
			MessagePort port = channel.port1();
			for (int i = 0; i < 3000; i++) {
				assertThat(port.postMessage(i)).isTrue();
				if (i % 30 == 0) {
					port = Ports.hop(port);
				}
			}
		}, () -> {
			MessagePort port = channel.port2();
			for (int hop = 0; hop < 100; hop++) {
				port = Ports.hop(port);
			}
			reader.set(port);
		});
		assertThat(Ports.drain(reader.get())).isEqualTo(IntStream.range(0, 3000).boxed().toList());
	}

	@Test
	@Tag("T2")
	@Tag("Q6")
	void bothEndsMoveWhileTheyAreReadByListenersAndReceivers() throws Exception {
		MessageChannel channel = this.channels.create();
		AtomicBoolean posted = new AtomicBoolean();
		Race.of(() -> {
			MessagePort port = channel.port1();
			for (int i = 0; i < 5000; i++) {
				assertThat(port.postMessage(i)).isTrue();
				port = (i % 100 == 0) ? Ports.hop(port) : port;
			}
			posted.set(true);
		}, () -> {
			MessagePort port = channel.port2();
			while (!posted.get()) {
				port.onMessage(this.recorder);
				Thread.yield();
				port = Ports.hop(port);
			}
			port.onMessage(this.recorder);
		});
		Waiting.until(() -> this.recorder.count() == 5000);
		assertThat(this.recorder.payloads()).isEqualTo(IntStream.range(0, 5000).boxed().toList());
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("Q1")
	@Tag("Q8")
	@Tag("Q3")
	void pauseAndStartRaceWithPostsAndLoseNothing() throws Exception {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage(this.recorder);
		AtomicBoolean over = new AtomicBoolean();
		Race.Task toggler = () -> {
			while (!over.get()) {
				channel.port2().pause();
				channel.port2().start();
			}
		};
		Race.of(toggler, toggler, () -> {
			for (int i = 0; i < 10_000; i++) {
				channel.port1().postMessage(i);
			}
			over.set(true);
		});
		Waiting.until(() -> this.recorder.count() == 10_000);
		assertThat(this.recorder.payloads()).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
	}

	@Test
	@Tag("Q1")
	@Tag("Q2")
	void firstPostThatRacesWithTheStartIsDelivered() throws Exception {
		int count = 10_000;
		List<MessageChannel> many = Stream.generate(this.channels::create).limit(count).toList();
		AtomicInteger arrivals = new AtomicInteger();
		Race.of(() -> {
			for (int i = 0; i < count; i++) {
				meet(arrivals, 2 * i + 2);
				many.get(i).port2().onMessage(this.recorder);
			}
		}, () -> {
			for (int i = 0; i < count; i++) {
				meet(arrivals, 2 * i + 2);
				many.get(i).port1().postMessage("first");
			}
		});
		Waiting.until(() -> this.recorder.count() == count);
	}

	private static void meet(AtomicInteger arrivals, int expected) {
		arrivals.incrementAndGet();
		for (int spins = 0; arrivals.get() < expected; spins++) {
			if (spins > 1000) {
				Thread.yield();
			}
		}
	}

	@Test
	@Tag("Q1")
	void listenersThatComeAndGoLoseNothing() throws Exception {
		MessageChannel channel = this.channels.create();
		channel.port2().start();
		AtomicBoolean over = new AtomicBoolean();
		Race.of(() -> {
			while (!over.get()) {
				channel.port2().addMessageListener(this.recorder).remove();
			}
		}, () -> {
			for (int i = 0; i < 20_000; i++) {
				channel.port1().postMessage(i);
			}
			over.set(true);
		});
		channel.port2().addMessageListener(this.recorder);
		Waiting.until(() -> channel.port2().queued() == 0
				&& this.tallies.of(this.tallies.side(1)).delivered() == this.recorder.count());
		assertThat(this.recorder.payloads()).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
	}

	@Test
	@Tag("Q8")
	void nothingIsTakenBetweenThePauseAndTheStart() throws Exception {
		MessageChannel channel = this.channels.create();
		channel.port2().onMessage(this.recorder);
		AtomicBoolean over = new AtomicBoolean();
		Race.of(() -> {
			while (!over.get()) {
				channel.port1().postMessage("x");
				while (channel.port2().queued() > 100 && !over.get()) {
					Thread.onSpinWait();
				}
			}
		}, () -> {
			for (int round = 0; round < 500; round++) {
				channel.port2().pause();
				int waiting = channel.port2().queued();
				Thread.yield();
				assertThat(channel.port2().queued()).isGreaterThanOrEqualTo(waiting);
				channel.port2().start();
				Thread.yield();
			}
			over.set(true);
		});
	}

	@Test
	@Tag("I7")
	@Tag("I9")
	@Tag("T6")
	void randomStormOfTransfersAndClosesBalances() throws Exception {
		for (int round = 0; round < 20; round++) {
			List<MessagePort> ports = new ArrayList<>();
			for (int i = 0; i < 6; i++) {
				MessageChannel channel = this.channels.create();
				ports.add(channel.port1());
				ports.add(channel.port2());
			}
			try (Logs logs = Logs.capture()) {
				Race.of(storm(ports), storm(ports), storm(ports));
				assertThat(logs.errors()).isEmpty();
			}
			this.tallies.opened().forEach((side) -> side.close(CloseReason.OWNER_GONE));
			assertThat(this.tallies.opened()).allMatch((side) -> side.state() == ChannelSide.State.ENDED);
			Waiting.until(() -> this.tallies.opened().stream().allMatch((side) -> side.queued() == 0));
		}
		Waiting.until(this::isBalanced);
		this.tallies.assertBalanced();
		assertThat(this.tallies.opened()).allMatch((side) -> this.tallies.of(side).closed().size() == 1);
	}

	private static Race.Task storm(List<MessagePort> ports) {
		return () -> {
			ThreadLocalRandom random = ThreadLocalRandom.current();
			for (int i = 0; i < 200; i++) {
				MessagePort port = ports.get(random.nextInt(ports.size()));
				MessagePort other = ports.get(random.nextInt(ports.size()));
				switch (random.nextInt(6)) {
					case 0 -> port.postMessage("plain");
					case 1, 2 -> tryTransfer(port, other);
					case 3 -> {
						MessageEvent event = Ports.poll(port);
						if (event != null && !event.ports().isEmpty()) {
							tryTransfer(port, event.ports().get(0));
						}
					}
					case 4 -> port.onMessage((event) -> event.ports().forEach((moved) -> tryTransfer(port, moved)));
					default -> {
						if (i % 20 == 0) {
							port.close();
						}
					}
				}
			}
		};
	}

	private static void tryTransfer(MessagePort port, MessagePort moved) {
		try {
			port.postMessage("transfer", moved);
		}
		catch (DataCloneException ex) {
			assertThat(moved == port || moved.isDetached() || moved.isClosed()).isTrue();
		}
	}

	private boolean isBalanced() {
		return this.tallies.opened()
			.stream()
			.map(this.tallies::of)
			.allMatch((tally) -> tally.posted() == tally.delivered() + tally.discarded());
	}

	private static List<Race.Task> posters(MessagePort port) {
		List<Race.Task> tasks = new ArrayList<>();
		for (int i = 0; i < POSTERS; i++) {
			int thread = i;
			tasks.add(() -> {
				for (int n = 0; n < MESSAGES; n++) {
					assertThat(port.postMessage(thread * MESSAGES + n)).isTrue();
				}
			});
		}
		return tasks;
	}

	private static void assertArrivedInOrder(List<@Nullable Object> payloads) {
		assertThat(payloads).hasSize(POSTERS * MESSAGES);
		int[] next = new int[POSTERS];
		for (Object payload : payloads) {
			int number = (Integer) payload;
			assertThat(number % MESSAGES).isEqualTo(next[number / MESSAGES]++);
		}
	}

}
