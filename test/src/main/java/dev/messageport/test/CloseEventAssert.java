package dev.messageport.test;

import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;

/**
 * Assertions for a {@link CloseEvent}.
 *
 * @see PortAssertions#assertThat(CloseEvent)
 */
public final class CloseEventAssert extends AbstractAssert<CloseEventAssert, CloseEvent> {

	CloseEventAssert(@Nullable CloseEvent actual) {
		super(actual, CloseEventAssert.class);
	}

	/**
	 * Verify why the port closed (C4).
	 * @param reason the reason, seen from the port that the event is about
	 * @return this
	 */
	public CloseEventAssert hasReason(CloseReason reason) {
		Objects.requireNonNull(reason, "'reason' must not be null");
		return check(event().reason() == reason, "for the reason " + reason);
	}

	/**
	 * Verify the error that the port was closed with.
	 * @param cause the error, the very same object; see {@link #cause()} for others
	 * @return this
	 */
	public CloseEventAssert hasCause(Throwable cause) {
		Objects.requireNonNull(cause, "'cause' must not be null");
		return check(event().cause() == cause, "because of " + cause);
	}

	/**
	 * Verify that the port was closed without an error.
	 * @return this
	 */
	public CloseEventAssert hasNoCause() {
		return check(event().cause() == null, "without an error");
	}

	/**
	 * Go on with the error that the port was closed with.
	 * @return assertions on the error
	 */
	public AbstractThrowableAssert<?, ? extends @Nullable Throwable> cause() {
		return Assertions.assertThat(event().cause());
	}

	private CloseEvent event() {
		isNotNull();
		return this.actual;
	}

	private CloseEventAssert check(boolean fulfilled, String expected) {
		if (!fulfilled) {
			throw failure("%s", "Expecting port " + this.actual.target().name() + " to close " + expected
					+ "\nbut what came was:\n  " + Described.event(this.actual));
		}
		return this;
	}

}
