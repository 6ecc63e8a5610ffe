package dev.messageport.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortDecodingException;

/**
 * Reads a port by {@link MessagePort#receive(Duration)} (Q6).
 *
 * @param port the port
 */
record PortInbound(MessagePort port) implements Inbound {

	@Override
	public @Nullable Object take(Duration timeout) throws InterruptedException {
		checkNotStarted();
		try {
			MessageEvent message = this.port.receive(timeout);
			return (message != null) ? message : close();
		}
		catch (PortDecodingException ex) {
			return new MessageErrorEvent(ex, this.port);
		}
	}

	/**
	 * A started port gives its messages to listeners: an assertion would win some of them
	 * at random.
	 */
	private void checkNotStarted() {
		if (this.port.isStarted()) {
			throw new IllegalStateException("Port " + this.port.name() + " is started: its listeners take the messages,"
					+ " and an assertion that takes them too would race with them. Make a recorder with"
					+ " PortRecorder.of(port) before messages come, and assert on that");
		}
	}

	private @Nullable CloseEvent close() {
		return (this.port.isClosed() && this.port.queued() == 0) ? this.port.closed().toCompletableFuture().getNow(null)
				: null;
	}

	@Override
	public String waiting() {
		int queued = this.port.queued();
		return (queued == 1) ? "1 message waits in its queue" : queued + " messages wait in its queue";
	}

}
