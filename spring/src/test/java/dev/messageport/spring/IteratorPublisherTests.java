package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IteratorPublisher}, by the rules of Reactive Streams.
 */
class IteratorPublisherTests {

	private final AtomicInteger released = new AtomicInteger();

	@Test
	void givesWhatIsDemandedAndCompletesWithTheLastElement() {
		Subscriber subscriber = subscribe(List.of(1, 2, 3));
		assertThat(subscriber.signals).isEmpty();
		subscriber.request(2);
		assertThat(subscriber.signals).containsExactly("1", "2");
		subscriber.request(1);
		assertThat(subscriber.signals).containsExactly("1", "2", "3", "complete");
		assertThat(this.released).hasValue(1);
	}

	@Test
	void demandWithinAnElementDoesNotGrowTheStack() {
		int count = 200_000;
		Subscriber subscriber = subscribe(() -> IntStream.range(0, count).iterator());
		subscriber.again = true;
		subscriber.request(1);
		assertThat(subscriber.signals).hasSize(count + 1).endsWith("complete");
	}

	@Test
	void demandAddsUpWithoutOverflow() {
		Subscriber subscriber = subscribe(List.of(1, 2, 3));
		subscriber.again = true;
		subscriber.request(Long.MAX_VALUE);
		assertThat(subscriber.signals).containsExactly("1", "2", "3", "complete");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void demandThatIsNotPositiveIsAnError(long demand) {
		Subscriber subscriber = subscribe(List.of(1));
		subscriber.request(demand);
		subscriber.request(1);
		assertThat(subscriber.signals).singleElement().asString().contains("must be positive");
		assertThat(this.released).hasValue(1);
	}

	@Test
	void cancelReleasesOnceWithoutAnyDemand() {
		Subscriber subscriber = subscribe(List.of(1));
		subscriber.cancel();
		subscriber.cancel();
		subscriber.request(1);
		assertThat(subscriber.signals).isEmpty();
		assertThat(this.released).hasValue(1);
	}

	@Test
	void cancelWithinAnElementIsTheLastSignal() {
		Subscriber subscriber = subscribe(List.of(1, 2));
		subscriber.cancelAt = 1;
		subscriber.request(5);
		assertThat(subscriber.signals).containsExactly("1");
		assertThat(this.released).hasValue(1);
	}

	@Test
	void nullElementIsAnError() {
		Subscriber subscriber = subscribe(Arrays.asList(1, null));
		subscriber.request(5);
		assertThat(subscriber.signals).hasSize(2).first().isEqualTo("1");
		assertThat(subscriber.signals.get(1)).contains("An element is null");
	}

	@Test
	void errorOfTheIteratorIsTold() {
		Subscriber subscriber = subscribe(() -> new Iterator<>() {

			@Override
			public boolean hasNext() {
				throw new IllegalStateException("broken");
			}

			@Override
			public Integer next() {
				throw new AssertionError();
			}

		});
		subscriber.request(1);
		assertThat(subscriber.signals).containsExactly("java.lang.IllegalStateException: broken");
		assertThat(this.released).hasValue(1);
	}

	@Test
	void secondSubscriberIsRefused() {
		IteratorPublisher<Integer> publisher = new IteratorPublisher<>(List.of(1).iterator(), () -> {
		});
		publisher.subscribe(new Subscriber());
		Subscriber second = new Subscriber();
		publisher.subscribe(second);
		assertThat(second.signals).singleElement().asString().contains("subscribed already");
	}

	@Test
	void demandFromManyThreadsGivesEachElementOnceAndInOrder() throws InterruptedException {
		int count = 10_000;
		Subscriber subscriber = subscribe(() -> IntStream.range(0, count).iterator());
		ExecutorService executor = Executors.newFixedThreadPool(4);
		CountDownLatch done = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			executor.execute(() -> {
				subscriber.request(1);
				done.countDown();
			});
		}
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		List<String> expected = new ArrayList<>(IntStream.range(0, count).mapToObj(String::valueOf).toList());
		expected.add("complete");
		assertThat(subscriber.signals).isEqualTo(expected);
	}

	private Subscriber subscribe(Iterable<Integer> elements) {
		Subscriber subscriber = new Subscriber();
		new IteratorPublisher<>(elements.iterator(), this.released::incrementAndGet).subscribe(subscriber);
		return subscriber;
	}

	private static final class Subscriber implements Flow.Subscriber<Integer> {

		final List<String> signals = new ArrayList<>();

		boolean again;

		int cancelAt;

		private Flow.@Nullable Subscription subscription;

		void request(long n) {
			this.subscription.request(n);
		}

		void cancel() {
			this.subscription.cancel();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(Integer item) {
			this.signals.add(String.valueOf(item));
			if (this.signals.size() == this.cancelAt) {
				cancel();
			}
			if (this.again) {
				request(1);
			}
		}

		@Override
		public void onError(Throwable error) {
			this.signals.add(error.toString());
		}

		@Override
		public void onComplete() {
			this.signals.add("complete");
		}

	}

}
