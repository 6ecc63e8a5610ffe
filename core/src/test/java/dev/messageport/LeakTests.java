package dev.messageport;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reports of ports that were garbage-collected without having been closed (G2).
 */
@Tag("G2")
class LeakTests {

	@Test
	void isReportedOnceForEachNameOfAChannel() {
		try (Logs logs = Logs.capture()) {
			MessageChannelFactory factory = MessageChannelFactory.builder().build();
			for (int i = 0; i < 3; i++) {
				collectOneEnd(factory, "leak-pricing");
				collectOneEnd(factory, "leak-stock");
				collectBothEnds(factory, "leak-stock");
			}
			collectBothEnds(factory, "leak-orders");
			Waiting.until(() -> leaks(logs).size() >= 3);
			assertThat(leaks(logs)).hasSize(3)
				.anyMatch((text) -> text.startsWith("Port leak-pricing.port2 was garbage-collected")
						&& text.contains("leak detection ADVANCED"))
				.anyMatch((text) -> text.startsWith("Port leak-stock.port"))
				.anyMatch((text) -> text.startsWith("Port leak-orders.port"));
		}
	}

	@Test
	void tellsWhereTheChannelWasCreatedWhenDetectionIsAdvanced() {
		try (Logs logs = Logs.capture()) {
			collectOneEnd(MessageChannelFactory.builder().leakDetection(LeakDetection.ADVANCED).build(),
					"leak-pricing");
			Waiting.until(() -> leaks(logs).size() == 1);
			assertThat(logs.creations()).filteredOn(Objects::nonNull)
				.flatExtracting((creation) -> List.of(creation.getStackTrace()))
				.anyMatch((frame) -> frame.getMethodName().equals("createAndForget"));
			assertThat(leaks(logs).get(0)).doesNotContain("ADVANCED");
		}
	}

	@Test
	void stackOfATransferredPortIsThatOfItsChannel() {
		try (Logs logs = Logs.capture()) {
			MessagePort kept = createHopAndForget();
			Garbage.collectUntil(kept::isClosed);
			Waiting.until(() -> leaks(logs).size() == 1);
			assertThat(logs.creations()).filteredOn(Objects::nonNull)
				.flatExtracting((creation) -> List.of(creation.getStackTrace()))
				.anyMatch((frame) -> frame.getMethodName().equals("createHopAndForget"));
		}
	}

	private static MessagePort createHopAndForget() {
		MessageChannel channel = MessageChannelFactory.builder()
			.leakDetection(LeakDetection.ADVANCED)
			.build()
			.create("leak-moved");
		Ports.hop(channel.port2());
		return channel.port1();
	}

	@Test
	void observerLearnsOfEachOneAlsoWhenTheLogDoesNot() {
		Queue<String> leaked = new ConcurrentLinkedQueue<>();
		MessageChannelFactory.Builder builder = MessageChannelFactory.builder().observer(new ChannelObserver() {

			@Override
			public void leaked(ChannelSide side) {
				leaked.add(side.name() + " " + side.closeReason());
			}

		});
		MessageChannelFactory factory = builder.build();
		for (int i = 0; i < 3; i++) {
			collectOneEnd(factory, "leak-counted");
		}
		Waiting.until(() -> leaked.size() >= 3);
		assertThat(leaked).hasSize(3).containsOnly("leak-counted.port2 GARBAGE_COLLECTED");
		collectOneEnd(builder.leakDetection(LeakDetection.OFF).build(), "leak-off");
		Garbage.collectAll();
		assertThat(leaked).hasSize(3);
	}

	@Test
	@Tag("G1")
	void nothingIsSaidWhenDetectionIsOffButThePortIsClosed() {
		try (Logs logs = Logs.capture()) {
			CompletableFuture<CloseEvent> closed = collectOneEnd(
					MessageChannelFactory.builder().leakDetection(LeakDetection.OFF).build(), "leak-pricing");
			assertThat(closed).isCompletedWithValueMatching((e) -> e.reason() == CloseReason.GARBAGE_COLLECTED);
			assertThat(leaks(logs)).isEmpty();
		}
	}

	@Test
	void portThatHasClosedHereOrThereIsNoLeak() {
		try (Logs logs = Logs.capture()) {
			MessageChannelFactory factory = MessageChannelFactory.builder().build();
			for (int i = 0; i < 10; i++) {
				createAndClose(factory, i % 2 == 0);
			}
			Garbage.collectAll();
			assertThat(leaks(logs)).isEmpty();
		}
	}

	private static void createAndClose(MessageChannelFactory factory, boolean first) {
		MessageChannel channel = factory.create("leak-closed");
		(first ? channel.port1() : channel.port2()).postMessage("unread");
		(first ? channel.port1() : channel.port2()).close();
	}

	@Test
	@Tag("V3")
	void lostReplyPortIsNoLeakOfTheChannelThatWasAskedOn() {
		try (Logs logs = Logs.capture()) {
			MessageChannel channel = MessageChannelFactory.builder().build().create("leak-asked");
			channel.port2().onMessage((event) -> event.target());
			CompletableFuture<String> answer = channel.port1().request("q", String.class);
			Garbage.collectUntil(answer::isDone);
			Garbage.collectAll();
			assertThat(leaks(logs)).isEmpty();
			channel.close();
		}
	}

	@Test
	void transferredPortIsNoLeak() {
		try (Logs logs = Logs.capture()) {
			MessageChannelFactory factory = MessageChannelFactory.builder().build();
			MessageChannel kept = factory.create("leak-kept");
			MessagePort moved = Ports.hop(kept.port2());
			MessageChannel other = MessageChannelFactory.builder().build().create();
			moveAway(factory, other.port1());
			Garbage.collectAll();
			assertThat(leaks(logs)).isEmpty();
			assertThat(moved.isClosed()).isFalse();
			other.close();
			kept.close();
		}
	}

	private static void moveAway(MessageChannelFactory factory, MessagePort carrier) {
		MessageChannel channel = factory.create("leak-moved");
		carrier.postMessage("both", channel.port1(), channel.port2());
	}

	// Channels of other tests are collected meanwhile, too
	private static List<String> leaks(Logs logs) {
		return logs.leaks().stream().filter((text) -> text.startsWith("Port leak-")).toList();
	}

	private static CompletableFuture<CloseEvent> collectOneEnd(MessageChannelFactory factory, String name) {
		MessagePort kept = createAndForget(factory, name);
		Garbage.collectUntil(kept::isClosed);
		return Ports.closed(kept);
	}

	private static MessagePort createAndForget(MessageChannelFactory factory, String name) {
		return factory.create(name).port1();
	}

	private static void collectBothEnds(MessageChannelFactory factory, String name) {
		factory.create(name);
		Garbage.collectAll();
	}

}
