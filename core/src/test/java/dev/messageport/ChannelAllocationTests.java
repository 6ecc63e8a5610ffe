package dev.messageport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what channels allocate that live for a short time, and what is built on them,
 * apart from what the executor does. What is compared with was measured in the
 * interpreter, on Java 17 and 25: it may be lowered at any time, and raised for a reason.
 */
class ChannelAllocationTests {

	private static final int ELEMENTS = 100;

	private final CountingExecutor executor = new CountingExecutor();

	private final MessageChannelFactory factory = MessageChannelFactory.builder()
		.executor(this.executor)
		.leakDetection(LeakDetection.OFF)
		.build();

	private final MessageChannel used = this.factory.create();

	private int delivered;

	@Test
	void channel() {
		assertThat(Allocation.perCall(this.factory::create)).isLessThanOrEqualTo(200);
	}

	@Test
	void channelThatIsClosed() {
		assertThat(Allocation.perCall(() -> this.factory.create().close())).isLessThanOrEqualTo(808);
	}

	@Test
	void channelThatListensAtBothEndsAndIsClosed() {
		assertThat(Allocation.perCall(() -> {
			MessageChannel channel = this.factory.create();
			channel.port1().onMessage(this::count);
			channel.port2().onMessage(this::count);
			channel.close();
			this.executor.runAll();
		})).isLessThanOrEqualTo(1176);
	}

	@Test
	void channelThatIsTransferredAndClosed() {
		this.used.port2().onMessage((event) -> {
			event.ports().get(0).close();
			count(event);
		});
		assertThat(Allocation.perCall(() -> {
			MessageChannel channel = this.factory.create();
			this.used.port1().postMessage("payload", channel.port2());
			this.executor.runAll();
			channel.close();
		})).isLessThanOrEqualTo(3480);
		assertThat(this.delivered).isPositive();
	}

	@Test
	void request() {
		this.used.port2().onMessage((event) -> event.reply("answer"));
		assertThat(Allocation.perCall(() -> {
			CompletableFuture<String> answer = this.used.port1().request("question", String.class);
			this.executor.runAll();
			assertAnswered(answer);
		})).isLessThanOrEqualTo(4192);
	}

	@Test
	void elementOfStreamThatIsPostedByHand() {
		this.used.port2().onMessage((event) -> {
			MessagePort replies = event.replyPort();
			int elements = event.data(Integer.class);
			for (int i = 0; i < elements; i++) {
				replies.postMessage("element");
			}
			replies.close();
		});
		assertThat(bytesOfElement()).isLessThanOrEqualTo(112);
	}

	@Test
	void elementOfStreamThatIsPublished() {
		this.used.port2().onMessage((event) -> event.reply(new Numbers(event.data(Integer.class))));
		assertThat(bytesOfElement()).isLessThanOrEqualTo(112);
	}

	private long bytesOfElement() {
		return (Allocation.perCall(() -> stream(ELEMENTS + 1)) - Allocation.perCall(() -> stream(1))) / ELEMENTS;
	}

	private void stream(int elements) {
		this.delivered = 0;
		this.used.port1().requestStream(elements, Object.class).subscribe(new Counter());
		this.executor.runAll();
		if (this.delivered != elements) {
			throw new AssertionError(this.delivered + " elements have come, not " + elements);
		}
	}

	private static void assertAnswered(CompletableFuture<String> answer) {
		if (!"answer".equals(answer.getNow("none"))) {
			throw new AssertionError("Not answered: " + answer);
		}
	}

	private void count(Object received) {
		this.delivered++;
	}

	/**
	 * Asks for all elements at once.
	 */
	private final class Counter implements Flow.Subscriber<Object> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Object item) {
			count(item);
		}

		@Override
		public void onError(Throwable throwable) {
			throw new AssertionError(throwable);
		}

		@Override
		public void onComplete() {
		}

	}

}
