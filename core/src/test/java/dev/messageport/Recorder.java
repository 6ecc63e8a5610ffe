package dev.messageport;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes down what arrives.
 */
final class Recorder implements MessageListener, CloseListener {

	private final List<MessageEvent> messages = new ArrayList<>();

	private final List<CloseEvent> closes = new ArrayList<>();

	@Override
	public synchronized void onMessage(MessageEvent event) {
		this.messages.add(event);
	}

	@Override
	public synchronized void onClose(CloseEvent event) {
		this.closes.add(event);
	}

	synchronized List<MessageEvent> messages() {
		return new ArrayList<>(this.messages);
	}

	synchronized List<@Nullable Object> payloads() {
		List<@Nullable Object> payloads = new ArrayList<>();
		this.messages.forEach((event) -> payloads.add(event.data()));
		return payloads;
	}

	synchronized List<CloseEvent> closes() {
		return new ArrayList<>(this.closes);
	}

	synchronized List<CloseReason> closeReasons() {
		return this.closes.stream().map(CloseEvent::reason).toList();
	}

	synchronized int count() {
		return this.messages.size();
	}

	synchronized boolean isClosed() {
		return !this.closes.isEmpty();
	}

}
