package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.ChannelOptions;
import dev.messageport.CloseReason;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;
import dev.messageport.PortOverflowException;
import dev.messageport.Registration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for queues: when messages wait, and who takes them.
 */
abstract class QueueContract extends PostingContract {

	private static final int MANY = 2_000;

	private static final int CAPACITY = 8;

	/**
	 * More posts than a queue of that capacity, and what lies before it, may ever take.
	 */
	private static final int TOO_MANY = 20_000;

	@Test
	@Tag("Q1")
	void messagesWaitUntilThePortIsStarted() throws Exception {
		PortPair pair = open();
		List<@Nullable Object> heard = new CopyOnWriteArrayList<>();
		pair.second().addMessageListener((event) -> heard.add(event.data()));
		postNumbers(pair.first(), 0, 2);
		awaitQueued(pair.second(), 2);
		assertThat(heard).isEmpty();
		pair.second().start();
		until(() -> heard.equals(List.of(0, 1)), "both messages");
	}

	@Test
	@Tag("Q1")
	void messagesWaitWhileThereIsNoListener() throws Exception {
		PortPair pair = open();
		pair.second().start();
		postNumbers(pair.first(), 0, 2);
		awaitQueued(pair.second(), 2);
		PortRecorder recorder = PortRecorder.of(pair.second());
		recorder.awaitMessages(2, timeout());
		assertOnly(recorder, pair.first(), 0, 1);
	}

	@Test
	@Tag("Q1")
	void messagesWaitAgainOnceTheLastListenerWasRemoved() throws Exception {
		PortPair pair = open();
		PortRecorder first = PortRecorder.of(pair.second());
		post(pair.first(), 0);
		first.awaitMessages(1, timeout());
		first.stop();
		post(pair.first(), 1);
		awaitQueued(pair.second(), 1);
		assertOnly(PortRecorder.of(pair.second()), pair.first(), 1);
		assertThat(first.payloads()).containsExactly(0);
	}

	@Test
	@Tag("Q2")
	void handlerStartsThePortAndListenerDoesNot() throws Exception {
		PortPair pair = open();
		Registration registration = pair.second().addMessageListener((event) -> {
		});
		assertThat(pair.second().isStarted()).isFalse();
		registration.remove();
		pair.second().onMessage((event) -> {
		});
		assertThat(pair.second().isStarted()).isTrue();
	}

	@Test
	@Tag("Q2")
	void handlerReplacesTheOneBefore() throws Exception {
		PortPair pair = open();
		List<@Nullable Object> old = new CopyOnWriteArrayList<>();
		List<@Nullable Object> young = new CopyOnWriteArrayList<>();
		pair.second().onMessage((event) -> old.add(event.data()));
		pair.second().onMessage((event) -> young.add(event.data()));
		post(pair.first(), 1);
		until(() -> young.contains(1), "the message at the new handler");
		assertThat(old).isEmpty();
	}

	@Test
	@Tag("Q2")
	void startIsIdempotentAndDoesNothingOnAClosedPort() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		pair.second().start();
		pair.second().start();
		post(pair.first(), 1);
		assertOnly(recorder, pair.first(), 1);
		pair.second().close();
		pair.second().start();
		assertThat(pair.second().isStarted()).isFalse();
	}

	@Test
	@Tag("Q6")
	void receiveTakesTheOldestMessageOfAPortThatIsNotStarted() throws Exception {
		PortPair pair = open();
		postNumbers(pair.first(), 0, 3);
		assertNumbers(pair.second(), 0, 3);
		assertThat(pair.second().isStarted()).isFalse();
		assertThat(pair.second().receive(Duration.ZERO)).isNull();
	}

	@Test
	@Tag("Q6")
	void receiveEndsWhenTheOtherEndHasClosed() throws Exception {
		PortPair pair = open();
		post(pair.first(), "last");
		pair.first().close();
		assertThat(next(pair.second()).data()).isEqualTo("last");
		assertThat(pair.second().receive(timeout())).isNull();
		assertClosed(pair.second(), CloseReason.PEER);
	}

	@Test
	@Tag("Q6")
	void eachMessageArrivesOnceAtListenersOrAtReceive() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		List<@Nullable Object> received = new ArrayList<>();
		Race.of(timeout(), Poster.of(pair.first(), "", MANY), () -> {
			for (int i = 0; i < MANY; i++) {
				MessageEvent event = pair.second().receive(Duration.ZERO);
				if (event != null) {
					received.add(event.data());
				}
			}
			return received;
		});
		recorder.awaitMessages(MANY - received.size(), timeout());
		post(pair.first(), "end");
		until(() -> recorder.payloads().contains("end"), "the last message");
		received.addAll(recorder.payloads());
		List<Object> expected = new ArrayList<>(IntStream.range(0, MANY).mapToObj(String::valueOf).toList());
		expected.add("end");
		assertThat(received).containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	@Tag("Q7")
	void fullQueueTellsTheSenderAndLosesNothing() throws Exception {
		PortPair pair = open(ChannelOptions.builder().capacity(CAPACITY).overflow(OverflowPolicy.FAIL));
		int accepted = postUntilFull(pair.first());
		assertThat(accepted).isGreaterThanOrEqualTo(CAPACITY);
		assertNumbers(pair.second(), 0, accepted);
		until(() -> isAccepted(pair.first()), "room for a message");
		assertThat(next(pair.second()).data()).isEqualTo("again");
	}

	private static int postUntilFull(MessagePort port) {
		for (int i = 0; i < TOO_MANY; i++) {
			try {
				assertThat(port.postMessage(i)).isTrue();
			}
			catch (PortOverflowException ex) {
				return i;
			}
		}
		throw new AssertionError("Port " + port.name() + " took " + TOO_MANY + " messages for a queue of " + CAPACITY);
	}

	private static boolean isAccepted(MessagePort port) {
		try {
			return port.postMessage("again");
		}
		catch (PortOverflowException ex) {
			return false;
		}
	}

	@Test
	@Tag("Q7")
	@Tag("C4")
	void fullQueueClosesTheChannelIfItsPolicyIsThat() throws Exception {
		PortPair pair = open(ChannelOptions.builder().capacity(CAPACITY).overflow(OverflowPolicy.CLOSE));
		int accepted = 0;
		while (pair.first().postMessage(accepted)) {
			accepted++;
			assertThat(accepted).as("messages taken by a queue of " + CAPACITY).isLessThan(TOO_MANY);
		}
		assertClosed(pair.first(), CloseReason.OVERFLOW);
		assertClosed(pair.second(), CloseReason.OVERFLOW);
		assertNumbers(pair.second(), 0, CAPACITY);
	}

	@Test
	@Tag("Q8")
	void pauseHoldsBackMessagesAndTheClose() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		post(pair.first(), 0);
		recorder.awaitMessages(1, timeout());
		pair.second().pause();
		assertThat(pair.second().isStarted()).isFalse();
		post(pair.first(), 1);
		awaitQueued(pair.second(), 1);
		pair.first().close();
		assertClosed(pair.second(), CloseReason.PEER);
		assertThat(recorder.events()).hasSize(1);
		pair.second().start();
		recorder.awaitClose(timeout());
		assertThat(recorder.payloads()).containsExactly(0, 1);
	}

	@Test
	@Tag("Q8")
	void newHandlerStartsAPausedPort() throws Exception {
		PortPair pair = open();
		pair.second().start();
		pair.second().pause();
		post(pair.first(), 1);
		awaitQueued(pair.second(), 1);
		List<@Nullable Object> heard = new CopyOnWriteArrayList<>();
		pair.second().onMessage((event) -> heard.add(event.data()));
		until(() -> heard.equals(List.of(1)), "the message at the new handler");
	}

}
