package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import dev.messageport.CloseReason;
import dev.messageport.MessagePort;

/**
 * A port that is called over. When it closes, so do the calls that are not over: those of
 * the one who closed it at once; the others after some time, because an answer that was
 * posted before may be on its way, on a port of its own. Services of ours fail them
 * earlier, and in order.
 *
 * @param port the port
 * @param open the calls that are not over
 * @param later runs what is to be done when no answer can be on its way any more
 */
record PortConnection(MessagePort port, OpenCalls open, Executor later) {

	/**
	 * Runs what calls code of users: on no executor of a channel, because calls may
	 * occupy all of its threads.
	 */
	static final Executor APART = new CompletableFuture<Void>().defaultExecutor();

	PortConnection(MessagePort port, Executor later) {
		this(port, OpenCalls.of(port), later);
	}

	boolean isOpen() {
		return !this.port.isClosed() && !this.port.isDetached();
	}

	/**
	 * Ask for one answer.
	 * @param call the call
	 * @param executor what the answer fails on when the port closes
	 * @return the answer to come
	 */
	CompletableFuture<Object> ask(OutgoingCall call, Executor executor) {
		CompletableFuture<Object> answer = this.port.request(call.payload(), call.options(), Object.class);
		if (!answer.isDone()) {
			OpenCall open = (reason, cause) -> {
				Throwable failure = call.lost(reason, cause);
				Executor when = (reason == CloseReason.LOCAL) ? executor : this.later;
				when.execute(() -> answer.completeExceptionally(failure));
			};
			this.open.add(open);
			answer.whenComplete((value, error) -> this.open.remove(open));
		}
		return answer;
	}

	void subscribe(OutgoingCall call, PayloadConverter converter, Flow.Subscriber<Object> subscriber) {
		this.port.requestStream(call.payload(), call.options(), Object.class)
			.subscribe(new CallSubscription(call, converter, this.open, this.later, subscriber));
	}

}
