package dev.messageport;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A message that carries the port for its answer, last in its transfer list.
 *
 * <pre>
 *   OPEN --reply, fail, a listener has thrown--&gt; ANSWERED
 * </pre>
 *
 * The first one wins. What is done with the reply port by hand is not seen here: the port
 * itself knows whether it is closed or was transferred, and then nothing can harm it.
 */
final class RequestEnvelope extends CarryingEnvelope {

	private final AtomicBoolean answered = new AtomicBoolean();

	RequestEnvelope(@Nullable Object data, Side destination, List<Transferable> transferred,
			Map<String, Object> headers) {
		super(data, destination, transferred, headers);
	}

	@Override
	public MessagePort replyPort() {
		return ports().get(ports().size() - 1);
	}

	@Override
	public boolean reply(@Nullable Object data) {
		if (!answer()) {
			return false;
		}
		try {
			boolean posted = replyPort().postMessage(data);
			replyPort().close();
			return posted;
		}
		catch (Throwable ex) {
			replyPort().close(ex);
			throw ex;
		}
	}

	@Override
	public void reply(Flow.@Nullable Publisher<?> answers) {
		if (answers == null) {
			reply((Object) null);
		}
		else if (answer()) {
			ReplySubscriber.subscribe(answers, (DefaultMessagePort) replyPort());
		}
	}

	@Override
	public void fail(Throwable cause) {
		Objects.requireNonNull(cause, "'cause' must not be null");
		if (answer()) {
			replyPort().close(cause);
		}
	}

	@Override
	void failUnanswered(Throwable cause) {
		fail(cause);
	}

	private boolean answer() {
		return this.answered.compareAndSet(false, true);
	}

}
