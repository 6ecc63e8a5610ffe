package dev.messageport.spring;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Where that goes which a listener has returned.
 */
interface AnswerDestination {

	/**
	 * Send an answer: the only one.
	 * @param answer the answer, a {@link org.springframework.messaging.Message} if it has
	 * headers
	 * @return whether somebody will get it, as far as is known
	 */
	boolean send(@Nullable Object answer);

	/**
	 * Send answers as they come.
	 * @param answers the answers
	 */
	void send(Flow.Publisher<?> answers);

	/**
	 * Say that there is an error in place of an answer that was to come.
	 * @param error the error
	 */
	void fail(Throwable error);

	/**
	 * Ask to be told, perhaps, when nobody wants an answer any more.
	 * @param cancel what to do then; not called for ever kept
	 */
	void onCancel(Runnable cancel);

}
