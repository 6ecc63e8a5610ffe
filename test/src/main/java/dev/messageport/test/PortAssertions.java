package dev.messageport.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Assertions for ports, for static import, also beside those of AssertJ's own
 * {@code Assertions}.
 *
 * <pre>{@code
 * import static dev.messageport.test.PortAssertions.assertThat;
 * import static org.assertj.core.api.Assertions.assertThat;
 *
 * assertThat(port).receives("a").then().receives("b").then().isClosed();
 * }</pre>
 */
public final class PortAssertions {

	private PortAssertions() {
	}

	/**
	 * Start assertions on a port. Those about messages take them from the port
	 * ({@link MessagePort#receive(Duration)}), so the port must not be started, which a
	 * port with a listener usually is: they fail at once on one that is. Use a
	 * {@link PortRecorder} there.
	 * @param actual the port
	 * @return the assertions
	 */
	public static MessagePortAssert assertThat(@Nullable MessagePort actual) {
		return new MessagePortAssert(actual, (actual != null) ? new PortInbound(actual) : null);
	}

	/**
	 * Start assertions on the port of a recorder. Those about messages read what was
	 * recorded and not read yet.
	 * @param actual the recorder
	 * @return the assertions
	 */
	public static MessagePortAssert assertThat(@Nullable PortRecorder actual) {
		return (actual != null) ? new MessagePortAssert(actual.port(), actual.inbound())
				: new MessagePortAssert(null, null);
	}

	/**
	 * Start assertions on a message that has arrived.
	 * @param actual the message
	 * @return the assertions
	 */
	public static MessageEventAssert assertThat(@Nullable MessageEvent actual) {
		return new MessageEventAssert(actual);
	}

	/**
	 * Start assertions on a close event.
	 * @param actual the close event
	 * @return the assertions
	 */
	public static CloseEventAssert assertThat(@Nullable CloseEvent actual) {
		return new CloseEventAssert(actual);
	}

	/**
	 * Return how long assertions wait for what they expect.
	 * @return the time-out, 5 seconds unless it was set
	 */
	public static Duration defaultTimeout() {
		return Timeouts.timeout();
	}

	/**
	 * Set how long assertions and recorders wait for what is expected, from now on, in
	 * this JVM. A long time-out costs nothing where what is expected comes.
	 * @param timeout the time-out, not negative; zero means that nothing is waited for
	 * @see MessagePortAssert#within(Duration)
	 */
	public static void setDefaultTimeout(Duration timeout) {
		Timeouts.timeout(timeout);
	}

	/**
	 * Return for how long {@link MessagePortAssert#receivesNothing()} watches a port.
	 * @return the time, 100 milliseconds unless it was set
	 */
	public static Duration defaultQuietPeriod() {
		return Timeouts.quietPeriod();
	}

	/**
	 * Set for how long {@link MessagePortAssert#receivesNothing()} watches a port, from
	 * now on, in this JVM. Each such assertion that passes takes that time.
	 * @param quietPeriod the time, not negative; zero looks only at what waits already
	 */
	public static void setDefaultQuietPeriod(Duration quietPeriod) {
		Timeouts.quietPeriod(quietPeriod);
	}

}
