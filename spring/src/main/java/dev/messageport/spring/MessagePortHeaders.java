package dev.messageport.spring;

/**
 * Names of the headers that tie a Spring {@link org.springframework.messaging.Message} to
 * a port, or a message to its sender. They hold objects of this JVM: a message that is
 * passed on to another port goes without them.
 *
 * @see PortMessageChannel
 */
public final class MessagePortHeaders {

	/**
	 * Header of a message that has arrived at a port: the
	 * {@link dev.messageport.MessageEvent}, with the ports that came along, the port it
	 * came to and the reply port.
	 */
	public static final String EVENT = "messageport_event";

	/**
	 * Header of a message that is to be posted: what to transfer with it, a
	 * {@link dev.messageport.Transferable} (such as a port) or a
	 * {@link java.util.Collection} of them.
	 */
	public static final String TRANSFER = "messageport_transfer";

	/**
	 * Header of a message that was posted through a
	 * {@link ContextPropagationInterceptor}: what was bound to the thread of the sender,
	 * an {@code io.micrometer.context.ContextSnapshot}. It may hold secrets, such as the
	 * user who is logged in: not to be printed, stored or sent out of this JVM.
	 */
	public static final String CONTEXT = "messageport_context";

	private MessagePortHeaders() {
	}

}
