package dev.messageport.spring;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.Transferable;

/**
 * The reply port of a request (V1, V2).
 *
 * @param request the request
 * @param replyPort its reply port
 * @param errors told what goes wrong after the listener has returned, or {@code null} if
 * only the asker is
 */
record RequestDestination(MessageEvent request, MessagePort replyPort,
		@Nullable ListenerErrors errors) implements AnswerDestination {

	@Override
	public boolean send(@Nullable Object answer) {
		if (!(answer instanceof Transferable) && !(answer instanceof Message)) {
			return this.request.reply(answer);
		}
		boolean posted = (answer instanceof Transferable transferable)
				? this.replyPort.postMessage(transferable, transferable)
				: new MessagePoster(this.replyPort).post((Message<?>) answer);
		this.replyPort.close();
		return posted;
	}

	@Override
	public void send(Flow.Publisher<?> answers) {
		this.request.reply((this.errors != null) ? this.errors.watch(answers, this.request) : answers);
	}

	@Override
	public void fail(Throwable error) {
		if (this.errors != null) {
			this.errors.failedLater(error, this.request);
		}
		else {
			this.request.fail(error);
		}
	}

	@Override
	public void onCancel(Runnable cancel) {
		this.replyPort.closed().thenRun(cancel);
	}

}
