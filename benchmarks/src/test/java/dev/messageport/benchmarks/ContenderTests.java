package dev.messageport.benchmarks;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does the same work: nobody loses, reorders or delivers on the stack of
 * the poster.
 */
class ContenderTests {

	private static final int MESSAGES = 5_000;

	private static final int TIMEOUT_SECONDS = 30;

	// Few, as two spinning threads on a busy machine take a time slice for each answer
	private static final int ROUND_TRIPS = 50;

	static Stream<Contender> all() {
		return Stream.of(Contender.values()).filter(Contender::isAvailable);
	}

	static Stream<Contender> keepingMessages() {
		Set<Contender> keeping = EnumSet.of(Contender.PORT_COMMON_POOL, Contender.PORT_FIXED_POOL,
				Contender.PORT_EVENT_LOOP, Contender.ACTOR_COMMON_POOL, Contender.ACTOR_FIXED_POOL,
				Contender.SI_QUEUE_CHANNEL, Contender.REACTOR);
		return keeping.stream();
	}

	@ParameterizedTest
	@MethodSource("all")
	void deliversAllInOrder(Contender contender) throws InterruptedException {
		try (Carrier carrier = contender.start()) {
			Receiver receiver = new Receiver();
			Lane lane = carrier.open(receiver);
			post(lane);
			assertThat(receiver.take(MESSAGES)).isEqualTo(numbers());
			lane.close();
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void deliversAllOfTwoProducersEachInOrder(Contender contender) throws InterruptedException {
		try (Carrier carrier = contender.start()) {
			Receiver receiver = new Receiver();
			Lane lane = carrier.open(receiver);
			Thread other = Pools.thread("other", () -> IntStream.range(-MESSAGES, 0).forEach(lane::post));
			other.start();
			post(lane);
			List<Object> received = receiver.take(2 * MESSAGES);
			assertThat(received).filteredOn((number) -> (int) number >= 0).isEqualTo(numbers());
			assertThat(received).filteredOn((number) -> (int) number < 0)
				.isEqualTo(IntStream.range(-MESSAGES, 0).boxed().toList());
			lane.close();
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void answersOffTheStackOfThePoster(Contender contender) throws InterruptedException {
		try (Carrier carrier = contender.start()) {
			Echo echo = new Echo(carrier);
			echo.link.toSecond(0);
			assertThat(echo.finished.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
			assertThat(echo.nested).isFalse();
			echo.link.close();
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void deliversOneAtATimeToEachOfSeveral(Contender contender) throws InterruptedException {
		try (Carrier carrier = contender.start()) {
			List<Receiver> receivers = Stream.generate(Receiver::new).limit(4).toList();
			List<Lane> lanes = receivers.stream().map(carrier::open).toList();
			IntStream.range(0, 500).forEach((number) -> lanes.forEach((lane) -> lane.post(number)));
			for (Receiver receiver : receivers) {
				assertThat(receiver.take(500)).isEqualTo(IntStream.range(0, 500).boxed().toList());
			}
			lanes.forEach(Lane::close);
		}
	}

	@ParameterizedTest
	@MethodSource("keepingMessages")
	void keepsAllUntilStarted(Contender contender) throws InterruptedException {
		try (Carrier carrier = contender.start()) {
			Receiver receiver = new Receiver();
			StoppedLane lane = carrier.openStopped(receiver);
			post(lane);
			assertThat(receiver.messages).isEmpty();
			lane.start();
			assertThat(receiver.take(MESSAGES)).isEqualTo(numbers());
			lane.close();
		}
	}

	private static void post(Lane lane) {
		numbers().forEach(lane::post);
	}

	private static List<Integer> numbers() {
		return IntStream.range(0, MESSAGES).boxed().toList();
	}

	/**
	 * Keeps what it gets.
	 */
	private static final class Receiver implements Consumer<Object> {

		private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();

		private final Thread poster = Thread.currentThread();

		private final Semaphore inside = new Semaphore(1);

		@Override
		public void accept(Object message) {
			boolean alone = this.inside.tryAcquire();
			boolean offStack = Thread.currentThread() != this.poster;
			this.messages.add((alone && offStack) ? message : "on the poster's thread, or two at a time");
			if (alone) {
				this.inside.release();
			}
		}

		private List<Object> take(int count) throws InterruptedException {
			List<Object> taken = new ArrayList<>();
			while (taken.size() < count) {
				Object message = this.messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
				assertThat(message).as("message " + taken.size()).isNotNull();
				taken.add(message);
			}
			return taken;
		}

	}

	/**
	 * Two ends that answer each other, and look whether they are called meanwhile.
	 */
	private static final class Echo {

		private final Semaphore finished = new Semaphore(0);

		private final ThreadLocal<Boolean> posting = ThreadLocal.withInitial(() -> false);

		private final Link link;

		private volatile boolean nested;

		Echo(Carrier carrier) {
			this.link = carrier.connect(this::first, this::second);
		}

		private void first(Object message) {
			if ((int) message == ROUND_TRIPS) {
				this.finished.release();
				return;
			}
			answer(() -> this.link.toSecond(message));
		}

		private void second(Object message) {
			answer(() -> this.link.toFirst((int) message + 1));
		}

		private void answer(Runnable post) {
			this.nested |= this.posting.get();
			this.posting.set(true);
			post.run();
			this.posting.set(false);
		}

	}

}
