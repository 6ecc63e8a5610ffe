package dev.messageport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What {@code postMessage} returns, and what arrives.
 */
class PostingTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	private final MessageChannel channel = this.channels.create("test");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final MessageChannel cargo = this.channels.create("cargo");

	@Test
	@Tag("P1")
	void postReturnsTrueWhenTheMessageIsQueuedAtTheOtherSide() {
		assertThat(this.port1.postMessage("message")).isTrue();
		assertThat(this.port2.queued()).isOne();
		assertThat(this.port1.queued()).isZero();
	}

	@Test
	@Tag("P1")
	void postReturnsFalseOnAClosedPort() {
		this.port1.close();
		assertThat(this.port1.postMessage("message")).isFalse();
		assertThat(this.port2.queued()).isZero();
	}

	@Test
	@Tag("P1")
	void postReturnsFalseOnATransferredPort() {
		Ports.hop(this.port1);
		assertThat(this.port1.postMessage("message")).isFalse();
		assertThat(this.port2.queued()).isZero();
	}

	@Test
	@Tag("P1")
	void postReturnsFalseWhenTheOtherSideHasEnded() {
		this.port2.close();
		assertThat(this.port1.postMessage("message")).isFalse();
		assertThat(this.tallies.of(this.tallies.side(1)).posted()).isZero();
	}

	@Test
	@Tag("P1")
	void refusedPostOnAClosedPortEndsWhatItCarried() {
		this.port1.close();
		refusedPostEndsTheCargo();
	}

	@Test
	@Tag("P1")
	void refusedPostOnATransferredPortEndsWhatItCarried() {
		Ports.hop(this.port1);
		refusedPostEndsTheCargo();
	}

	@Test
	@Tag("P1")
	@Tag("T6")
	void refusedPostToAnEndedSideEndsWhatItCarried() {
		this.port2.close();
		refusedPostEndsTheCargo();
	}

	private void refusedPostEndsTheCargo() {
		assertThat(this.port1.postMessage("message", this.cargo.port1())).isFalse();
		assertThat(this.cargo.port1().isDetached()).isTrue();
		assertThat(this.cargo.port1().isClosed()).isFalse();
		assertThat(this.cargo.port2().isClosed()).isTrue();
		assertThat(this.cargo.port2().postMessage("nobody reads this")).isFalse();
		assertThat(Ports.closed(this.cargo.port2())).isCompletedWithValueMatching(
				(event) -> event.reason() == CloseReason.UNDELIVERABLE && event.target() == this.cargo.port2());
		assertThat(this.tallies.of(this.tallies.side(2)).closed()).containsExactly(CloseReason.UNDELIVERABLE);
		assertThat(this.tallies.of(this.tallies.side(3)).closed()).containsExactly(CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("P4")
	void portThatIsThePayloadButNotInTheListIsRefused() {
		MessagePort payload = this.cargo.port1();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> this.port1.postMessage(payload))
			.withMessageContaining("cargo.port1")
			.withMessageContaining("name it in the transfer list")
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(-1));
		MessagePort other = this.channels.create().port1();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> this.port1.postMessage(payload, other));
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.port1.postMessage(payload, PostOptions.builder().header("a", 1).build()));
		assertThat(payload.isDetached()).isFalse();
		assertThat(other.isDetached()).isFalse();
		assertThat(this.port2.queued()).isZero();
	}

	@Test
	@Tag("P4")
	void foreignTransferableAsPayloadIsRefused() {
		Transferable foreign = new Transferable() {
		};
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> this.port1.postMessage(foreign))
			.withMessageContaining(foreign.getClass().getName());
		assertThat(this.port2.queued()).isZero();
	}

	@Test
	@Tag("P4")
	void portInTheListNeedNotBeInThePayload() {
		this.port1.postMessage("no port", this.cargo.port1());
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.data()).isEqualTo("no port");
		assertThat(event.ports()).hasSize(1);
	}

	@Test
	@Tag("P4")
	void portThatIsThePayloadArrivesAsTheSameObjectAsInPorts() {
		MessagePort first = this.channels.create().port1();
		MessagePort payload = this.cargo.port1();
		this.port1.postMessage(payload, first, payload);
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.data()).isSameAs(event.ports().get(1)).isNotSameAs(payload);
		assertThat(event.data(MessagePort.class)).isSameAs(event.ports().get(1));
		assertThat(event.ports().get(1).name()).isEqualTo("cargo.port1");
	}

	@Test
	@Tag("P4")
	void payloadThatOnlyEqualsAPortIsNotTakenForIt() {
		Object equalToEverything = new Object() {

			@Override
			public boolean equals(Object other) {
				return true;
			}

			@Override
			public int hashCode() {
				return 1;
			}

		};
		this.port1.postMessage(equalToEverything, this.cargo.port1());
		assertThat(Ports.next(this.port2).data() == equalToEverything).isTrue();
	}

	@Test
	@Tag("P5")
	void portsAreInListOrderAndImmutable() {
		List<MessagePort> sent = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			sent.add(this.channels.create("cargo" + i).port2());
		}
		this.port1.postMessage("message", sent);
		List<MessagePort> arrived = Ports.next(this.port2).ports();
		assertThat(arrived).extracting(MessagePort::name)
			.containsExactly("cargo0.port2", "cargo1.port2", "cargo2.port2", "cargo3.port2", "cargo4.port2");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> arrived.remove(0));
	}

	@Test
	@Tag("P5")
	void portsAreEmptyAndImmutableWhenThereAreNone() {
		this.port1.postMessage("plain");
		this.port1.postMessage("empty list", List.of());
		this.port1.postMessage("headers", PostOptions.builder().header("a", 1).build());
		for (int i = 0; i < 3; i++) {
			List<MessagePort> ports = Ports.next(this.port2).ports();
			assertThat(ports).isEmpty();
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ports.add(this.port1));
		}
	}

	@Test
	@Tag("P6")
	void nullEmptyAndBlankPayloadsAreMessages() {
		byte[] empty = new byte[0];
		assertThat(this.port1.postMessage(null)).isTrue();
		assertThat(this.port1.postMessage("")).isTrue();
		assertThat(this.port1.postMessage(empty)).isTrue();
		assertThat(this.port1.postMessage(" \t")).isTrue();
		assertThat(this.port1.postMessage(null, this.cargo.port1())).isTrue();
		assertThat(Ports.drain(this.port2)).containsExactly(null, "", empty, " \t", null);
	}

	@Test
	@Tag("P6")
	void nullPayloadReachesAListener() {
		Recorder recorder = new Recorder();
		this.port2.onMessage(recorder);
		this.port1.postMessage(null);
		Waiting.until(() -> recorder.count() == 1);
		assertThat(recorder.messages().get(0).data()).isNull();
		assertThat(recorder.messages().get(0).data(String.class)).isNull();
	}

	@Test
	@Tag("P1")
	void payloadIsDeliveredAsTheVerySameObject() {
		Object payload = new Object();
		this.port1.postMessage(payload);
		assertThat(Ports.next(this.port2).data()).isSameAs(payload);
	}

	@Test
	@Tag("P5")
	void headersAndPortsOfOptionsArriveTogether() {
		PostOptions options = PostOptions.builder()
			.header("user", "jane")
			.headers(new LinkedHashMap<>(Map.of("n", 1)))
			.transfer(List.of(this.cargo.port1()))
			.transfer(List.of(this.cargo.port2()))
			.build();
		assertThat(this.port1.postMessage("message", options)).isTrue();
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.headers()).containsExactly(Map.entry("user", "jane"), Map.entry("n", 1));
		assertThat(event.ports()).extracting(MessagePort::name).containsExactly("cargo.port1", "cargo.port2");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> event.headers().put("user", "joe"));
	}

	@Test
	@Tag("P2")
	void missingListAndOptionsAreNamed() {
		assertThatNullPointerException().isThrownBy(() -> this.port1.postMessage("x", (List<MessagePort>) null))
			.withMessageContaining("'transfer'");
		assertThatNullPointerException().isThrownBy(() -> this.port1.postMessage("x", (PostOptions) null))
			.withMessageContaining("'options'");
	}

}
