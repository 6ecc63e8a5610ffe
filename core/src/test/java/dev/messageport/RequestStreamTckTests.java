package dev.messageport;

import java.io.IOException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/**
 * The rules of Reactive Streams for publishers, on streams of answers.
 */
@Tag("V2")
class RequestStreamTckTests {

	@TestFactory
	Stream<DynamicTest> responderThatRepliesWithAPublisher() {
		return Tck.tests(() -> new Verification((event) -> event.reply(new Numbers(event.data(int.class)))));
	}

	@TestFactory
	Stream<DynamicTest> responderThatPostsByHand() {
		return Tck.tests(() -> new Verification((event) -> TestThread.start(() -> postAll(event))));
	}

	// Waits where there is no room, until the asker cancels
	private static boolean postAll(MessageEvent event) {
		MessagePort replyPort = RequestTests.replyPort(event);
		int count = event.data(int.class);
		int next = 0;
		while (next < count && replyPort.postMessage(next)) {
			next++;
		}
		replyPort.close();
		return true;
	}

	/**
	 * Verifies what is asked of one responder.
	 */
	public static final class Verification extends FlowPublisherVerification<Integer> {

		private final MessageChannel channel = MessageChannelFactory.builder()
			.capacity(16)
			.overflow(OverflowPolicy.BLOCK)
			.build()
			.create("tck");

		Verification(MessageListener responder) {
			super(Tck.environment(), 10_000);
			this.channel.port2().onMessage(responder);
		}

		@Override
		public Flow.Publisher<Integer> createFlowPublisher(long elements) {
			return this.channel.port1().requestStream((int) Math.min(elements, Integer.MAX_VALUE), Integer.class);
		}

		@Override
		public Flow.Publisher<Integer> createFailedFlowPublisher() {
			MessageChannel broken = MessageChannelFactory.builder().build().create("broken");
			broken.port2().onMessage((event) -> event.fail(new IOException("broken")));
			return broken.port1().requestStream(null, Integer.class);
		}

	}

}
