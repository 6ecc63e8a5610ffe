package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What tests do with ports again and again.
 */
final class Ports {

	private static final MessageChannelFactory carriers = MessageChannelFactory.builder().build();

	private Ports() {
	}

	/**
	 * Transfer a port over a channel of its own.
	 * @param port the port
	 * @return the port that arrived
	 */
	static MessagePort hop(MessagePort port) {
		MessageChannel carrier = carriers.create("carrier");
		if (!carrier.port1().postMessage(null, port)) {
			throw new IllegalStateException("The carrier refused " + port);
		}
		MessagePort arrived = next(carrier.port2()).ports().get(0);
		carrier.close();
		return arrived;
	}

	/**
	 * Take the message that must be waiting.
	 * @param port the port
	 * @return the message
	 */
	static MessageEvent next(MessagePort port) {
		return Objects.requireNonNull(poll(port), () -> "No message waits at " + port);
	}

	static @Nullable MessageEvent poll(MessagePort port) {
		try {
			return port.receive(Duration.ZERO);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Take everything that waits.
	 * @param port the port
	 * @return the payloads
	 */
	static List<@Nullable Object> drain(MessagePort port) {
		List<@Nullable Object> payloads = new ArrayList<>();
		for (MessageEvent event = poll(port); event != null; event = poll(port)) {
			payloads.add(event.data());
		}
		return payloads;
	}

	static CompletableFuture<CloseEvent> closed(MessagePort port) {
		return port.closed().toCompletableFuture();
	}

}
