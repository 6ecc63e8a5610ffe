package dev.messageport.spring;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.util.Assert;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Where handlers of a request send its answer: the first message answers it, with its
 * payload, or fails it if that is a {@link Throwable}. As with the reply channels of
 * Spring's templates, it is no error to send more than one, or to send when nobody waits
 * any more: that must not undo what the flow has done.
 */
final class EventReplyChannel implements MessageChannel {

	private static final Log logger = LogFactory.getLog(EventReplyChannel.class);

	private final MessageEvent request;

	private final MessagePort replyPort;

	EventReplyChannel(MessageEvent request, MessagePort replyPort) {
		this.request = request;
		this.replyPort = replyPort;
	}

	@Override
	public boolean send(Message<?> message, long timeout) {
		Assert.notNull(message, "'message' must not be null");
		if (message.getPayload() instanceof Throwable error) {
			this.request.fail(error);
		}
		else if (!ListenerAnswers.send(message.getPayload(), new RequestDestination(this.request, this.replyPort, null))
				&& logger.isDebugEnabled()) {
			logger.debug(
					"An answer sent to the " + this + " was dropped, because it is answered, or nobody waits for it");
		}
		return true;
	}

	@Override
	public String toString() {
		return "reply channel of the request to port '" + this.request.target().name() + "'";
	}

}
