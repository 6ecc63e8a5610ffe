package dev.messageport.spring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessagePort;

/**
 * The calls over one port that are not over: told when it closes. Does not refer to the
 * port, which nobody may hold who waits for it to close (G1).
 */
final class OpenCalls {

	private final Set<OpenCall> calls = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Closing closing;

	static OpenCalls of(MessagePort port) {
		OpenCalls calls = new OpenCalls();
		// Not on the executor of the channel: calls may occupy all of its threads
		port.closed().thenAcceptAsync(calls::close, Runnable::run);
		return calls;
	}

	void add(OpenCall call) {
		this.calls.add(call);
		Closing present = this.closing;
		if (present != null && this.calls.remove(call)) {
			call.portClosed(present.reason(), present.cause());
		}
	}

	void remove(OpenCall call) {
		this.calls.remove(call);
	}

	private void close(CloseEvent event) {
		this.closing = new Closing(event.reason(), event.cause());
		for (OpenCall call : this.calls) {
			if (this.calls.remove(call)) {
				call.portClosed(event.reason(), event.cause());
			}
		}
	}

	/**
	 * Return how many calls are open.
	 * @return the number of calls
	 */
	int count() {
		return this.calls.size();
	}

	/**
	 * Why the port has closed.
	 *
	 * @param reason the reason, seen from here
	 * @param cause the error behind it, if any
	 */
	private record Closing(CloseReason reason, @Nullable Throwable cause) {

	}

}
