package dev.messageport;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real garbage collections. What a test wants collected it has to create in another
 * method: the frame of its own may hold on to it.
 */
final class Garbage {

	private Garbage() {
	}

	/**
	 * Collect until something has come of it.
	 * @param condition what is expected
	 */
	static void collectUntil(Callable<Boolean> condition) {
		await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(() -> {
			System.gc();
			return condition.call();
		});
	}

	/**
	 * Collect so often that whatever can be collected is: an object made here is, and
	 * found so by the thread that finds ports.
	 */
	static void collectAll() {
		MessagePort witness = witness();
		collectUntil(witness::isClosed);
		assertThat(witness.isClosed()).isTrue();
	}

	static void collectUntilGone(WeakReference<?> reference) {
		collectUntil(() -> reference.refersTo(null));
	}

	private static MessagePort witness() {
		return MessageChannelFactory.builder().leakDetection(LeakDetection.OFF).build().create().port1();
	}

}
