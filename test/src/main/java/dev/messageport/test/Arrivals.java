package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;

/**
 * Takes what comes to a port for one chain of assertions, and remembers it for the
 * message of the one that fails.
 */
final class Arrivals {

	private final Inbound inbound;

	private final List<Object> taken = new ArrayList<>();

	Arrivals(Inbound inbound) {
		this.inbound = inbound;
	}

	/**
	 * Take what came next.
	 * @param timeout how long to wait at most
	 * @return the event; a close stays what comes next
	 */
	@Nullable Object take(Duration timeout) {
		try {
			Object event = this.inbound.take(timeout);
			if (event != null && !(event instanceof CloseEvent)) {
				this.taken.add(event);
			}
			return event;
		}
		catch (IllegalStateException ex) {
			throw new AssertionError(ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			throw Waits.interrupted(this.inbound.port().name(), ex);
		}
	}

	/**
	 * Tell what came instead of what was expected.
	 * @param expected what was expected
	 * @param actual what came
	 * @param timeout how long it was waited for
	 * @return the message of an assertion error
	 */
	String mismatch(String expected, @Nullable Object actual, Duration timeout) {
		StringBuilder text = new StringBuilder("Expecting port " + this.inbound.port().name() + " to receive:\n  ");
		text.append(expected)
			.append((actual != null) ? "\nbut what came was:\n  " + Described.event(actual)
					: "\nbut nothing came within " + timeout);
		return text.append('\n').append(context(actual)).toString();
	}

	private String context(@Nullable Object last) {
		List<Object> before = new ArrayList<>(this.taken);
		before.remove(last);
		return ((before.isEmpty()) ? "" : "Received before: " + Described.events(before) + ".\n")
				+ Described.state(this.inbound.port()) + ((last != null) ? "; " + this.inbound.waiting() : "") + ".";
	}

}
