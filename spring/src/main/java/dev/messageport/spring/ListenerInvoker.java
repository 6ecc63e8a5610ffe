package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * Calls the method of a listener.
 */
@FunctionalInterface
interface ListenerInvoker {

	/**
	 * Call the method.
	 * @param event the event, of the {@linkplain ListenerKind#eventType() type} of the
	 * method's kind
	 * @return what the method returns
	 * @throws Exception what the method throws, as it is, or why it cannot be called
	 */
	@Nullable Object invoke(Object event) throws Exception;

}
