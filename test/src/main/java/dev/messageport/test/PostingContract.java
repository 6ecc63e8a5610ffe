package dev.messageport.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.DataCloneException;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;
import dev.messageport.Transferable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules for posting.
 */
abstract class PostingContract extends ContractKit {

	private static final int RACES = 50;

	@Test
	@Tag("P1")
	void postedMessagesArriveAtTheOtherEndOnly() throws Exception {
		PortPair pair = open();
		post(pair.first(), "to second");
		post(pair.second(), "to first");
		assertOnly(pair.second(), pair.first(), "to second");
		assertOnly(pair.first(), pair.second(), "to first");
	}

	@Test
	@Tag("P1")
	void headersArrive() throws Exception {
		PortPair pair = open();
		pair.first().postMessage("plain");
		pair.first().postMessage("with", PostOptions.builder().header("user", "ann").build());
		assertThat(next(pair.second()).headers()).isEmpty();
		assertThat(next(pair.second()).headers()).isEqualTo(Map.of("user", "ann"));
	}

	@Test
	@Tag("P1")
	void closedPortPostsNothing() throws Exception {
		PortPair pair = open();
		pair.first().close();
		assertThat(pair.first().postMessage("x")).isFalse();
	}

	@Test
	@Tag("P1")
	void portWhoseOtherEndHasClosedPostsNothing() throws Exception {
		PortPair pair = open();
		pair.second().close();
		assertClosed(pair.first(), CloseReason.PEER);
		assertThat(pair.first().postMessage("x")).isFalse();
	}

	@Test
	@Tag("P1")
	@Tag("T1")
	void transferredPortPostsNothing() throws Exception {
		PortPair pair = open();
		MessagePort arrived = hop(pair.first());
		assertThat(pair.first().postMessage("old")).isFalse();
		assertOnly(pair.second(), arrived);
	}

	@Test
	@Tag("P1")
	void postThatCanNeverArriveEndsWhatItCarries() throws Exception {
		PortPair pair = open();
		PortPair carried = open();
		pair.first().close();
		assertThat(pair.first().postMessage("x", carried.second())).isFalse();
		assertThat(carried.second().isDetached()).isTrue();
		assertClosed(carried.first(), CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("P2")
	void wrongTransferListsThrowAndTouchNothing() throws Exception {
		assertRefusals(open());
	}

	@Test
	@Tag("P2")
	void wrongTransferListsThrowOnAClosedPortToo() throws Exception {
		PortPair pair = open();
		pair.first().close();
		assertRefusals(pair);
	}

	// A null entry is one of the mistakes
	@SuppressWarnings("NullAway")
	private void assertRefusals(PortPair pair) throws Exception {
		PortPair spare = open();
		PortPair closed = open();
		closed.first().close();
		PortPair transferred = open();
		hop(transferred.first());
		MessagePort good = spare.first();
		assertRefused(pair, 1, good, null);
		assertRefused(pair, 1, good, good);
		assertRefused(pair, 1, good, pair.first());
		assertRefused(pair, 1, good, closed.first());
		assertRefused(pair, 1, good, transferred.first());
		assertThat(good.isDetached()).isFalse();
		post(good, "untouched");
		assertOnly(spare.second(), good, "untouched");
		if (!pair.first().isClosed()) {
			assertOnly(pair.second(), pair.first());
		}
	}

	private static void assertRefused(PortPair pair, int index, Transferable... transfer) {
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> pair.first().postMessage("refused", Arrays.asList(transfer)))
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(index));
	}

	@Test
	@Tag("P3")
	void portWhoseOtherEndHasClosedMovesWithItsMessagesAndItsClose() throws Exception {
		PortPair pair = open();
		postNumbers(pair.first(), 0, 3);
		pair.first().close();
		assertClosed(pair.second(), CloseReason.PEER);
		PortRecorder recorder = PortRecorder.of(hop(pair.second()));
		assertThat(recorder.awaitClose(timeout()).reason()).isEqualTo(CloseReason.PEER);
		assertThat(recorder.payloads()).containsExactly(0, 1, 2);
	}

	@Test
	@Tag("P4")
	void portInThePayloadHasToBeInTheList() throws Exception {
		PortPair pair = open();
		PortPair other = open();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> pair.first().postMessage(other.first()))
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(-1));
		assertThat(other.first().isDetached()).isFalse();
		assertOnly(pair.second(), pair.first());
	}

	@Test
	@Tag("P4")
	void portInThePayloadAndInTheListArrivesAsOneObject() throws Exception {
		PortPair pair = open();
		PortPair moved = open();
		post(pair.first(), moved.second(), moved.second());
		MessageEvent event = next(pair.second());
		assertThat(event.data()).isSameAs(onlyPort(event)).isNotSameAs(moved.second());
	}

	@Test
	@Tag("P5")
	void portsArriveInTheOrderOfTheList() throws Exception {
		PortPair pair = open();
		List<PortPair> moved = List.of(open(), open(), open());
		post(pair.first(), "three", moved.get(2).second(), moved.get(0).second(), moved.get(1).second());
		MessageEvent event = next(pair.second());
		assertThat(event.ports()).extracting(MessagePort::id)
			.containsExactly(moved.get(2).second().id(), moved.get(0).second().id(), moved.get(1).second().id());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.ports().clear());
		event.ports().forEach(this::track);
	}

	@Test
	@Tag("P5")
	void messageWithoutPortsHasAnEmptyList() throws Exception {
		PortPair pair = open();
		post(pair.first(), "none");
		assertThat(next(pair.second()).ports()).isEmpty();
	}

	@Test
	@Tag("P6")
	void nullEmptyAndBlankPayloadsAreLegal() throws Exception {
		PortPair pair = open();
		post(pair.first(), null);
		post(pair.first(), "");
		post(pair.first(), " ");
		post(pair.first(), new byte[0]);
		assertThat(next(pair.second()).data()).isNull();
		assertThat(next(pair.second()).data(String.class)).isEmpty();
		assertThat(next(pair.second()).data(String.class)).isEqualTo(" ");
		assertThat(next(pair.second()).data(byte[].class)).isEmpty();
	}

	@Test
	@Tag("P6")
	void payloadsOfAllKindsArrive() throws Exception {
		PortPair pair = open();
		Map<String, Object> map = Map.of("name", "apples", "prices", List.of(1, 2));
		post(pair.first(), 42);
		post(pair.first(), 1.5);
		post(pair.first(), true);
		post(pair.first(), "äpfel €");
		post(pair.first(), map);
		post(pair.first(), new byte[] { 0, -1, 127 });
		assertThat(next(pair.second()).data(Integer.class)).isEqualTo(42);
		assertThat(next(pair.second()).data(Double.class)).isEqualTo(1.5);
		assertThat(next(pair.second()).data(Boolean.class)).isTrue();
		assertThat(next(pair.second()).data(String.class)).isEqualTo("äpfel €");
		assertThat((Object) next(pair.second()).data(Map.class)).isEqualTo(map);
		assertThat(next(pair.second()).data(byte[].class)).containsExactly(0, -1, 127);
	}

	@Test
	@Tag("P7")
	void portPostedToItselfIsDoomedAndItsPartnerLearnsIt() throws Exception {
		PortPair pair = open();
		PortPair other = open();
		assertThat(pair.first().postMessage("doomed", pair.second(), other.second())).isFalse();
		assertClosed(pair.first(), CloseReason.UNDELIVERABLE);
		assertClosed(other.first(), CloseReason.UNDELIVERABLE);
		assertThat(pair.first().postMessage("x")).isFalse();
	}

	@Test
	@Tag("P8")
	void cycleIsDoomedWhenTheLastLinkIsPosted() throws Exception {
		PortPair one = open();
		PortPair two = open();
		post(one.first(), "second of two waits in one", two.second());
		assertThat(two.first().postMessage("and the reverse", one.second())).isFalse();
		assertClosed(one.first(), CloseReason.UNDELIVERABLE);
		assertClosed(two.first(), CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("P9")
	void oneOfTwoTransfersOfAPortWins() throws Exception {
		for (int round = 0; round < RACES; round++) {
			PortPair left = open();
			PortPair right = open();
			PortPair raced = open();
			AtomicInteger refused = new AtomicInteger();
			Race.of(timeout(), transfer(left.first(), raced.second(), refused),
					transfer(right.first(), raced.second(), refused));
			assertThat(refused).hasValue(1);
			List<MessagePort> arrived = portsUntilClose(left);
			arrived.addAll(portsUntilClose(right));
			assertThat(arrived).hasSize(1);
			post(raced.first(), "for the winner");
			assertOnly(arrived.get(0), raced.first(), "for the winner");
		}
	}

	private List<MessagePort> portsUntilClose(PortPair carrier) throws InterruptedException {
		carrier.first().close();
		List<MessagePort> ports = new ArrayList<>();
		for (MessageEvent event = carrier.second().receive(timeout()); event != null; event = carrier.second()
			.receive(timeout())) {
			event.ports().forEach((port) -> ports.add(track(port)));
		}
		return ports;
	}

	private static Callable<Object> transfer(MessagePort carrier, MessagePort port, AtomicInteger refused) {
		return () -> {
			try {
				return carrier.postMessage("race", port);
			}
			catch (DataCloneException ex) {
				return refused.incrementAndGet();
			}
		};
	}

}
