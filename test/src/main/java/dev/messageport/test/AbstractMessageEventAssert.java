package dev.messageport.test;

import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Assertions that all kinds of assertions on a {@link MessageEvent} have.
 *
 * @param <SELF> the kind
 */
public abstract class AbstractMessageEventAssert<SELF extends AbstractMessageEventAssert<SELF>>
		extends AbstractAssert<SELF, MessageEvent> {

	AbstractMessageEventAssert(@Nullable MessageEvent actual, Class<?> selfType) {
		super(actual, selfType);
	}

	/**
	 * Verify the payload.
	 * @param payload the payload, compared by {@code equals}, arrays by content;
	 * {@code null} for the {@code null} message (P6)
	 * @return this
	 */
	public SELF hasData(@Nullable Object payload) {
		return check(Objects.deepEquals(message().data(), payload), "the payload " + Described.payload(payload));
	}

	/**
	 * Verify that the payload is of a type, or can be converted to it
	 * ({@link MessageEvent#data(Class)}), and is not {@code null}.
	 * @param type the type
	 * @return this
	 */
	public SELF hasDataOfType(Class<?> type) {
		return check(Payload.is(message(), type), "a payload of the type " + type.getName());
	}

	/**
	 * Verify a header.
	 * @param name the name
	 * @param value the value, compared by {@code equals}
	 * @return this
	 */
	public SELF hasHeader(String name, Object value) {
		return check(Objects.deepEquals(message().headers().get(name), value),
				"the header '" + name + "' with the value " + Described.payload(value));
	}

	/**
	 * Verify that the message has a header of a name.
	 * @param name the name
	 * @return this
	 */
	public SELF hasHeader(String name) {
		return check(message().headers().containsKey(name), "the header '" + name + "'");
	}

	/**
	 * Verify that the message has no header of a name.
	 * @param name the name
	 * @return this
	 */
	public SELF doesNotHaveHeader(String name) {
		return check(!message().headers().containsKey(name), "no header '" + name + "'");
	}

	/**
	 * Verify how many ports came with the message (P5).
	 * @param count the number of ports
	 * @return this
	 */
	public SELF hasPorts(int count) {
		return check(message().ports().size() == count, count + " ports");
	}

	/**
	 * Verify that the message is a request (V1, V2): it has a reply port.
	 * @return this
	 */
	public SELF isRequest() {
		return check(message().replyPort() != null,
				"a reply port: was it sent with request() or requestStream(), not with postMessage()?");
	}

	/**
	 * Verify that a port came with the message.
	 * @param index the index of the port in {@link MessageEvent#ports()}, from 0
	 * @return assertions on the port
	 */
	public MessagePortAssert port(int index) {
		check(index >= 0 && index < message().ports().size(), "a port at index " + index);
		return Described.handOn(this.info, PortAssertions.assertThat(this.actual.ports().get(index)));
	}

	/**
	 * Verify that the message is a request.
	 * @return assertions on its reply port
	 */
	public MessagePortAssert replyPort() {
		isRequest();
		return Described.handOn(this.info, PortAssertions.assertThat(this.actual.replyPort()));
	}

	final MessageEvent message() {
		isNotNull();
		return this.actual;
	}

	final SELF check(boolean fulfilled, String expected) {
		if (!fulfilled) {
			MessagePort target = this.actual.target();
			throw failure("%s", "Expecting the message at port " + target.name() + " to have " + expected
					+ "\nbut it was:\n  " + Described.event(this.actual) + ", headers " + this.actual.headers());
		}
		return this.myself;
	}

}
