package dev.messageport;

import java.time.Duration;
import java.util.concurrent.Callable;

import static org.awaitility.Awaitility.await;

/**
 * Waits for what other threads do.
 */
final class Waiting {

	private Waiting() {
	}

	static void until(Callable<Boolean> condition) {
		await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(1)).until(condition);
	}

}
