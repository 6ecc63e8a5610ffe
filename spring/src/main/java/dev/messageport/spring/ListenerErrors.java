package dev.messageport.spring;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Decides what becomes of an error of a listener to messages: the error handler of the
 * listener may answer in its place; else who has asked is told; else, and when that is
 * not the whole truth, the error handler of the port is.
 *
 * @param context what all listeners have in common
 * @param handler the error handler of the listener, or {@code null} if it has none
 * @param returnsExceptions whether who has asked is told the error itself
 */
record ListenerErrors(ListenerContext context, @Nullable PortListenerErrorHandler handler, boolean returnsExceptions) {

	/**
	 * Handle what a listener has thrown.
	 * @param error the error
	 * @param event the message
	 * @throws Exception an error that is for the error handler of the port
	 */
	void thrown(Throwable error, MessageEvent event) throws Exception {
		Throwable remaining = handle(error, event);
		if (remaining != null) {
			rethrow(remaining);
		}
	}

	/**
	 * Handle an error of a listener that has returned.
	 * @param error the error
	 * @param event the message
	 */
	void failedLater(Throwable error, MessageEvent event) {
		Throwable remaining = handle(error, event);
		if (remaining != null) {
			report(remaining, event.target(), event);
		}
	}

	void report(Throwable error, MessagePort port, @Nullable MessageEvent event) {
		this.context.report(error, port, event);
	}

	/**
	 * Take note of the error of a stream, and keep it to ourselves, if so wanted.
	 * @param answers the stream
	 * @param event the request
	 * @return a stream that fails with what the asker may know
	 */
	Flow.Publisher<?> watch(Flow.Publisher<?> answers, MessageEvent event) {
		return new ErrorMappingPublisher<>(answers, (error) -> streamFailed(error, event));
	}

	private Throwable streamFailed(Throwable error, MessageEvent event) {
		if (this.returnsExceptions) {
			this.context.failed(error, event.target());
			return error;
		}
		report(error, event.target(), event);
		return hidden(event);
	}

	private @Nullable Throwable handle(Throwable error, MessageEvent event) {
		Throwable remaining = error;
		if (this.handler != null) {
			try {
				new ListenerErrors(this.context, null, this.returnsExceptions)
					.answer(this.handler.handleError(error, event), event);
				return null;
			}
			catch (Throwable ex) {
				if (ex != error) {
					ex.addSuppressed(error);
				}
				remaining = ex;
			}
		}
		// Before anybody learns of it, who might end the observation
		ListenerObservation.failed(remaining);
		if (tell(remaining, event) && this.returnsExceptions && remaining instanceof Exception) {
			this.context.failed(remaining, event.target());
			return null;
		}
		return remaining;
	}

	/**
	 * Answer a message.
	 * @param answer the answer
	 * @param event the message
	 * @return whether somebody will get it, as far as is known
	 */
	boolean answer(@Nullable Object answer, MessageEvent event) {
		MessagePort replyPort = event.replyPort();
		return ListenerAnswers.send(answer, (replyPort != null) ? new RequestDestination(event, replyPort, this)
				: new PortDestination(event.target(), event, this));
	}

	private boolean tell(Throwable error, MessageEvent event) {
		MessagePort replyPort = event.replyPort();
		if (replyPort == null || replyPort.isClosed() || replyPort.isDetached()) {
			return false;
		}
		event.fail(this.returnsExceptions ? error : hidden(event));
		// Still open: it belongs to a stream of answers
		return replyPort.isClosed();
	}

	private PortListenerException hidden(MessageEvent event) {
		return new PortListenerException("The listener at '" + event.target().name() + "' has failed");
	}

	private static void rethrow(Throwable error) throws Exception {
		if (error instanceof Exception ex) {
			throw ex;
		}
		throw (Error) error;
	}

}
