package dev.messageport;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payloads that are copied on their way.
 */
class PayloadCopyTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory copying = MessageChannelFactory.builder()
		.payloads(PayloadStrategy.COPY)
		.observer(this.tallies)
		.build();

	private final MessageChannel channel = this.copying.create("copying");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	@Tag("P4")
	void whatIsPostedIsWhatItWasAtTheTimeOfThePost() {
		List<String> payload = new ArrayList<>(List.of("a"));
		this.port1.postMessage(payload);
		payload.add("b");
		assertThat(Ports.next(this.port2).data()).isEqualTo(List.of("a")).isNotSameAs(payload);
	}

	@Test
	void strategyOfAChannelOverridesThatOfItsFactory() {
		Object payload = new int[1];
		MessageChannel sharing = this.copying
			.create(ChannelOptions.builder().payloads(PayloadStrategy.REFERENCE).build());
		sharing.port1().postMessage(payload);
		assertThat(Ports.next(sharing.port2()).data()).isSameAs(payload);
		MessageChannel named = MessageChannelFactory.builder()
			.build()
			.create(ChannelOptions.builder().payloads(PayloadStrategy.COPY).build());
		named.port1().postMessage(payload);
		assertThat(Ports.next(named.port2()).data()).isEqualTo(payload).isNotSameAs(payload);
	}

	@Test
	@Tag("P4")
	@Tag("P5")
	void portInsideIsTheOneThatArrivesWhereverAndHoweverOftenItIsReferenced() {
		MessagePort cargo = this.copying.create("cargo").port1();
		Map<String, Object> payload = Map.of("first", cargo, "list", List.of(cargo, cargo), "array",
				new Object[] { cargo });
		this.port1.postMessage(payload, cargo);
		MessageEvent event = Ports.next(this.port2);
		MessagePort arrived = event.ports().get(0);
		Map<?, ?> copy = (Map<?, ?>) event.data();
		assertThat(arrived).isNotSameAs(cargo);
		assertThat(copy.get("first")).isSameAs(arrived);
		assertThat((List<?>) copy.get("list")).allMatch((element) -> element == arrived).hasSize(2);
		assertThat((Object[]) copy.get("array")).containsExactly(arrived);
		assertThat(arrived.isDetached()).isFalse();
		assertThat(cargo.isDetached()).isTrue();
	}

	@Test
	@Tag("T2")
	void portInsideBringsItsBacklog() {
		MessageChannel cargo = this.copying.create("cargo");
		cargo.port2().postMessage("waiting");
		this.port1.postMessage(new Object[] { cargo.port1() }, cargo.port1());
		Object[] arrived = Ports.next(this.port2).data(Object[].class);
		assertThat(Ports.drain((MessagePort) arrived[0])).containsExactly("waiting");
	}

	@Test
	@Tag("T8")
	void bufferInsideIsTheOneThatArrives() {
		TransferableBuffer buffer = TransferableBuffer.of(new byte[] { 1, 2, 3 });
		this.port1.postMessage(List.of("bytes", buffer), buffer);
		MessageEvent event = Ports.next(this.port2);
		TransferableBuffer arrived = (TransferableBuffer) event.transferred().get(0);
		assertThat((List<?>) event.data()).element(1).isSameAs(arrived);
		assertThat(arrived.buffer()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
		assertThat(buffer.isDetached()).isTrue();
	}

	@Test
	@Tag("P4")
	@Tag("P2")
	void portInsideThatIsNotInTheListIsRefusedWithItsPath() {
		MessagePort cargo = this.copying.create("cargo").port1();
		MessagePort listed = this.copying.create("listed").port1();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.port1.postMessage(Map.of("deep", List.of("x", cargo)), listed))
			.withMessageContaining("payload{\"deep\"}[1]")
			.withMessageContaining("transfer list")
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(-1));
		assertThat(listed.isDetached()).isFalse();
		assertThat(this.tallies.of(this.tallies.side(1)).posted()).isZero();
	}

	@Test
	@Tag("P2")
	@Tag("I3")
	void whatCannotBeCopiedIsRefusedAndNothingHasMoved() {
		MessagePort cargo = this.copying.create("cargo").port1();
		TransferableBuffer buffer = TransferableBuffer.allocate(8);
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.port1.postMessage(List.of(new Job(Thread.currentThread())), cargo, buffer))
			.withMessageContaining("payload[0].worker")
			.withMessageContaining("java.lang.Thread");
		assertThat(cargo.isDetached()).isFalse();
		assertThat(buffer.isDetached()).isFalse();
		assertThat(this.port1.postMessage("next", cargo, buffer)).isTrue();
	}

	@Test
	@Tag("P2")
	void isRefusedOnAClosedPortTooSoThatBehaviourDependsOnNoRace() {
		this.port2.close();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.port1.postMessage(Thread.currentThread()));
		this.port1.close();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.port1.postMessage(Thread.currentThread()));
		assertThat(this.port1.postMessage("fine")).isFalse();
	}

	@Test
	@Tag("I3")
	@Tag("I9")
	void outOfMemoryInACopyReachesTheSenderAndChangesNothing() {
		MessagePort cargo = this.copying.create("cargo").port1();
		TransferableBuffer buffer = TransferableBuffer.allocate(8);
		this.port2.postMessage("other way");
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.port1.postMessage(new Exhausting(), cargo, buffer))
			.withMessage("expected");
		assertThat(cargo.isDetached()).isFalse();
		assertThat(buffer.isDetached()).isFalse();
		assertThat(this.port1.postMessage("next", cargo, buffer)).isTrue();
		assertThat(Ports.drain(this.port2)).containsExactly("next");
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("P6")
	void nullAndEmptyPayloadsAreLegal() {
		this.port1.postMessage(null);
		this.port1.postMessage("");
		this.port1.postMessage(new byte[0]);
		assertThat(Ports.drain(this.port2)).containsExactly(null, "", new byte[0]);
	}

	@Test
	@Tag("V1")
	@Tag("V2")
	void requestsAndRepliesAreCopiedToo() throws Exception {
		List<String> question = new ArrayList<>(List.of("q"));
		List<String> answer = new ArrayList<>(List.of("a"));
		this.port2.onMessage((event) -> {
			event.data(List.class).clear();
			event.reply(answer);
		});
		List<?> arrived = this.port1.request(question, List.class).get();
		assertThat(arrived).isEqualTo(answer).isNotSameAs(answer);
		assertThat(question).containsExactly("q");
	}

	@Test
	@Tag("V2")
	void demandTravelsThoughPayloadsAreCopied() {
		this.port2.onMessage((event) -> event.reply(new Numbers(5)));
		Subscribing<Integer> subscriber = new Subscribing<>(Long.MAX_VALUE);
		this.port1.requestStream(null, Integer.class).subscribe(subscriber);
		Waiting.until(subscriber::isOver);
		assertThat(subscriber.elements()).hasSize(5);
	}

	@Test
	@Tag("T1")
	@Tag("I2")
	void portThatArrivesIsOfNoUseToCodeThatRunsDuringTheCopy() {
		MessageChannel full = this.copying.create(ChannelOptions.builder().capacity(1).build());
		full.port1().postMessage("full");
		MessagePort cargo = this.copying.create("cargo").port1();
		Spy spy = new Spy(new ArrayList<>(), cargo);
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> full.port1().postMessage(spy, cargo));
		assertThat(Spy.seen).isNotNull().isNotSameAs(cargo);
		assertThat(Spy.seen.postMessage("from nowhere")).isFalse();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> this.port1.postMessage("x", Spy.seen));
		assertThat(cargo.isDetached()).isFalse();
		assertThat(cargo.postMessage("still mine")).isTrue();
	}

	/**
	 * Keeps the port that it is made with.
	 *
	 * @param list makes it impossible to share
	 * @param port the port
	 */
	record Spy(List<String> list, MessagePort port) {

		private static volatile MessagePort seen;

		Spy {
			seen = port;
		}

	}

	/**
	 * Cannot be copied.
	 *
	 * @param worker who does it
	 */
	record Job(Thread worker) {

	}

	/**
	 * Takes more memory than there is.
	 */
	static final class Exhausting implements Serializable {

		private static final long serialVersionUID = 1L;

		private Object writeReplace() {
			throw new OutOfMemoryError("expected");
		}

	}

}
