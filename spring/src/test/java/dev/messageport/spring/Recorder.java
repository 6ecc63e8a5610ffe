package dev.messageport.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortErrorHandler;

/**
 * Records what listeners get, and what they throw.
 */
class Recorder implements PortErrorHandler {

	static final Duration SOON = Duration.ofSeconds(10);

	/**
	 * How long to wait for something that must not happen.
	 */
	static final Duration QUIET = Duration.ofMillis(150);

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final List<Throwable> errors = new CopyOnWriteArrayList<>();

	void record(@Nullable Object event) {
		this.events.add(String.valueOf(event));
	}

	@Override
	public void handleError(Throwable error, MessagePort port, @Nullable MessageEvent event) {
		this.errors.add(error);
	}

	void clear() {
		this.events.clear();
		this.errors.clear();
	}

	List<Object> events() {
		return this.events;
	}

	List<Throwable> errors() {
		return this.errors;
	}

	List<Object> awaitEvents(int count) {
		Awaitility.await().atMost(SOON).until(() -> this.events.size() >= count);
		return this.events;
	}

	Throwable awaitError() {
		Awaitility.await().atMost(SOON).until(() -> !this.errors.isEmpty());
		return this.errors.get(0);
	}

	void assertNothingComes() {
		Awaitility.await().during(QUIET).atMost(SOON).until(() -> this.events.isEmpty() && this.errors.isEmpty());
	}

	static @Nullable Object receive(MessagePort port) {
		try {
			MessageEvent event = port.receive(SOON);
			if (event == null) {
				throw new AssertionError("No message came to " + port.name());
			}
			return event.data();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
