package dev.messageport;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A handle to a {@link Side}: live until it is transferred or closed, then inert for
 * ever.
 *
 * <pre>
 *   LIVE --transferred--&gt; DETACHED
 *   LIVE --closed, close event taken--&gt; CLOSED
 * </pre>
 */
final class DefaultMessagePort implements MessagePort {

	static final byte LIVE = 0;

	static final byte DETACHED = 1;

	static final byte CLOSED = 2;

	final Side side;

	/**
	 * Guarded by the full lock of the side.
	 */
	Listeners listeners = Listeners.NONE;

	/**
	 * Written under the full lock of the side; read by posters after they have read the
	 * head of the queue they post to (see {@link Inbox}).
	 */
	private volatile byte state;

	DefaultMessagePort(Side side) {
		this.side = side;
	}

	boolean isLive() {
		return this.state == LIVE;
	}

	/**
	 * Full lock of the side: make this object inert.
	 * @param state {@link #DETACHED} or {@link #CLOSED}
	 */
	void retire(byte state) {
		this.state = state;
		this.listeners = Listeners.NONE;
	}

	void change(UnaryOperator<Listeners> change) {
		this.side.change(this, change);
	}

	@Override
	public boolean postMessage(@Nullable Object data) {
		if (data instanceof Transferable) {
			return Posting.post(this, data, List.of(), Map.of());
		}
		return Posting.post(this, new Envelope(data));
	}

	@Override
	public boolean postMessage(@Nullable Object data, Transferable... transfer) {
		return Posting.post(this, data, Arrays.asList(Objects.requireNonNull(transfer, "'transfer' must not be null")),
				Map.of());
	}

	@Override
	public boolean postMessage(@Nullable Object data, Collection<? extends Transferable> transfer) {
		return Posting.post(this, data, Objects.requireNonNull(transfer, "'transfer' must not be null"), Map.of());
	}

	@Override
	public boolean postMessage(@Nullable Object data, PostOptions options) {
		Objects.requireNonNull(options, "'options' must not be null");
		return Posting.post(this, data, options.transfer(), options.headers());
	}

	@Override
	public MessagePort onMessage(@Nullable MessageListener handler) {
		change((current) -> current.withMessageHandler(handler).started(true));
		return this;
	}

	@Override
	public MessagePort onClose(@Nullable CloseListener handler) {
		change((current) -> current.withCloseHandler(handler));
		return this;
	}

	@Override
	public Registration addMessageListener(MessageListener listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		Registered<MessageListener> registered = new Registered<>(this, listener, false);
		change((current) -> current.withMessageListener(registered));
		return registered;
	}

	@Override
	public Registration addCloseListener(CloseListener listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		Registered<CloseListener> registered = new Registered<>(this, listener, false);
		change((current) -> current.withCloseListener(registered));
		return registered;
	}

	@Override
	public void start() {
		change((current) -> current.started(true));
	}

	@Override
	public void pause() {
		change((current) -> current.started(false));
	}

	@Override
	public void close() {
		close(null);
	}

	@Override
	public void close(@Nullable Throwable cause) {
		Discards.end(this.side, this, CloseReason.LOCAL, CloseReason.PEER, cause);
	}

	@Override
	public @Nullable MessageEvent receive(Duration timeout) throws InterruptedException {
		return Receiving.receive(this.side, this, Objects.requireNonNull(timeout, "'timeout' must not be null"));
	}

	@Override
	public <R> CompletableFuture<R> request(@Nullable Object data, Class<R> replyType) {
		return Request.ask(this, data, Objects.requireNonNull(replyType, "'replyType' must not be null"));
	}

	@Override
	public <R> Flow.Publisher<R> requestStream(@Nullable Object data, Class<R> elementType) {
		return new ReplyStream<>(this, data, Objects.requireNonNull(elementType, "'elementType' must not be null"));
	}

	@Override
	public String name() {
		return this.side.name();
	}

	@Override
	public String id() {
		return this.side.id();
	}

	@Override
	public boolean isStarted() {
		this.side.lockAll();
		boolean started = this.listeners.started;
		this.side.unlockAll();
		return started;
	}

	@Override
	public boolean isClosed() {
		byte seen = this.state;
		return seen == CLOSED || (seen == LIVE && this.side.isMarkedClosed());
	}

	@Override
	public boolean isDetached() {
		return this.state == DETACHED;
	}

	@Override
	public int queued() {
		return isLive() ? this.side.queued() : 0;
	}

	@Override
	public CompletionStage<CloseEvent> closed() {
		return this.side.closed(this);
	}

	@Override
	public String toString() {
		return name();
	}

}
