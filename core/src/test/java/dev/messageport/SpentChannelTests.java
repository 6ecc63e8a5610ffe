package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for channels of which one side has ended and the other has nothing to account
 * for: they are no longer listed as open, which would make their garbage expensive.
 */
class SpentChannelTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final MessageChannel channel = MessageChannelFactory.builder().executor(this.executor).build().create();

	private final DefaultMessagePort sender = (DefaultMessagePort) this.channel.port1();

	@Test
	void isNotListedOnceItsReaderHasClosed() {
		this.channel.port2().onMessage((event) -> event.target().close());
		this.sender.postMessage("one");
		assertThat(isListed(this.sender)).isTrue();
		this.executor.runAll();
		assertThat(isListed(this.sender)).isFalse();
	}

	@Test
	void staysListedWhileMessagesWait() {
		this.channel.port2().postMessage("unread");
		this.channel.port2().close();
		assertThat(isListed(this.sender)).isTrue();
	}

	@Test
	void staysListedForAnObserver() {
		MessageChannel observed = MessageChannelFactory.builder().observer(new ChannelObserver() {
		}).build().create();
		observed.port2().close();
		assertThat(isListed((DefaultMessagePort) observed.port1())).isTrue();
	}

	@Test
	@Tag("C3")
	void tellsACloseListenerThatComesLater() {
		AtomicReference<CloseReason> reason = new AtomicReference<>();
		this.channel.port2().close();
		assertThat(isListed(this.sender)).isFalse();
		this.sender.onClose((event) -> reason.set(event.reason()));
		this.sender.start();
		assertThat(isListed(this.sender)).as("while its turn is due").isTrue();
		this.executor.runAll();
		assertThat(reason).hasValue(CloseReason.PEER);
		assertThat(isListed(this.sender)).isFalse();
	}

	private static boolean isListed(DefaultMessagePort port) {
		List<Side> found = new ArrayList<>();
		OpenChannels.sides((side) -> side == port.side).forEach(found::add);
		return !found.isEmpty();
	}

}
