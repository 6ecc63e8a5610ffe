package dev.messageport.test;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessagePort;

/**
 * Waits for the state of a port.
 */
final class Waits {

	private static final long POLL_MILLIS = 1;

	private Waits() {
	}

	/**
	 * Wait until a port has closed.
	 * @param port the port
	 * @param timeout the longest wait
	 * @return how it closed, or {@code null} if it did not
	 */
	static @Nullable CloseEvent closed(MessagePort port, Duration timeout) {
		try {
			return port.closed().toCompletableFuture().get(Timeouts.nanos(timeout), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
		catch (ExecutionException ex) {
			throw new AssertionError("Port " + port.name() + " does not tell how it closed", ex);
		}
		catch (InterruptedException ex) {
			throw interrupted(port.name(), ex);
		}
	}

	/**
	 * Wait until a number of messages is in the queue of a port.
	 * @param port the port
	 * @param count the number of messages
	 * @param timeout the longest wait
	 * @return whether they are there
	 */
	static boolean queued(MessagePort port, int count, Duration timeout) {
		return until(() -> port.queued() == count, timeout);
	}

	static boolean until(BooleanSupplier condition, Duration timeout) {
		long nanos = Timeouts.nanos(timeout);
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start >= nanos) {
				return false;
			}
			try {
				Thread.sleep(POLL_MILLIS);
			}
			catch (InterruptedException ex) {
				throw interrupted("under test", ex);
			}
		}
		return true;
	}

	static AssertionError interrupted(String port, InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new AssertionError("Interrupted while waiting at port " + port, cause);
	}

}
