package dev.messageport;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Argument errors of {@code postMessage}.
 */
class RefusedTransferTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	private final MessageChannel channel = this.channels.create("test");

	private final MessageChannel cargo = this.channels.create("cargo");

	private final MessagePort good = this.cargo.port1();

	static Stream<Wrong> wrong() {
		return Stream.of(new Wrong("null", (test) -> null, "is null"),
				new Wrong("duplicate", (test) -> test.good, "cargo.port1 once more: name each port once"),
				new Wrong("source", (test) -> test.channel.port1(),
						"is test.port1, the port that the message is posted"),
				new Wrong("closed", (test) -> test.closedPort(), "is port gone.port1, which is closed"),
				new Wrong("transferred", (test) -> test.movedPort(),
						"is port gone.port1, which was transferred before"),
				new Wrong("foreign", (test) -> new Foreign(), "only ports made by a MessageChannelFactory"));
	}

	private MessagePort closedPort() {
		MessagePort port = this.channels.create("gone").port1();
		port.close();
		return port;
	}

	private MessagePort movedPort() {
		MessagePort port = this.channels.create("gone").port1();
		Ports.hop(port);
		return port;
	}

	@ParameterizedTest
	@MethodSource("wrong")
	@Tag("P2")
	@Tag("C6")
	@Tag("I3")
	void wrongEntryIsRefusedAndChangesNothing(Wrong wrong) {
		refused(wrong);
		assertThat(this.channel.port1().isClosed()).isFalse();
		assertThat(this.channel.port1().postMessage("still usable")).isTrue();
		assertThat(Ports.drain(this.channel.port2())).containsExactly("still usable");
	}

	@ParameterizedTest
	@MethodSource("wrong")
	@Tag("P2")
	void wrongEntryIsRefusedOnAClosedPortToo(Wrong wrong) {
		this.channel.port1().close();
		refused(wrong);
	}

	@ParameterizedTest
	@MethodSource("wrong")
	@Tag("P2")
	void wrongEntryIsRefusedOnATransferredPortToo(Wrong wrong) {
		Ports.hop(this.channel.port1());
		refused(wrong);
	}

	@ParameterizedTest
	@MethodSource("wrong")
	@Tag("P2")
	void wrongEntryIsRefusedWhenTheOtherSideHasEndedToo(Wrong wrong) {
		this.channel.port2().close();
		refused(wrong);
	}

	private void refused(Wrong wrong) {
		List<@Nullable Transferable> list = new ArrayList<>(Arrays.asList(this.good, wrong.entry.apply(this)));
		list.add(null);
		MessagePort port = this.channel.port1();
		assertRefused(wrong, () -> port.postMessage("x", list));
		assertRefused(wrong, () -> port.postMessage("x", list.toArray(new Transferable[0])));
		assertRefused(wrong, () -> port.postMessage("x", PostOptions.builder().transfer(list).build()));
		assertThat(this.good.isDetached()).isFalse();
		assertThat(this.good.isClosed()).isFalse();
		assertThat(this.good.postMessage("untouched")).isTrue();
		assertThat(this.tallies.of(this.tallies.side(2)).transferred()).isZero();
		assertThat(this.tallies.of(this.tallies.side(1)).posted()).isZero();
	}

	private void assertRefused(Wrong wrong, ThrowingCallable post) {
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(post)
			.withMessageContaining("Entry 1 of the transfer list")
			.withMessageContaining(wrong.reason)
			.withMessageContaining("Nothing was posted or transferred")
			.satisfies((ex) -> assertThat(ex.index()).isOne());
	}

	@Test
	@Tag("P2")
	void indexIsThatOfTheFirstWrongEntry() {
		MessagePort port = this.channel.port1();
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> port.postMessage("x", port))
			.satisfies((ex) -> assertThat(ex.index()).isZero());
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> port.postMessage("x", this.good, this.cargo.port2(), closedPort(), port))
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(2));
	}

	@Test
	@Tag("P2")
	@Tag("P7")
	void argumentErrorGoesBeforeDoom() {
		MessagePort doomed = this.channel.port2();
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.channel.port1().postMessage("x", doomed, closedPort()));
		assertThat(doomed.isDetached()).isFalse();
		assertThat(this.channel.port1().isClosed()).isFalse();
	}

	@Test
	@Tag("P2")
	@Tag("C6")
	void portWhoseOwnCloseEventWasDeliveredCannotBeTransferred() {
		MessagePort port = this.channel.port2();
		Recorder recorder = new Recorder();
		port.onClose(recorder).start();
		this.channel.port1().close();
		Waiting.until(recorder::isClosed);
		assertThatExceptionOfType(DataCloneException.class).isThrownBy(() -> this.good.postMessage("x", port))
			.withMessageContaining("is closed");
	}

	@Test
	@Tag("P2")
	@Tag("P9")
	void listThatHoldsAPortTogetherWithTheOneItHasBecomeIsRefused() {
		List<MessagePort> moving = new AbstractList<>() {

			private MessagePort become = RefusedTransferTests.this.good;

			@Override
			public MessagePort get(int index) {
				this.become = (index == 1) ? Ports.hop(this.become) : this.become;
				return this.become;
			}

			@Override
			public int size() {
				return 2;
			}

		};
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> this.channel.port1().postMessage("x", moving))
			.withMessageContaining("was transferred before")
			.satisfies((ex) -> assertThat(ex.index()).isZero());
	}

	@ParameterizedTest
	@EnumSource(OverflowPolicy.class)
	@Tag("P2")
	@Tag("Q7")
	void wrongEntryIsRefusedWhenTheQueueIsFullToo(OverflowPolicy policy) {
		MessageChannel full = this.channels.create(ChannelOptions.builder().capacity(1).overflow(policy).build());
		full.port1().postMessage("fills it");
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> full.port1().postMessage("x", this.good, closedPort()));
		assertThat(this.good.isDetached()).isFalse();
		assertThat(Ports.drain(full.port2())).containsExactly("fills it");
	}

	/**
	 * An entry of a transfer list that is wrong.
	 *
	 * @param what what is wrong
	 * @param entry makes the entry
	 * @param reason what the exception says
	 */
	record Wrong(String what, Function<RefusedTransferTests, @Nullable Transferable> entry, String reason) {

		@Override
		public String toString() {
			return this.what;
		}

	}

	private static final class Foreign implements Transferable {

	}

}
