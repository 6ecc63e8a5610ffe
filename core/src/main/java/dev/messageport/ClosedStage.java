package dev.messageport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What {@link MessagePort#closed()} returns: one for all callers of a port, so none of
 * them can complete it. Who wants a future to cancel or to time out gets one of its own.
 */
final class ClosedStage extends CloseFuture {

	ClosedStage(DefaultMessagePort port) {
		super(port);
	}

	void fire(CloseEvent event) {
		super.complete(event);
	}

	@Override
	public CompletableFuture<CloseEvent> toCompletableFuture() {
		return follower();
	}

	@Override
	public boolean complete(CloseEvent value) {
		throw refused();
	}

	@Override
	public boolean completeExceptionally(Throwable ex) {
		throw refused();
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		throw refused();
	}

	@Override
	public void obtrudeValue(CloseEvent value) {
		throw refused();
	}

	@Override
	public void obtrudeException(Throwable ex) {
		throw refused();
	}

	@Override
	public CompletableFuture<CloseEvent> completeAsync(Supplier<? extends CloseEvent> supplier, Executor executor) {
		throw refused();
	}

	@Override
	public CompletableFuture<CloseEvent> orTimeout(long timeout, TimeUnit unit) {
		throw refused();
	}

	@Override
	public CompletableFuture<CloseEvent> completeOnTimeout(CloseEvent value, long timeout, TimeUnit unit) {
		throw refused();
	}

	private static UnsupportedOperationException refused() {
		return new UnsupportedOperationException(
				"The stage that tells of a close is shared: use toCompletableFuture() for one of your own");
	}

}
