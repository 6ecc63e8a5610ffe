package dev.messageport.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessagePort;

/**
 * One request to an endpoint over a connection of its own, which is closed when the
 * answer is there or nobody waits for it any more.
 */
final class EndpointRequest {

	private EndpointRequest() {
	}

	/**
	 * Ask.
	 * @param <R> the type of the answer
	 * @param port the port of the connection
	 * @param data the payload
	 * @param type the type of the answer
	 * @param timeout how long to wait
	 * @param failure says why there is no answer
	 * @return the answer to come
	 */
	static <R> CompletableFuture<R> ask(MessagePort port, @Nullable Object data, AnswerType<R> type, Duration timeout,
			EndpointFailure failure) {
		CompletableFuture<Object> asked = port.request(data, Object.class);
		CompletableFuture<R> answer = new CompletableFuture<>();
		RequestTimeout.set(answer, timeout, failure.name());
		answer.whenComplete((reply, error) -> {
			asked.cancel(false);
			port.close();
		});
		asked.whenComplete((reply, error) -> {
			if (error != null) {
				answer.completeExceptionally(failure.explain(error));
			}
			else {
				complete(answer, reply, type);
			}
		});
		return answer;
	}

	private static <R> void complete(CompletableFuture<R> answer, @Nullable Object reply, AnswerType<R> type) {
		try {
			answer.complete(type.read(reply));
		}
		catch (RuntimeException | Error ex) {
			answer.completeExceptionally(ex);
		}
	}

}
