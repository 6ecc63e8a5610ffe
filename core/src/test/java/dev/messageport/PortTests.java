package dev.messageport;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Names, identities and states of ports; what events tell.
 */
class PortTests {

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final MessageChannel channel = this.channels.create("pricing");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	@Test
	@Tag("T1")
	void namesAreThoseOfTheChannelAndTheEnd() {
		assertThat(this.channel.name()).isEqualTo("pricing");
		assertThat(this.channel).hasToString("pricing");
		assertThat(this.port1.name()).isEqualTo("pricing.port1");
		assertThat(this.port2.name()).isEqualTo("pricing.port2");
		assertThat(this.channels.create().name()).isEqualTo("anonymous");
		assertThat(this.channels.create().port2().name()).isEqualTo("anonymous.port2");
		assertThat(this.channels.create("pricing").port1().name()).isEqualTo("pricing.port1");
	}

	@Test
	@Tag("T1")
	@Tag("I1")
	void identityIsUniqueAndSurvivesTransfers() {
		String id = this.port1.id();
		assertThat(UUID.fromString(id)).hasToString(id);
		assertThat(id).isEqualTo(this.port1.id()).isNotEqualTo(this.port2.id());
		MessagePort moved = Ports.hop(Ports.hop(this.port1));
		assertThat(moved.id()).isEqualTo(id);
		assertThat(this.port1.id()).isEqualTo(id);
		moved.close();
		assertThat(moved.id()).isEqualTo(id);
	}

	@Test
	@Tag("T1")
	void portsOfAChannelStayTheObjectsItWasMadeWith() {
		Ports.hop(this.port1);
		assertThat(this.channel.port1()).isSameAs(this.port1);
		assertThat(this.channel.port1().isDetached()).isTrue();
	}

	@Test
	@Tag("Q2")
	void statesBeginFalse() {
		assertThat(List.of(this.port1, this.port2))
			.noneMatch((port) -> port.isStarted() || port.isClosed() || port.isDetached())
			.allMatch((port) -> port.queued() == 0);
	}

	@Test
	@Tag("C1")
	void closeMakesBothPortsClosedButNotDetached() {
		this.port1.postMessage("waits");
		this.port1.close();
		assertThat(List.of(this.port1, this.port2)).allMatch(MessagePort::isClosed)
			.noneMatch(MessagePort::isDetached)
			.noneMatch(MessagePort::isStarted);
		assertThat(this.port2.queued()).isOne();
		assertThat(this.port1.queued()).isZero();
	}

	@Test
	@Tag("T1")
	void transferMakesAPortDetachedButNotClosed() {
		this.port1.start();
		MessagePort moved = Ports.hop(this.port1);
		moved.close();
		assertThat(this.port1.isDetached()).isTrue();
		assertThat(this.port1.isClosed()).isFalse();
		assertThat(this.port1.isStarted()).isFalse();
	}

	@Test
	@Tag("P6")
	void nothingPrintsAPayloadOrAHeader() {
		PostOptions options = PostOptions.builder().header("secret header", "secret value").build();
		this.port1.postMessage("secret payload");
		this.port1.postMessage("secret payload", options);
		this.port1.postMessage("secret payload", this.channels.create().port1());
		for (int i = 0; i < 3; i++) {
			MessageEvent event = Ports.next(this.port2);
			assertThat(event.toString()).doesNotContain("secret").contains("pricing.port2");
		}
		this.port1.postMessage("secret payload", options);
		assertThat(this.port2).hasToString("pricing.port2");
		assertThat(options.toString()).doesNotContain("secret");
	}

	@Test
	@Tag("P6")
	void payloadOfTheWrongTypeIsRefusedWithoutPrintingIt() {
		this.port1.postMessage("secret");
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.data(String.class)).isEqualTo("secret");
		assertThat(event.data(CharSequence.class)).isEqualTo("secret");
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> event.data(Integer.class))
			.withMessageContaining("java.lang.String")
			.withMessageContaining("java.lang.Integer")
			.withMessageContaining("pricing.port2")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	@Test
	@Tag("P6")
	void primitiveTypeStandsForItsWrapper() {
		this.port1.postMessage(42);
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.<Integer>data(int.class)).isEqualTo(42);
		assertThat(event.data(Number.class)).isEqualTo(42);
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> event.data(long.class));
	}

	@Test
	@Tag("T1")
	void eventOutlivesItsListenerAndItsPort() {
		MessageChannel cargo = this.channels.create("cargo");
		this.port1.postMessage("kept", PostOptions.builder().transfer(List.of(cargo.port1())).header("a", 1).build());
		MessageEvent event = Ports.next(this.port2);
		this.channel.close();
		assertThat(event.data()).isEqualTo("kept");
		assertThat(event.headers()).containsEntry("a", 1);
		assertThat(event.target()).isSameAs(this.port2);
		assertThat(event.ports().get(0).postMessage("alive")).isTrue();
		assertThat(Ports.drain(cargo.port2())).containsExactly("alive");
	}

}
