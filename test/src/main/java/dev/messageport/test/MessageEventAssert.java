package dev.messageport.test;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;

/**
 * Assertions for a {@link MessageEvent}.
 *
 * @see PortAssertions#assertThat(MessageEvent)
 */
public final class MessageEventAssert extends AbstractMessageEventAssert<MessageEventAssert> {

	MessageEventAssert(@Nullable MessageEvent actual) {
		super(actual, MessageEventAssert.class);
	}

}
