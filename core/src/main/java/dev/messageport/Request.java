package dev.messageport;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * One answer to one request (V1). Lives as the listener of the asker's end of a fresh
 * channel, the other end of which travels with the request.
 *
 * <pre>
 *   ASKING --first message--&gt;                    ANSWERED    a turn of the reply port
 *   ASKING --reply port closed, wrong type--&gt;    FAILED      a turn of the reply port
 *   ASKING --owner of the reply port gone--&gt;     FAILED      a task of the executor
 *   ASKING --cancel, time-out, by the user--&gt;    the user's
 *
 *   out of ASKING: the reply port closes
 * </pre>
 *
 * The future is the state: whoever completes it first has won.
 *
 * @param <R> the type of the answer
 */
final class Request<R> implements Conversing {

	private final Question question;

	private final Class<R> replyType;

	private final DefaultMessagePort port;

	/**
	 * Of who asks: for what depends on the answer.
	 */
	private final @Nullable CapturedContext context;

	private final CompletableFuture<R> answer = new CompletableFuture<>();

	/**
	 * Set before this object itself closes the port.
	 */
	private volatile boolean over;

	private Request(Question question, Class<R> replyType, DefaultMessagePort port) {
		this.question = question;
		this.replyType = replyType;
		this.port = port;
		this.context = port.side.config.captureContext();
	}

	/**
	 * Ask.
	 * @param <R> the type of the answer
	 * @param port the port to ask on
	 * @param data the payload
	 * @param options what goes with it
	 * @param replyType the type of the answer
	 * @return the answer to come
	 * @throws DataCloneException if the payload or the transfer list cannot be posted
	 * (P2)
	 */
	static <R> CompletableFuture<R> ask(DefaultMessagePort port, @Nullable Object data, PostOptions options,
			Class<R> replyType) {
		Question question = new Question(port.side, "a reply", replyType);
		MessageChannel channel = new DefaultMessageChannel(port.side.config.shared());
		DefaultMessagePort port1 = (DefaultMessagePort) channel.port1();
		boolean posted = false;
		try {
			posted = Posting.request(port, data, options, (DefaultMessagePort) channel.port2());
			return posted ? new Request<>(question, replyType, port1).await()
					: CompletableFuture.failedFuture(question.refused(port, port1));
		}
		catch (DataCloneException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// An overflow, or an interceptor has refused it
			return CompletableFuture.failedFuture(ex);
		}
		finally {
			if (!posted) {
				channel.close();
			}
		}
	}

	private CompletableFuture<R> await() {
		this.answer.whenComplete((reply, failure) -> closePort(null));
		this.port.side.onEnd(this.port, this);
		this.port.change((current) -> current.conversing(this));
		return this.answer;
	}

	@Override
	public void onMessage(MessageEvent event) {
		if (event.data() instanceof Demand) {
			this.port.postControl(new Demand(1), null);
			return;
		}
		CapturedContext.run(this.context, () -> answered(event));
	}

	private void answered(MessageEvent event) {
		R reply;
		try {
			reply = read(event);
		}
		catch (ClassCastException ex) {
			Discards.discardUnseen(event);
			closePort(ex);
			this.answer.completeExceptionally(ex);
			return;
		}
		closePort(null);
		if (!this.answer.complete(reply)) {
			Discards.discardUnseen(event);
		}
	}

	@Override
	public void onClose(CloseEvent event) {
		fail(this.question.failure(event.reason(), event.cause()));
	}

	@Override
	public void ended(CloseReason reason, @Nullable Throwable cause) {
		if (!this.over) {
			Throwable failure = this.question.failure(reason, cause);
			this.port.side.config.dispatcher().execute(() -> fail(failure));
		}
	}

	private void fail(Throwable failure) {
		CapturedContext.run(this.context, () -> this.answer.completeExceptionally(failure));
	}

	private void closePort(@Nullable Throwable cause) {
		this.over = true;
		this.port.close(cause);
	}

	@SuppressWarnings("NullAway") // A null reply is legal, and CompletableFuture takes it
	private R read(MessageEvent event) {
		R reply = event.data(this.replyType);
		if (reply == null && this.replyType.isPrimitive() && this.replyType != void.class) {
			throw new ClassCastException("The reply to port " + event.target().name() + " is null, not a "
					+ this.replyType.getName() + ": ask for the wrapper type");
		}
		return reply;
	}

}
