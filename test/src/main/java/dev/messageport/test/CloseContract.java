package dev.messageport.test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.DataCloneException;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules for closing, and for owners that vanish.
 */
abstract class CloseContract extends CarrierContract {

	private static final int RACES = 50;

	@Test
	@Tag("C1")
	@Tag("I6")
	void otherEndGetsWhatWasPostedBeforeThenOneCloseEventThenNothing() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		postNumbers(pair.first(), 0, 100);
		pair.first().close();
		assertThat(pair.first().postMessage("after")).isFalse();
		CloseEvent close = recorder.awaitClose(timeout());
		assertThat(close.reason()).isEqualTo(CloseReason.PEER);
		assertThat(close.cause()).isNull();
		assertThat(close.target()).isSameAs(pair.second());
		pair.second().start();
		assertNoMore(recorder, 101);
		assertThat(recorder.events().get(100)).isSameAs(close);
	}

	/**
	 * Verify that nothing follows the close of a port: another channel, opened, used and
	 * closed meanwhile, stands for the time that it would take.
	 * @param recorder the recorder of the port
	 * @param events how many events there are
	 * @throws Exception if something fails
	 */
	private void assertNoMore(PortRecorder recorder, int events) throws Exception {
		PortPair later = open();
		PortRecorder after = PortRecorder.of(later.second());
		post(later.first(), "meanwhile");
		later.first().close();
		after.awaitClose(timeout());
		assertThat(recorder.events()).hasSize(events);
	}

	@Test
	@Tag("C2")
	void closingPortDiscardsWhatItHasNotRead() throws Exception {
		PortPair pair = open();
		postNumbers(pair.first(), 0, 3);
		awaitQueued(pair.second(), 3);
		List<Object> heard = new CopyOnWriteArrayList<>();
		pair.second().addMessageListener(heard::add);
		pair.second().close();
		pair.second().start();
		assertThat(pair.second().queued()).isZero();
		assertThat(pair.second().receive(timeout())).isNull();
		assertClosed(pair.first(), CloseReason.PEER);
		assertThat(heard).isEmpty();
	}

	@Test
	@Tag("C3")
	void closingPortGetsNoCloseEventButBothStagesComplete() throws Exception {
		PortPair pair = open();
		PortRecorder own = PortRecorder.of(pair.first());
		PortRecorder other = PortRecorder.of(pair.second());
		pair.first().close();
		assertThat(assertClosed(pair.first(), CloseReason.LOCAL).target()).isSameAs(pair.first());
		assertThat(assertClosed(pair.second(), CloseReason.PEER).target()).isSameAs(pair.second());
		other.awaitClose(timeout());
		assertNoMore(own, 0);
	}

	@Test
	@Tag("C3")
	void stageCompletesBeforeWhatIsQueuedAndOnAPortThatWasNeverStarted() throws Exception {
		PortPair pair = open();
		post(pair.first(), "unread");
		awaitQueued(pair.second(), 1);
		pair.first().close();
		assertClosed(pair.second(), CloseReason.PEER);
		assertThat(pair.second().queued()).isOne();
		PortRecorder recorder = PortRecorder.of(pair.second());
		recorder.awaitClose(timeout());
		assertThat(recorder.payloads()).containsExactly("unread");
	}

	@Test
	@Tag("C4")
	void causeReachesTheOtherEnd() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		Throwable cause = new IllegalStateException("Closed by a test, with a cause");
		pair.first().close(cause);
		assertThat(assertClosed(pair.first(), CloseReason.LOCAL).cause()).isSameAs(cause);
		assertError(assertClosed(pair.second(), CloseReason.PEER).cause(), cause);
		assertError(recorder.awaitClose(timeout()).cause(), cause);
	}

	@Test
	@Tag("C5")
	void closingAgainAndFromBothEndsIsHarmless() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		pair.first().close();
		pair.first().close(new IllegalStateException("Closed again by a test, without effect"));
		recorder.awaitClose(timeout());
		pair.second().close();
		pair.first().close();
		assertThat(assertClosed(pair.first(), CloseReason.LOCAL).cause()).isNull();
		assertNoMore(recorder, 1);
	}

	@Test
	@Tag("C5")
	void closingInsideHandlersIsHarmless() throws Exception {
		PortPair pair = open();
		List<Object> closes = new CopyOnWriteArrayList<>();
		pair.second().onMessage((event) -> {
			event.target().close();
			event.target().close();
		});
		pair.first().onClose((event) -> {
			event.target().close();
			closes.add(event);
		}).start();
		post(pair.first(), "close yourself");
		until(() -> closes.size() == 1, "one close event");
		assertThat(pair.second().isClosed()).isTrue();
	}

	@Test
	@Tag("C5")
	void closingBothEndsAtOnceGivesAtMostOneEventForEach() throws Exception {
		for (int round = 0; round < RACES; round++) {
			PortPair pair = open();
			PortRecorder first = PortRecorder.of(pair.first());
			PortRecorder second = PortRecorder.of(pair.second());
			Race.of(timeout(), closing(pair.first()), closing(pair.second()), closing(pair.second()));
			until(() -> pair.first().isClosed() && pair.second().isClosed(), "both ends closed");
			assertThat(first.closes()).hasSizeLessThanOrEqualTo(1);
			assertThat(second.closes()).hasSizeLessThanOrEqualTo(1);
		}
	}

	private static Callable<Boolean> closing(MessagePort port) {
		return () -> {
			port.close();
			return true;
		};
	}

	@Test
	@Tag("C6")
	void closedPortCannotBeTransferred() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		pair.first().close();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> carrier.first().postMessage("port", pair.first()));
	}

	@Test
	@Tag("G3")
	@Tag("C4")
	void ownerThatIsGoneIsToldAfterWhatItHasPosted() throws Exception {
		PortPair pair = open();
		PortRecorder recorder = PortRecorder.of(pair.second());
		postNumbers(pair.first(), 0, 3);
		recorder.awaitMessages(3, timeout());
		loseOwner(pair.first());
		assertThat(recorder.awaitClose(timeout()).reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(recorder.payloads()).containsExactly(0, 1, 2);
		assertThat(pair.second().postMessage("late")).isFalse();
	}

	@Test
	@Tag("G3")
	@Tag("T6")
	void ownerThatIsGoneEndsWhatItHasNotRead() throws Exception {
		PortPair carrier = open();
		PortPair pair = open();
		post(carrier.first(), "port", pair.second());
		awaitQueued(carrier.second(), 1);
		loseOwner(carrier.second());
		assertClosed(pair.first(), CloseReason.UNDELIVERABLE);
		assertClosed(carrier.first(), CloseReason.OWNER_GONE);
	}

}
