package dev.messageport.spring;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.util.ClassUtils;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Mono;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Answers a request with what a listener has returned (V1, V2).
 */
final class RequestAnswer {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.adapter.JdkFlowAdapter",
			RequestAnswer.class.getClassLoader());

	private RequestAnswer() {
	}

	/**
	 * Answer a request.
	 * @param event the request
	 * @param port its reply port
	 * @param answer what was returned
	 * @return whether there is somebody who waits for the answer, as far as is known
	 */
	static boolean reply(MessageEvent event, MessagePort port, @Nullable Object answer) {
		if (answer instanceof MessagePort transferred) {
			return transfer(port, transferred);
		}
		if (answer instanceof CompletionStage<?> stage) {
			stage.whenComplete((value, error) -> complete(event, port, value, error));
			return true;
		}
		if (answer instanceof Flow.Publisher<?> publisher) {
			event.reply(publisher);
			return true;
		}
		return (REACTOR && Reactor.reply(event, port, answer)) || event.reply(answer);
	}

	private static boolean transfer(MessagePort port, MessagePort transferred) {
		boolean posted = port.postMessage(transferred, transferred);
		port.close();
		return posted;
	}

	/**
	 * Answer with the outcome of a stage. Nobody but the asker is there to be told what
	 * goes wrong.
	 * @param event the request
	 * @param port its reply port
	 * @param value the value of the stage
	 * @param error what the stage has failed with, if it has
	 */
	private static void complete(MessageEvent event, MessagePort port, @Nullable Object value,
			@Nullable Throwable error) {
		if (error != null) {
			event.fail((error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error);
			return;
		}
		try {
			reply(event, port, value);
		}
		catch (RuntimeException | Error ex) {
			event.fail(ex);
		}
	}

	/**
	 * Apart, because Reactor is optional.
	 */
	private static final class Reactor {

		static boolean reply(MessageEvent event, MessagePort port, @Nullable Object answer) {
			if (answer instanceof Mono<?> mono) {
				return RequestAnswer.reply(event, port, mono.toFuture());
			}
			if (answer instanceof Publisher<?> publisher) {
				event.reply(JdkFlowAdapter.publisherToFlowPublisher(publisher));
				return true;
			}
			return false;
		}

	}

}
