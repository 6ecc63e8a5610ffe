package dev.messageport.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.ChannelOptions;
import dev.messageport.CloseReason;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for delivery: in which order, one at a time, and fairly.
 */
abstract class DeliveryContract extends QueueContract {

	private static final int MANY = 2_000;

	@Test
	@Tag("Q3")
	@Tag("I9")
	void messagesOfOneThreadArriveOnceAndInOrder() throws Exception {

		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		postNumbers(pair.first(), 0, MANY);
		assertOnly(recorder, pair.first(), IntStream.range(0, MANY).boxed().toArray());
	}

	@Test
	@Tag("Q3")
	@Tag("I9")
	void messagesOfSeveralThreadsArriveOnceAndInTheOrderOfEachThread() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		Race.of(timeout(), Poster.of(pair.first(), "a", MANY), Poster.of(pair.first(), "b", MANY),
				Poster.of(pair.first(), "c", MANY));
		List<@Nullable Object> payloads = payloads(recorder.awaitMessages(3 * MANY, timeout()));
		assertThat(payloads).hasSize(3 * MANY);
		for (String thread : List.of("a", "b", "c")) {
			assertThat(payloads.stream().map(String::valueOf).filter((payload) -> payload.startsWith(thread)))
				.isEqualTo(IntStream.range(0, MANY).mapToObj((number) -> thread + number).toList());
		}
	}

	@Test
	@Tag("I4")
	void noListenerRunsOnTheStackOfWhoPostsStartsOrCloses() throws Exception {
		PortPair pair = open(ChannelOptions.builder().executor(Runnable::run));
		ThreadLocal<Boolean> calling = ThreadLocal.withInitial(() -> false);
		List<Boolean> onStack = new CopyOnWriteArrayList<>();
		pair.second().addMessageListener((event) -> onStack.add(calling.get()));
		pair.second().addCloseListener((event) -> onStack.add(calling.get()));
		post(pair.first(), "before the start");
		awaitQueued(pair.second(), 1);
		calling.set(true);
		pair.second().start();
		post(pair.first(), "after the start");
		pair.first().close();
		calling.set(false);
		until(() -> onStack.size() == 3, "two messages and the close");
		assertThat(onStack).containsOnly(false);
	}

	@Test
	@Tag("Q4")
	@Tag("I5")
	void listenersRunInTheOrderOfTheirRegistrationOneAtATime() throws Exception {
		PortPair pair = open();
		List<String> order = new CopyOnWriteArrayList<>();
		AtomicInteger inside = new AtomicInteger();
		for (String name : List.of("first", "second", "third")) {
			pair.second().addMessageListener((event) -> {
				order.add(name + inside.incrementAndGet());
				Thread.yield();
				inside.decrementAndGet();
			});
		}
		pair.second().start();
		postNumbers(pair.first(), 0, 100);
		until(() -> order.size() == 300, "300 calls of listeners");
		assertThat(order).startsWith("first1", "second1", "third1", "first1")
			.allMatch((call) -> call.endsWith("1"), "was the only one that ran");
	}

	@Test
	@Tag("Q4")
	void listenerThatThrowsHarmsNobodyElse() throws Exception {
		PortPair pair = open();
		pair.second().addMessageListener((event) -> {
			throw new IllegalStateException("Thrown by a test, to be reported and survived");
		});
		PortRecorder recorder = PortRecorder.of(pair.second());
		postNumbers(pair.first(), 0, 3);
		assertOnly(recorder, pair.first(), 0, 1, 2);
		assertThat(pair.second().isClosed()).isFalse();
	}

	@Test
	@Tag("Q5")
	void portsThatAnswerEachOtherDoNotGrowTheStack() throws Exception {
		PortPair pair = open();
		List<@Nullable Object> last = new CopyOnWriteArrayList<>();
		for (MessagePort port : List.of(pair.first(), pair.second())) {
			port.onMessage((event) -> {
				Integer number = event.data(Integer.class);
				if (number == null || number >= 20_000 || !event.target().postMessage(number + 1)) {
					last.add(number);
				}
			});
		}
		post(pair.first(), 0);
		until(() -> last.contains(20_000), "the end of the ping-pong");
	}

	@Test
	@Tag("Q5")
	void busyPortsLeaveOthersTheirTurnOnOneThread() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		PortPair busy = open(ChannelOptions.builder().executor(thread));
		PortPair other = open(ChannelOptions.builder().executor(thread));
		busy.second().onMessage((event) -> busy.first().postMessage("for ever"));
		post(busy.first(), "for ever");
		PortRecorder recorder = PortRecorder.of(other.second());
		post(other.first(), "a turn, please");
		recorder.awaitMessages(1, timeout());
		assertThat(busy.first().isClosed()).isFalse();
		List.of(busy.first(), busy.second(), other.first(), other.second()).forEach(MessagePort::close);
		thread.submit(thread::shutdown).get();
	}

	@Test
	@Tag("Q8")
	void listenerAddedDuringADeliverySeesOnlyLaterMessages() throws Exception {
		PortPair pair = open();
		List<@Nullable Object> heard = new CopyOnWriteArrayList<>();
		AtomicInteger calls = new AtomicInteger();
		pair.second().onMessage((event) -> {
			if (calls.incrementAndGet() == 1) {
				event.target().addMessageListener((later) -> heard.add(later.data()));
			}
		});
		postNumbers(pair.first(), 0, 3);
		until(() -> heard.contains(2), "the last message");
		assertThat(heard).containsExactly(1, 2);
	}

	@Test
	@Tag("Q8")
	@Tag("C2")
	void listenerThatClosesThePortIsTheLastOneToRun() throws Exception {
		PortPair pair = open();
		List<@Nullable Object> late = new CopyOnWriteArrayList<>();
		pair.second().addMessageListener((event) -> event.target().close());
		pair.second().addMessageListener((event) -> late.add(event.data()));
		postNumbers(pair.first(), 0, 2);
		pair.second().start();
		assertClosed(pair.first(), CloseReason.PEER);
		assertThat(late).isEmpty();
	}

	static List<@Nullable Object> payloads(List<MessageEvent> events) {
		List<@Nullable Object> payloads = new ArrayList<>();
		events.forEach((event) -> payloads.add(event.data()));
		return payloads;
	}

}
