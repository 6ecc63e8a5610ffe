package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that would travel inside themselves.
 */
class DoomedTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	private final MessageChannel a = this.channels.create("a");

	private final MessageChannel b = this.channels.create("b");

	private final MessageChannel c = this.channels.create("c");

	@Test
	@Tag("P7")
	void messageThatCarriesItsOwnDestinationIsDroppedAndEveryoneLearnsIt() {
		Recorder source = new Recorder();
		Recorder bystander = new Recorder();
		this.a.port1().onClose(source).start();
		this.b.port2().onClose(bystander).start();
		this.a.port1().onMessage(source);
		this.a.port2().postMessage("before");
		try (Logs logs = Logs.capture()) {
			assertThat(this.a.port1().postMessage("doomed", this.b.port1(), this.a.port2())).isFalse();
			assertThat(logs.warnings()).singleElement().asString().contains("a.port2").doesNotContain("doomed\"");
		}
		Waiting.until(() -> source.isClosed() && bystander.isClosed());
		assertThat(source.payloads()).containsExactly("before");
		assertThat(source.closeReasons()).containsExactly(CloseReason.UNDELIVERABLE);
		assertThat(bystander.closeReasons()).containsExactly(CloseReason.UNDELIVERABLE);
		assertThat(this.a.port2().isDetached()).isTrue();
		assertThat(this.b.port1().isDetached()).isTrue();
		assertThat(this.a.port1().postMessage("late")).isFalse();
		assertEnded(this.tallies.opened().subList(0, 4));
	}

	@Test
	@Tag("P7")
	void destinationAsPayloadIsDoomedToo() {
		dropped(() -> this.a.port1().postMessage(this.a.port2(), this.a.port2()));
		assertThat(this.a.port1().isClosed()).isTrue();
	}

	@Test
	@Tag("P7")
	@Tag("I9")
	void whatWaitedInADoomedSideIsDiscardedAndCounted() {
		this.a.port1().postMessage("waiting", this.b.port1());
		this.a.port1().postMessage("waiting too");
		dropped(() -> this.a.port1().postMessage("doomed", this.a.port2()));
		assertThat(this.b.port2().isClosed()).isTrue();
		assertThat(this.tallies.of(this.tallies.side(1)).discardedByReason()).containsEntry(CloseReason.UNDELIVERABLE,
				2L);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("P8")
	void cycleOfTwoIsDoomed() {
		assertThat(this.a.port1().postMessage("b2 waits in a2", this.b.port2())).isTrue();
		try (Logs logs = Logs.capture()) {
			assertThat(this.b.port1().postMessage("a2 would wait in b2", this.a.port2())).isFalse();
			assertThat(logs.warnings()).hasSize(1);
		}
		assertClosed(this.a.port1(), this.b.port1());
		assertEnded(this.tallies.opened().subList(1, 2));
		assertThat(this.tallies.side(3).state()).isEqualTo(ChannelSide.State.ENDED);
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("P8")
	void cycleOfThreeIsDoomedAndTakesAllPassengersAlong() {
		MessageChannel passenger = this.channels.create("passenger");
		MessageChannel late = this.channels.create("late");
		assertThat(this.a.port1().postMessage(1, this.b.port2(), passenger.port2())).isTrue();
		assertThat(this.b.port1().postMessage(2, this.c.port2())).isTrue();
		dropped(() -> this.c.port1().postMessage(3, late.port2(), this.a.port2()));
		assertClosed(this.a.port1(), this.b.port1(), this.c.port1(), passenger.port1(), late.port1());
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("P8")
	@Tag("I7")
	void cycleOfThousandsIsDoomedWithoutRecursion() {
		List<MessageChannel> ring = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			ring.add(this.channels.create("ring"));
		}
		for (int i = ring.size() - 1; i > 0; i--) {
			assertThat(ring.get(i - 1).port1().postMessage(i, ring.get(i).port2())).isTrue();
		}
		try (Logs logs = Logs.capture()) {
			assertThat(ring.get(ring.size() - 1).port1().postMessage("last link", ring.get(0).port2())).isFalse();
			assertThat(logs.warnings()).hasSize(1);
		}
		assertThat(ring).allMatch((channel) -> channel.port1().isClosed());
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("P8")
	@Tag("T5")
	void longChainWithoutACycleIsNoCycle() {
		this.a.port1().postMessage("b2 in a2", this.b.port2());
		this.b.port1().postMessage("c2 in b2", this.c.port2());
		assertThat(this.c.port1().postMessage("hello")).isTrue();
		assertThat(this.a.port1().postMessage("c1 in a2 as well", this.c.port1())).isTrue();
		MessagePort b2 = Ports.next(this.a.port2()).ports().get(0);
		MessagePort c1 = Ports.next(this.a.port2()).ports().get(0);
		MessagePort c2 = Ports.next(b2).ports().get(0);
		assertThat(c1.postMessage("there")).isTrue();
		assertThat(Ports.drain(c2)).containsExactly("hello", "there");
	}

	@Test
	@Tag("P8")
	void linkThatWasReadMeanwhileClosesNoCycle() {
		this.a.port1().postMessage("b2 in a2", this.b.port2());
		MessagePort b2 = Ports.next(this.a.port2()).ports().get(0);
		assertThat(this.b.port1().postMessage("a2 in b2", this.a.port2())).isTrue();
		MessagePort a2 = Ports.next(b2).ports().get(0);
		assertThat(this.a.port1().postMessage("alive")).isTrue();
		assertThat(Ports.drain(a2)).containsExactly("alive");
	}

	@Test
	@Tag("P8")
	void ofTwoThreadsThatCloseACycleTogetherAtLeastOneSeesIt() throws Exception {
		try (Logs logs = Logs.capture()) {
			for (int round = 1; round <= 300; round++) {
				MessageChannel left = this.channels.create();
				MessageChannel right = this.channels.create();
				Race.of(() -> left.port1().postMessage("r2 in l2", right.port2()),
						() -> right.port1().postMessage("l2 in r2", left.port2()));
				assertClosed(left.port1(), right.port1());
				assertThat(logs.warnings()).hasSizeGreaterThanOrEqualTo(round);
			}
		}
		this.tallies.assertBalanced();
	}

	private static void dropped(BooleanSupplier post) {
		try (Logs logs = Logs.capture()) {
			assertThat(post.getAsBoolean()).isFalse();
			assertThat(logs.warnings()).hasSize(1);
		}
	}

	private static void assertClosed(MessagePort... ports) {
		for (MessagePort port : ports) {
			assertThat(port.isClosed()).as(port.name()).isTrue();
			assertThat(port.postMessage("late")).isFalse();
			assertThat(Ports.closed(port).join().reason()).isEqualTo(CloseReason.UNDELIVERABLE);
		}
	}

	private static void assertEnded(List<ChannelSide> sides) {
		Waiting.until(() -> sides.stream().allMatch((side) -> side.state() == ChannelSide.State.ENDED));
	}

}
