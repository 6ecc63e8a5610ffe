package dev.messageport;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that post on, transfer and close one port at the same time.
 */
class TransferRaceTests {

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.tallies).build();

	@Test
	@Tag("P9")
	void ofTwoThreadsThatTransferOnePortExactlyOneWins() throws Exception {
		for (int round = 0; round < 500; round++) {
			MessagePort moved = this.channels.create().port1();
			MessageChannel left = this.channels.create();
			MessageChannel right = this.channels.create();
			AtomicInteger won = new AtomicInteger();
			List<DataCloneException> lost = new CopyOnWriteArrayList<>();
			Race.of(() -> transfer(left.port1(), moved, won, lost), () -> transfer(right.port1(), moved, won, lost));
			assertThat(won).hasValue(1);
			assertThat(lost).singleElement().satisfies((ex) -> {
				assertThat(ex.index()).isZero();
				assertThat(ex).hasMessageContaining("was transferred before");
			});
			assertThat(Ports.drain(left.port2()).size() + Ports.drain(right.port2()).size()).isOne();
		}
	}

	private void transfer(MessagePort carrier, MessagePort moved, AtomicInteger won, List<DataCloneException> lost) {
		try {
			assertThat(carrier.postMessage("port", moved)).isTrue();
			won.incrementAndGet();
		}
		catch (DataCloneException ex) {
			lost.add(ex);
		}
	}

	@Test
	@Tag("P9")
	@Tag("I3")
	void ofTwoThreadsThatTransferOverlappingListsOneGetsAllAndTheOtherNothing() throws Exception {
		for (int round = 0; round < 500; round++) {
			MessagePort shared = this.channels.create().port1();
			MessagePort onlyLeft = this.channels.create().port1();
			MessagePort onlyRight = this.channels.create().port1();
			MessageChannel left = this.channels.create();
			MessageChannel right = this.channels.create();
			List<DataCloneException> lost = new CopyOnWriteArrayList<>();
			AtomicInteger won = new AtomicInteger();
			Race.of(() -> transferAll(left.port1(), List.of(onlyLeft, shared), won, lost),
					() -> transferAll(right.port1(), List.of(shared, onlyRight), won, lost));
			assertThat(won).hasValue(1);
			assertThat(lost).hasSize(1);
			assertThat(onlyLeft.isDetached()).isNotEqualTo(onlyRight.isDetached());
			MessagePort winner = onlyLeft.isDetached() ? left.port2() : right.port2();
			assertThat(Ports.next(winner).ports()).hasSize(2);
		}
	}

	private void transferAll(MessagePort carrier, List<MessagePort> moved, AtomicInteger won,
			List<DataCloneException> lost) {
		try {
			assertThat(carrier.postMessage("ports", moved)).isTrue();
			won.incrementAndGet();
		}
		catch (DataCloneException ex) {
			lost.add(ex);
		}
	}

	@Test
	@Tag("P9")
	@Tag("T1")
	void postThatRacesWithTheTransferOfItsPortIsQueuedBeforeItOrRefused() throws Exception {
		for (int round = 0; round < 200; round++) {
			MessageChannel channel = this.channels.create(ChannelOptions.builder().capacity(0).build());
			MessagePort old = channel.port1();
			AtomicInteger accepted = new AtomicInteger();
			Race.of(() -> {
				while (old.postMessage(accepted.get())) {
					accepted.incrementAndGet();
				}
				assertThat(old.isDetached()).isTrue();
			}, () -> assertThat(Ports.hop(old).postMessage("first of the new owner")).isTrue());
			List<Object> expected = new ArrayList<>();
			for (int i = 0; i < accepted.get(); i++) {
				expected.add(i);
			}
			expected.add("first of the new owner");
			assertThat(Ports.drain(channel.port2())).isEqualTo(expected);
		}
	}

	@Test
	@Tag("P9")
	@Tag("T1")
	void noPostOfTheOldPortOvertakesTheNewOwnerWhileTheReaderKeepsTheQueueEmpty() throws Exception {
		for (int round = 0; round < 200; round++) {
			MessageChannel channel = this.channels.create();
			Recorder recorder = new Recorder();
			channel.port2().onMessage(recorder);
			MessagePort old = channel.port1();
			Race.Task poster = () -> {
				while (old.postMessage("old")) {
					while (channel.port2().queued() > 0) {
						Thread.onSpinWait();
					}
				}
			};
			Race.of(poster, poster, () -> Ports.hop(old).postMessage("new"));
			Waiting.until(() -> recorder.payloads().contains("new") && channel.port2().queued() == 0);
			assertThat(recorder.payloads().indexOf("new")).isEqualTo(recorder.count() - 1);
		}
	}

	/**
	 * What a poster compares with, if it was held up between reading the head of the
	 * queue and replacing it, must never be there again after a transfer of its port.
	 */
	@Test
	@Tag("P9")
	void headThatWasSeenBeforeATransferNeverComesBack() throws Exception {
		MessageChannel channel = this.channels.create();
		Object seen = headOf(channel.port2());
		channel.port1().postMessage("waits during the transfer");
		MessagePort moved = Ports.hop(channel.port1());
		Ports.drain(channel.port2());
		assertThat(headOf(channel.port2())).isNotSameAs(seen);
		Object seenLater = headOf(channel.port2());
		Ports.hop(moved);
		assertThat(headOf(channel.port2())).isNotSameAs(seenLater);
	}

	private static Object headOf(MessagePort port) throws Exception {
		Field head = Inbox.class.getDeclaredField("head");
		head.setAccessible(true);
		return head.get(((DefaultMessagePort) port).side);
	}

	@Test
	@Tag("P9")
	@Tag("C5")
	@Tag("I9")
	void closeThatRacesWithATransferOfThePortLeavesNothingBehind() throws Exception {
		for (int round = 0; round < 500; round++) {
			MessageChannel channel = this.channels.create();
			MessageChannel carrier = this.channels.create();
			AtomicReference<DataCloneException> refused = new AtomicReference<>();
			channel.port2().postMessage("unread");
			Race.of(() -> channel.port1().close(), () -> {
				try {
					carrier.port1().postMessage("port", channel.port1());
				}
				catch (DataCloneException ex) {
					refused.set(ex);
				}
			});
			if (refused.get() != null) {
				assertThat(channel.port1().isClosed()).isTrue();
				assertThat(channel.port2().isClosed()).isTrue();
			}
			else {
				assertThat(channel.port1().isDetached()).isTrue();
				assertThat(channel.port2().isClosed()).isFalse();
				assertThat(Ports.drain(Ports.next(carrier.port2()).ports().get(0))).containsExactly("unread");
			}
		}
		this.tallies.assertBalanced();
	}

}
