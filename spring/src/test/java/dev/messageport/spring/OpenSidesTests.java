package dev.messageport.spring;

import java.lang.ref.WeakReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenSides}.
 */
class OpenSidesTests {

	private final OpenSides openSides = new OpenSides();

	private final MessageChannelFactory factory = MessageChannelFactory.builder().observer(this.openSides).build();

	@Test
	void closedSidesAreForgotten() {
		for (int i = 0; i < 1000; i++) {
			this.factory.create().close();
		}
		assertThat(this.openSides.count()).isZero();
	}

	@Test
	void closedSideWithWaitingMessagesIsKept() {
		MessageChannel channel = this.factory.create();
		channel.port1().postMessage("waiting");
		channel.port1().close();
		assertThat(this.openSides.count()).isEqualTo(1);
	}

	@Test
	void closeEndsWhatWaitingMessagesCarry() {
		MessageChannel foreign = MessageChannelFactory.builder().build().create();
		MessageChannel channel = this.factory.create();
		channel.port1().postMessage("waiting", foreign.port2());
		channel.port1().close();
		this.openSides.close();
		assertThat(foreign.port1().closed().toCompletableFuture())
			.isCompletedWithValueMatching((event) -> event.reason() == CloseReason.UNDELIVERABLE);
	}

	@Test
	void closeClosesEverySideAndThoseOpenedLater() {
		MessageChannel channel = this.factory.create();
		this.openSides.close();
		MessageChannel late = this.factory.create();
		assertThat(channel.port1().isClosed()).isTrue();
		assertThat(channel.port2().isClosed()).isTrue();
		assertThat(late.port1().closed().toCompletableFuture())
			.isCompletedWithValueMatching((event) -> event.reason() == CloseReason.OWNER_GONE);
	}

	@Test
	void unusedChannelCanBeCollectedAndIsForgotten() {
		WeakReference<MessageChannel> channel = new WeakReference<>(this.factory.create());
		Awaitility.await().atMost(Recorder.SOON).until(() -> {
			System.gc();
			return channel.refersTo(null);
		});
		Awaitility.await().atMost(Recorder.SOON).until(() -> {
			System.gc();
			this.factory.create().close();
			return this.openSides.count() == 0;
		});
	}

}
