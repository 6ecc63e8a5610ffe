package dev.messageport.spring;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.Transferable;

/**
 * The port that an event came to, for what is no answer to a request: it is posted back,
 * and the port stays open.
 *
 * @param port the port
 * @param event the message, or {@code null} if the event is none
 * @param errors told what goes wrong after the listener has returned
 */
record PortDestination(MessagePort port, @Nullable MessageEvent event,
		ListenerErrors errors) implements AnswerDestination {

	/**
	 * Post a value back; {@code null} means that there is none.
	 */
	@Override
	public boolean send(@Nullable Object answer) {
		if (answer instanceof Transferable transferable) {
			return this.port.postMessage(transferable, transferable);
		}
		if (answer instanceof Message<?> message) {
			return new MessagePoster(this.port).post(message);
		}
		return answer == null || this.port.postMessage(answer);
	}

	@Override
	public void send(Flow.Publisher<?> answers) {
		answers.subscribe(new PostingSubscriber(this));
	}

	@Override
	public void fail(Throwable error) {
		if (this.event != null) {
			this.errors.failedLater(error, this.event);
		}
		else {
			this.errors.report(error, this.port, null);
		}
	}

	/**
	 * The port may live for long, and would keep what it is to call for each message.
	 */
	@Override
	public void onCancel(Runnable cancel) {
	}

}
