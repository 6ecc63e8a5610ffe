package dev.messageport;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What {@link MessagePort#closed()} returns: one for all callers of a port, so none of
 * them can complete it. Who wants a future to cancel or to time out gets one of its own.
 */
final class ClosedStage extends CloseFuture {

	/**
	 * The futures of those who have asked for one, as long as they are not complete.
	 */
	private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

	ClosedStage(DefaultMessagePort port) {
		super(port);
	}

	void fire(CloseEvent event) {
		super.complete(event);
		this.followers.forEach((follower) -> follower.complete(event));
	}

	@Override
	public CompletableFuture<CloseEvent> toCompletableFuture() {
		Follower follower = new Follower(this);
		this.followers.add(follower);
		CloseEvent event = getNow(null);
		if (event != null) {
			follower.complete(event);
		}
		return follower;
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

	private void forget(Follower follower) {
		this.followers.remove(follower);
	}

	private static UnsupportedOperationException refused() {
		return new UnsupportedOperationException(
				"The stage that tells of a close is shared: use toCompletableFuture() for one of your own");
	}

	/**
	 * Completes with the stage and on the same stack, unless its owner does so before.
	 */
	private static final class Follower extends CloseFuture {

		private final ClosedStage stage;

		Follower(ClosedStage stage) {
			super(stage.port());
			this.stage = stage;
		}

		@Override
		public boolean complete(CloseEvent value) {
			this.stage.forget(this);
			return super.complete(value);
		}

		@Override
		public boolean completeExceptionally(Throwable ex) {
			this.stage.forget(this);
			return super.completeExceptionally(ex);
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			this.stage.forget(this);
			return super.cancel(mayInterruptIfRunning);
		}

	}

}
