package dev.messageport.spring;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandler;
import org.springframework.util.Assert;

import dev.messageport.MessagePort;

/**
 * Posts each message that it handles on a port: the end of a flow, or a subscriber of any
 * Spring channel. Unlike {@link PortMessageChannel#send}, fails when a message cannot be
 * queued, because nobody asks a handler whether it has worked. Thread-safe.
 *
 * <pre>{@code
 * IntegrationFlow.from("orders").handle(new PortMessageHandler(port)).get();
 * }</pre>
 *
 * What is posted is what {@link PortMessageChannel} posts.
 */
public class PortMessageHandler implements MessageHandler {

	private final MessagePoster poster;

	/**
	 * Create a new handler.
	 * @param port the port to post on
	 */
	public PortMessageHandler(MessagePort port) {
		Assert.notNull(port, "'port' must not be null");
		this.poster = new MessagePoster(port);
	}

	/**
	 * Post the message.
	 * @param message the message
	 * @throws MessageDeliveryException if it was not queued: because the port is closed
	 * or was transferred, or because the overflow policy dropped the message (P1, Q7); or
	 * because it was refused, with the {@link dev.messageport.DataCloneException},
	 * {@link dev.messageport.PortOverflowException} or error of a
	 * {@link dev.messageport.PortInterceptor} as the cause
	 */
	@Override
	public void handleMessage(Message<?> message) {
		if (!post(message)) {
			throw new MessageDeliveryException(message,
					"The message was not queued, because port '" + this.poster.port().name() + "' " + reason());
		}
	}

	private boolean post(Message<?> message) {
		try {
			return this.poster.post(message);
		}
		catch (RuntimeException ex) {
			throw new MessageDeliveryException(message,
					"Port '" + this.poster.port().name() + "' refused the message: see the cause for the remedy", ex);
		}
	}

	private String reason() {
		if (this.poster.port().isDetached()) {
			return "was transferred: post on the port that arrived at its receiver";
		}
		if (this.poster.port().isClosed()) {
			return "is closed: stop the flow that ends here when it closes, or give it a handler of an open port";
		}
		return "dropped it, as the overflow policy of its channel says or because the message"
				+ " carries a port that leads back to it: give the channel a larger capacity or another policy,"
				+ " or leave that port out";
	}

	@Override
	public String toString() {
		return "handler that posts on port '" + this.poster.port().name() + "'";
	}

}
