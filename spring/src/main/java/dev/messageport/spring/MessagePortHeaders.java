package dev.messageport.spring;

/**
 * Names of the headers that tie a Spring {@link org.springframework.messaging.Message} to
 * a port. They hold objects of this JVM and are never posted themselves: a message that
 * is passed on to another port goes without them.
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

	private MessagePortHeaders() {
	}

}
