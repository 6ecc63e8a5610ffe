package dev.messageport.spring;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what conventions and handlers of observations throw away from the messages: these
 * are handled and answered as if nobody had looked. Thread-safe.
 */
final class ObservationFaults {

	private static final Log logger = LogFactory.getLog(MessagePortObservation.class);

	/**
	 * What is wrong with a convention is so for each message.
	 */
	private static final AtomicBoolean reported = new AtomicBoolean();

	private ObservationFaults() {
	}

	/**
	 * Begin an observation.
	 * @param maker makes it
	 * @return the observation, started, or {@code null} if that has failed
	 */
	static @Nullable Observation begin(Supplier<Observation> maker) {
		Observation observation = Observation.NOOP;
		try {
			observation = maker.get();
			return observation.start();
		}
		catch (Throwable ex) {
			report(ex);
			// Some handlers may have begun
			contain(observation::stop);
			return null;
		}
	}

	/**
	 * Take a step of an observation.
	 * @param step the step
	 * @return whether it was taken
	 */
	static boolean contain(Runnable step) {
		try {
			step.run();
			return true;
		}
		catch (Throwable ex) {
			report(ex);
			return false;
		}
	}

	private static void report(Throwable error) {
		String message = "A message or its listener could not be observed, and is handled without that:"
				+ " see the convention or the observation handler in the stack";
		if (reported.compareAndSet(false, true)) {
			logger.error(message + ". Further errors of this kind are logged at level DEBUG", error);
		}
		else {
			logger.debug(message, error);
		}
	}

}
