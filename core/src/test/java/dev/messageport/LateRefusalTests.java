package dev.messageport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that a full queue does not take, while what they carry is being closed.
 */
class LateRefusalTests {

	private final MessageChannel cargo = MessageChannelFactory.builder().build().create();

	private final Tallies tallies = new Tallies();

	@ParameterizedTest
	@EnumSource(names = { "DROP_LATEST", "DROP_OLDEST", "CLOSE" })
	@Tag("I3")
	@Tag("Q7")
	void whatOverflowDoesIsDoneWhenTheMessageCanNoLongerBeRefused(OverflowPolicy policy) {
		MessageChannel channel = MessageChannelFactory.builder()
			.observer(new CargoCloser())
			.observer(this.tallies)
			.overflow(policy)
			.capacity(1)
			.build()
			.create();
		channel.port1().postMessage("first");
		boolean queued = channel.port1().postMessage("second", this.cargo.port1());
		assertThat(queued).isEqualTo(policy == OverflowPolicy.DROP_OLDEST);
		assertThat(this.cargo.port1().isDetached()).isTrue();
		this.tallies.assertBalanced();
	}

	/**
	 * Closes the cargo as soon as it sees what an overflow does.
	 */
	private final class CargoCloser implements ChannelObserver {

		@Override
		public void discarded(ChannelSide side, CloseReason reason) {
			LateRefusalTests.this.cargo.port1().close();
		}

		@Override
		public void closed(ChannelSide side, CloseReason reason) {
			LateRefusalTests.this.cargo.port1().close();
		}

	}

}
