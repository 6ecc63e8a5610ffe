package dev.messageport.test;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.MessagePort;
import dev.messageport.TransferableBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The rules for what messages carry, and for those that are lost.
 */
abstract class CarrierContract extends TransferContract {

	private static final int HOPS = 50;

	@Test
	@Tag("T5")
	void bothEndsInOneMessageStayConnected() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		post(pair.first(), "before");
		post(carrier.first(), "both", pair.first(), pair.second());
		List<MessagePort> both = next(carrier.second()).ports();
		both.forEach(this::track);
		assertOnly(both.get(1), both.get(0), "before");
		assertOnly(both.get(0), both.get(1));
	}

	@Test
	@Tag("T5")
	void portOverAPortOverAPort() throws Exception {
		PortPair outer = open();
		PortPair inner = open();
		PortPair innermost = open();
		PortPair carrier = open();
		post(carrier.first(), "outer", outer.second());
		post(outer.first(), "inner", inner.second());
		post(inner.first(), "innermost", innermost.second());
		post(innermost.first(), "at the bottom");
		MessagePort first = onlyPort(next(carrier.second()));
		MessagePort second = onlyPort(next(first));
		MessagePort third = onlyPort(next(second));
		assertOnly(third, innermost.first(), "at the bottom");
		assertOnly(innermost.first(), third);
	}

	@Test
	@Tag("T5")
	@Tag("T7")
	void portForwardedByOwnersWhoNeverStartedItKeepsItsMessages() throws Exception {
		PortPair pair = open();
		MessagePort moved = pair.second();
		for (int i = 0; i < HOPS; i++) {
			post(pair.first(), i);
			moved = hop(moved);
		}
		assertNumbers(moved, 0, HOPS);
		assertOnly(moved, pair.first());
	}

	@Test
	@Tag("T6")
	void carrierThatIsClosedUnreadEndsWhatItCarries() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		post(carrier.first(), "port", pair.second());
		awaitQueued(carrier.second(), 1);
		carrier.second().close();
		assertClosed(pair.first(), CloseReason.UNDELIVERABLE);
		assertThat(pair.first().postMessage("late")).isFalse();
	}

	@Test
	@Tag("T6")
	void carrierThatIsClosedByTheSenderStillDelivers() throws Exception {
		PortPair pair = open();
		PortPair carrier = open();
		post(carrier.first(), "port", pair.second());
		carrier.first().close();
		MessagePort arrived = onlyPort(next(carrier.second()));
		assertOnly(arrived, pair.first());
	}

	@Test
	@Tag("T6")
	@Tag("I7")
	void endReachesWhatTravelsInsideOfWhatTravels() throws Exception {
		PortPair carrier = open();
		List<PortPair> chain = new ArrayList<>(List.of(open()));
		post(carrier.first(), "port", chain.get(0).second());
		for (int i = 1; i < 10; i++) {
			chain.add(open());
			post(chain.get(i - 1).first(), "port", chain.get(i).second());
		}
		awaitQueued(carrier.second(), 1);
		carrier.second().close();
		for (PortPair pair : chain) {
			assertClosed(pair.first(), CloseReason.UNDELIVERABLE);
		}
	}

	@Test
	@Tag("T8")
	void bufferMoves() throws Exception {
		PortPair pair = open();
		TransferableBuffer buffer = TransferableBuffer.of(new byte[] { 1, 2, 3 });
		assertThat(pair.first().postMessage("bytes", buffer)).isTrue();
		assertThat(buffer.isDetached()).isTrue();
		assertThatException().isThrownBy(() -> buffer.get(0));
		assertThat(next(pair.second()).transferred()).singleElement()
			.isInstanceOfSatisfying(TransferableBuffer.class, (arrived) -> {
				assertThat(arrived).isNotSameAs(buffer);
				assertThat(arrived.toByteArray()).containsExactly(1, 2, 3);
				arrived.close();
			});
	}

}
