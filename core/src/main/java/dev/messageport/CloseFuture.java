package dev.messageport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Is completed by the very call of {@code close}, but runs what depends on it on the
 * channel's executor, because user code has no business on the stack of whoever closes
 * (invariant 4). That holds for what depends on it directly; what another future relays,
 * such as that of {@code allOf}, is not ours to dispatch. Whoever waits for the close
 * holds the port, through whatever is composed with this, so that nobody waits for a port
 * that has been garbage-collected.
 */
class CloseFuture extends CompletableFuture<CloseEvent> {

	private final DefaultMessagePort port;

	CloseFuture(DefaultMessagePort port) {
		this.port = port;
	}

	final DefaultMessagePort port() {
		return this.port;
	}

	@Override
	public Executor defaultExecutor() {
		return this.port.side.config.dispatcher()::execute;
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new Composed<>(this);
	}

	@Override
	public <U> CompletableFuture<U> thenApply(Function<? super CloseEvent, ? extends U> fn) {
		return thenApplyAsync(fn);
	}

	@Override
	public CompletableFuture<Void> thenAccept(Consumer<? super CloseEvent> action) {
		return thenAcceptAsync(action);
	}

	@Override
	public CompletableFuture<Void> thenRun(Runnable action) {
		return thenRunAsync(action);
	}

	@Override
	public <U, V> CompletableFuture<V> thenCombine(CompletionStage<? extends U> other,
			BiFunction<? super CloseEvent, ? super U, ? extends V> fn) {
		return thenCombineAsync(other, fn);
	}

	@Override
	public <U> CompletableFuture<Void> thenAcceptBoth(CompletionStage<? extends U> other,
			BiConsumer<? super CloseEvent, ? super U> action) {
		return thenAcceptBothAsync(other, action);
	}

	@Override
	public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
		return runAfterBothAsync(other, action);
	}

	@Override
	public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends CloseEvent> other,
			Function<? super CloseEvent, U> fn) {
		return applyToEitherAsync(other, fn);
	}

	@Override
	public CompletableFuture<Void> acceptEither(CompletionStage<? extends CloseEvent> other,
			Consumer<? super CloseEvent> action) {
		return acceptEitherAsync(other, action);
	}

	@Override
	public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
		return runAfterEitherAsync(other, action);
	}

	@Override
	public <U> CompletableFuture<U> thenCompose(Function<? super CloseEvent, ? extends CompletionStage<U>> fn) {
		return thenComposeAsync(fn);
	}

	@Override
	public <U> CompletableFuture<U> handle(BiFunction<? super CloseEvent, Throwable, ? extends U> fn) {
		return handleAsync(fn);
	}

	@Override
	public CompletableFuture<CloseEvent> whenComplete(
			BiConsumer<? super CloseEvent, ? super @Nullable Throwable> action) {
		return whenCompleteAsync(action);
	}

	@Override
	public CompletableFuture<CloseEvent> exceptionally(Function<Throwable, ? extends CloseEvent> fn) {
		return handleAsync((event, ex) -> (ex != null) ? fn.apply(ex) : event);
	}

	@Override
	public CompletableFuture<CloseEvent> copy() {
		return thenApplyAsync(Function.identity());
	}

	/**
	 * A future that depends on that of a close.
	 *
	 * @param <T> the type of its result
	 */
	private static final class Composed<T> extends CompletableFuture<T> {

		@SuppressWarnings("unused")
		private final CompletableFuture<?> source;

		Composed(CompletableFuture<?> source) {
			this.source = source;
		}

		@Override
		public <U> CompletableFuture<U> newIncompleteFuture() {
			return new Composed<>(this);
		}

	}

}
