package dev.messageport.test;

import java.util.List;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Words for ports and for what comes to them, for the messages of failed assertions.
 */
final class Described {

	/**
	 * How many events are named at most.
	 */
	private static final int EVENTS = 20;

	private Described() {
	}

	static String payload(@Nullable Object payload) {
		return (payload != null) ? StandardRepresentation.STANDARD_REPRESENTATION.toStringOf(payload) : "null";
	}

	static String event(@Nullable Object event) {
		if (event instanceof MessageEvent message) {
			return message(message);
		}
		if (event instanceof CloseEvent close) {
			return "its close (" + close.reason() + ((close.cause() != null) ? ", " + close.cause() : "") + ")";
		}
		if (event instanceof MessageErrorEvent error) {
			return "a message that cannot be decoded (" + error.error().getMessage() + ")";
		}
		return "nothing";
	}

	private static String message(MessageEvent message) {
		StringBuilder text = new StringBuilder(payload(message.data()));
		if (message.replyPort() != null) {
			text.append(" (a request)");
		}
		else if (!message.ports().isEmpty()) {
			text.append(" (with ports ").append(message.ports()).append(')');
		}
		return text.toString();
	}

	static String events(List<?> events) {
		String text = events.stream().limit(EVENTS).map(Described::event).collect(Collectors.joining(", "));
		int more = events.size() - EVENTS;
		return events.isEmpty() ? "nothing" : (more > 0) ? text + " and " + more + " more" : text;
	}

	static String state(MessagePort port, String expected) {
		return "Expecting port " + port.name() + " to be " + expected + ".\n" + state(port) + ".";
	}

	static String state(MessagePort port) {
		if (port.isDetached()) {
			return "Port " + port.name() + " is detached: it was transferred, and this object is inert";
		}
		return "Port " + port.name() + " is " + (port.isClosed() ? closed(port) : "open")
				+ (port.isStarted() ? ", started" : ", not started") + ", " + port.queued() + " queued";
	}

	private static String closed(MessagePort port) {
		CloseEvent event = port.closed().toCompletableFuture().getNow(null);
		return (event != null) ? "closed: " + event(event) : "closed";
	}

	/**
	 * Hand the description that a user gave to assertions on to those they lead to.
	 * @param <A> the type of the assertions
	 * @param from what is known of the assertions that lead there
	 * @param to the assertions they lead to
	 * @return those
	 */
	static <A extends AbstractAssert<A, ?>> A handOn(WritableAssertionInfo from, A to) {
		if (from.hasDescription()) {
			to.describedAs(from.description());
		}
		return to;
	}

}
