package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.core.DestinationResolver;
import org.springframework.messaging.support.ErrorMessage;

/**
 * Sends what has become of a message to its error channel, if the sender has named one: a
 * port is a change of threads, so that no exception gets to a sender who waits for a
 * reply, and it would wait in vain.
 *
 * @param resolver finds a channel by its name, if there is somebody who can
 */
record ErrorChannels(@Nullable DestinationResolver<MessageChannel> resolver) {

	/**
	 * Send an error to the error channel. What goes wrong with that is added to the
	 * error.
	 * @param message the message that has failed
	 * @param error what was thrown
	 */
	void send(Message<?> message, Throwable error) {
		try {
			MessageChannel channel = resolve(message.getHeaders().getErrorChannel());
			if (channel != null && !channel.send(new ErrorMessage(error, message))) {
				error.addSuppressed(
						new IllegalStateException("The error channel '" + channel + "' of the message took no error"));
			}
		}
		catch (RuntimeException | Error ex) {
			if (ex != error) {
				error.addSuppressed(ex);
			}
		}
	}

	private @Nullable MessageChannel resolve(@Nullable Object channel) {
		if (channel instanceof String name) {
			return (this.resolver != null) ? this.resolver.resolveDestination(name) : null;
		}
		return (channel instanceof MessageChannel resolved) ? resolved : null;
	}

}
