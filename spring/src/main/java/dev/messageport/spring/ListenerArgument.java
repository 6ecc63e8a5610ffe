package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * Takes one argument of a listener method out of an event.
 */
@FunctionalInterface
interface ListenerArgument {

	/**
	 * Return the argument.
	 * @param event the event, of the {@linkplain ListenerKind#eventType() type} of the
	 * method's kind
	 * @return the argument
	 * @throws Exception if it cannot be had
	 */
	@Nullable Object of(Object event) throws Exception;

}
