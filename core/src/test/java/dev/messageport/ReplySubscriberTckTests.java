package dev.messageport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

/**
 * The rules of Reactive Streams for subscribers, on what reads the publisher of answers.
 */
@Tag("V2")
class ReplySubscriberTckTests {

	@TestFactory
	Stream<DynamicTest> blackbox() {
		return Tck.tests(Blackbox::new);
	}

	@TestFactory
	Stream<DynamicTest> whitebox() {
		return Tck.tests(Whitebox::new);
	}

	/**
	 * Answer a request with a publisher that gives its subscriber away.
	 * @param asker who asks
	 * @return the subscriber
	 */
	@SuppressWarnings("unchecked")
	private static Flow.Subscriber<Integer> subscriberFor(Flow.Subscriber<Integer> asker) {
		MessageChannel channel = MessageChannelFactory.builder().build().create("tck");
		CompletableFuture<Flow.Subscriber<Integer>> given = new CompletableFuture<>();
		channel.port2()
			.onMessage((event) -> event
				.reply((subscriber) -> given.complete((Flow.Subscriber<Integer>) (Flow.Subscriber<?>) subscriber)));
		channel.port1().requestStream(null, Integer.class).subscribe(asker);
		return given.join();
	}

	/**
	 * Looks from outside, with an asker that wants everything.
	 */
	public static final class Blackbox extends FlowSubscriberBlackboxVerification<Integer> {

		Blackbox() {
			super(Tck.environment());
		}

		@Override
		public Flow.Subscriber<Integer> createFlowSubscriber() {
			return subscriberFor(new Subscribing<>(Long.MAX_VALUE));
		}

		@Override
		public Integer createElement(int element) {
			return element;
		}

	}

	/**
	 * Has the asker do what the puppet is told.
	 */
	public static final class Whitebox extends FlowSubscriberWhiteboxVerification<Integer> {

		Whitebox() {
			super(Tck.environment());
		}

		@Override
		protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
			Subscribing<Integer> asker = new Subscribing<>(0);
			Flow.Subscriber<Integer> subscriber = subscriberFor(asker);
			return new Flow.Subscriber<>() {
				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					subscriber.onSubscribe(subscription);
					probe.registerOnSubscribe(new SubscriberPuppet() {
						@Override
						public void triggerRequest(long elements) {
							asker.request(elements);
						}

						@Override
						public void signalCancel() {
							asker.cancel();
						}
					});
				}

				@Override
				public void onNext(Integer item) {
					subscriber.onNext(item);
					probe.registerOnNext(item);
				}

				@Override
				public void onError(Throwable failure) {
					subscriber.onError(failure);
					probe.registerOnError(failure);
				}

				@Override
				public void onComplete() {
					subscriber.onComplete();
					probe.registerOnComplete();
				}
			};
		}

		@Override
		public Integer createElement(int element) {
			return element;
		}

	}

}
