package dev.messageport.spring;

import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortClosedException;
import dev.messageport.Transferable;

/**
 * One call that asks for an answer, at the service. Whatever comes first ends it: the
 * answer, the close of the connection, or that nobody waits for the answer any more.
 * <p>
 * Kept by what is to answer alone, and not by the ports, so that the caller learns of it
 * when that is forgotten (V3).
 */
final class ServiceInvocation {

	private final MessageEvent event;

	private final MessagePort replyPort;

	private final ServiceOperation operation;

	private final ListenerContext context;

	private final CompletableFuture<CloseEvent> connection;

	private volatile @Nullable CompletableFuture<?> future;

	private volatile @Nullable GuardedStream stream;

	private volatile @Nullable Throwable lost;

	ServiceInvocation(MessageEvent event, MessagePort replyPort, ServiceOperation operation, ListenerContext context) {
		this.event = event;
		this.replyPort = replyPort;
		this.operation = operation;
		this.context = context;
		this.connection = event.target().closed().toCompletableFuture();
		WeakReference<ServiceInvocation> reference = new WeakReference<>(this);
		this.connection.thenAcceptAsync((closed) -> {
			ServiceInvocation present = reference.get();
			if (present != null) {
				present.connectionClosed(closed);
			}
		}, PortConnection.APART);
	}

	/**
	 * Return the port that the call came to.
	 * @return the port
	 */
	MessagePort port() {
		return this.event.target();
	}

	/**
	 * Answer with what the method has returned.
	 * @param result the result, of the declared type of the operation
	 */
	void answer(@Nullable Object result) {
		try {
			switch (this.operation.result().shape()) {
				case VALUE -> reply(result);
				case FUTURE -> replyLater(((CompletionStage<?>) present(result)).toCompletableFuture());
				case SINGLE -> replyLater(ReactiveResults.toFuture(this.operation.result().declared(), result));
				case FLOW -> replyMany((Flow.Publisher<?>) present(result));
				case MANY -> replyMany(ReactiveResults.toFlow(this.operation.result().declared(), result));
				case STREAM -> replyStream((Stream<?>) present(result));
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	/**
	 * Take care of what a method has returned that nobody has asked for.
	 * @param operation the operation
	 * @param result the result, of the declared type of the operation
	 * @param errors is told what it fails with
	 */
	static void unanswered(ServiceOperation operation, @Nullable Object result, Consumer<Throwable> errors) {
		if (result instanceof Stream<?> stream) {
			stream.close();
		}
		boolean single = operation.result().shape() == ServiceResult.Shape.SINGLE;
		Object later = single ? ReactiveResults.toFuture(operation.result().declared(), result) : result;
		if (later instanceof CompletionStage<?> stage) {
			ListenerObservation.Later handling = ListenerObservation.later();
			stage.whenComplete((value, error) -> handling.finish(() -> {
				if (error != null) {
					errors.accept(unwrap(error));
				}
			}));
		}
	}

	// What nobody waits for any more was cancelled, and has not failed
	private void fail(Throwable error) {
		if (isAwaited() || !(unwrap(error) instanceof CancellationException)) {
			this.context.failed(unwrap(error), port());
		}
		tell(error);
	}

	private boolean isAwaited() {
		return !this.replyPort.isClosed() && !this.replyPort.isDetached();
	}

	/**
	 * Tell the caller that the call has failed.
	 * @param error why
	 * @return whether anybody is told: not when the caller has gone
	 */
	boolean tell(Throwable error) {
		end();
		boolean awaited = isAwaited();
		this.event.fail(unwrap(error));
		return awaited;
	}

	private static Throwable unwrap(Throwable error) {
		Throwable cause = error;
		while ((cause instanceof CompletionException || cause instanceof ExecutionException)
				&& cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	private Object present(@Nullable Object result) {
		Assert.state(result != null, () -> "The service has returned null for " + this.operation
				+ ", which is to be a '" + this.operation.result().declared().getName() + "'");
		return result;
	}

	private void reply(@Nullable Object value) {
		end();
		Object answer = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		if (!(answer instanceof Transferable transferable)) {
			this.event.reply(answer);
			return;
		}
		this.replyPort.postMessage(transferable, transferable);
		this.replyPort.close();
	}

	private void replyLater(CompletableFuture<?> future) {
		this.future = future;
		WeakReference<CompletableFuture<?>> reference = new WeakReference<>(future);
		this.replyPort.closed().thenRunAsync(() -> cancel(reference.get()), PortConnection.APART);
		ListenerObservation.Later handling = ListenerObservation.later();
		future.whenComplete((value, error) -> handling.finish(() -> {
			if (error != null) {
				fail(error);
			}
			else {
				replyOrFail(value);
			}
		}));
		if (this.lost != null) {
			cancel(future);
		}
	}

	private void replyOrFail(@Nullable Object value) {
		try {
			reply(value);
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void replyStream(Stream<?> elements) {
		replyMany(new IteratorPublisher<>(elements.iterator(), elements::close));
		if (this.stream == null) {
			// Nobody waits for an answer any more
			elements.close();
		}
	}

	private void replyMany(Flow.Publisher<?> publisher) {
		ListenerObservation.stream(publisher, this::replyAll);
		if (this.stream == null) {
			end();
		}
	}

	@SuppressWarnings("unchecked") // A publisher of anything
	private void replyAll(Flow.Publisher<?> publisher) {
		this.event.reply((Flow.Publisher<Object>) (subscriber) -> {
			GuardedStream guarded = new GuardedStream((Flow.Subscriber<Object>) subscriber) {

				@Override
				public void onError(Throwable error) {
					if (!isOver()) {
						ServiceInvocation.this.context.failed(error, port());
					}
					super.onError(error);
				}

				@Override
				void end() {
					super.end();
					ServiceInvocation.this.end();
				}

			};
			this.stream = guarded;
			((Flow.Publisher<Object>) publisher).subscribe(guarded);
			Throwable present = this.lost;
			if (present != null) {
				guarded.fail(present);
			}
		});
	}

	/**
	 * Fail, behind what was answered before.
	 * @param closed how the connection was closed
	 */
	private void connectionClosed(CloseEvent closed) {
		PortClosedException failure = new PortClosedException(seenByCaller(closed.reason()),
				"The call of " + this.operation + " has failed: the port that it came to, '" + closed.target().name()
						+ "', was closed before it was answered (" + closed.reason() + ", seen from the service)",
				closed.cause());
		this.lost = failure;
		GuardedStream present = this.stream;
		if (present != null) {
			present.fail(failure);
			return;
		}
		this.event.fail(failure);
		cancel(this.future);
	}

	private static void cancel(@Nullable CompletableFuture<?> future) {
		if (future != null) {
			future.cancel(true);
		}
	}

	private static CloseReason seenByCaller(CloseReason reason) {
		return switch (reason) {
			case LOCAL -> CloseReason.PEER;
			case PEER -> CloseReason.LOCAL;
			default -> reason;
		};
	}

	private void end() {
		this.connection.cancel(false);
	}

}
