package dev.messageport.spring;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GuardedStream}.
 */
class GuardedStreamTests {

	private final AtomicBoolean cancelled = new AtomicBoolean();

	@Test
	void publisherThatSubscribesAfterTheEndIsCancelled() {
		GuardedStream stream = new GuardedStream(new Ignoring());
		stream.fail(new IllegalStateException("closed"));
		stream.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long n) {
			}

			@Override
			public void cancel() {
				GuardedStreamTests.this.cancelled.set(true);
			}

		});
		assertThat(this.cancelled).isTrue();
	}

	private static final class Ignoring implements Flow.Subscriber<Object> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
		}

		@Override
		public void onNext(Object item) {
		}

		@Override
		public void onError(Throwable error) {
		}

		@Override
		public void onComplete() {
		}

	}

}
