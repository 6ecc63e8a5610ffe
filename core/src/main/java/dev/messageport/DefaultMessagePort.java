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
 * ever. The state is in {@link #listeners}:
 *
 * <pre>
 *   ARRIVING --the message that carries it is delivered--&gt; NONE
 *   NONE, or listeners of its own --transferred--&gt; DETACHED
 *   NONE, or listeners of its own --closed, close event taken--&gt; CLOSED
 * </pre>
 */
final class DefaultMessagePort implements MessagePort {

	final Side side;

	/**
	 * Written under the full lock of the side; read by posters after they have read the
	 * head of the queue they post to (see {@link Inbox}).
	 */
	volatile Listeners listeners = Listeners.NONE;

	/**
	 * The port at the other end while it is started and listens: it lives as long as this
	 * one (G1). Guarded by the full lock of the side.
	 */
	private @Nullable DefaultMessagePort kept;

	/**
	 * Create the first port of a new side.
	 * @param config what the side shares with others
	 * @param first whether it is the first side of its channel
	 */
	DefaultMessagePort(ChannelConfig config, boolean first) {
		this.side = (config.observer() != null) ? new ObservedSide(this, config, first) : new Side(this, config, first);
	}

	/**
	 * Create a port for a side that is being transferred. It is of no use before
	 * {@link Side#bind}.
	 * @param side the side
	 */
	DefaultMessagePort(Side side) {
		this.side = side;
		this.listeners = Listeners.ARRIVING;
	}

	boolean isLive() {
		Listeners present = this.listeners;
		return present != Listeners.DETACHED && present != Listeners.CLOSED && present != Listeners.ARRIVING;
	}

	/**
	 * Full lock of the side: become the port that owns it.
	 */
	void arrive() {
		this.listeners = Listeners.NONE;
	}

	/**
	 * Full lock of the side: make this object inert.
	 * @param state {@link Listeners#DETACHED} or {@link Listeners#CLOSED}
	 */
	void retire(Listeners state) {
		this.listeners = state;
		this.kept = null;
	}

	/**
	 * Full lock of the side: keep the port at the other end alive.
	 * @param port the port, or {@code null} for none
	 */
	void keep(@Nullable DefaultMessagePort port) {
		this.kept = port;
	}

	@Nullable DefaultMessagePort kept() {
		return this.kept;
	}

	void change(UnaryOperator<Listeners> change) {
		this.side.change(this, change);
	}

	@Override
	public boolean postMessage(@Nullable Object data) {
		if (Transferables.contain(data) || !this.side.config.postsAsIs()) {
			return Posting.post(this, data, List.of(), Map.of());
		}
		return Posting.post(this, new Envelope(data));
	}

	/**
	 * Post a message of our own (see {@link ControlMessage}).
	 * @param data what it says
	 * @param context what its listeners are called in, or {@code null} if that is nothing
	 * @return whether it was queued
	 */
	boolean postControl(Object data, @Nullable CapturedContext context) {
		Extras extras = this.side.other().needExtras();
		extras.addControl(1);
		boolean posted = false;
		try {
			posted = Posting.post(this, new ControlMessage(data, context));
			return posted;
		}
		finally {
			if (!posted) {
				extras.addControl(-1);
			}
		}
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
	public MessagePort onMessageError(@Nullable MessageErrorListener handler) {
		change((current) -> current.withErrorHandler(handler));
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
	public Registration addMessageErrorListener(MessageErrorListener listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		Registered<MessageErrorListener> registered = new Registered<>(this, listener, false);
		change((current) -> current.withErrorListener(registered));
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
		return request(data, PostOptions.NONE, replyType);
	}

	@Override
	public <R> CompletableFuture<R> request(@Nullable Object data, PostOptions options, Class<R> replyType) {
		return Request.ask(this, data, Objects.requireNonNull(options, "'options' must not be null"),
				Objects.requireNonNull(replyType, "'replyType' must not be null"));
	}

	@Override
	public <R> Flow.Publisher<R> requestStream(@Nullable Object data, Class<R> elementType) {
		return requestStream(data, PostOptions.NONE, elementType);
	}

	@Override
	public <R> Flow.Publisher<R> requestStream(@Nullable Object data, PostOptions options, Class<R> elementType) {
		return new ReplyStream<>(this, data, Objects.requireNonNull(options, "'options' must not be null"),
				Objects.requireNonNull(elementType, "'elementType' must not be null"));
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
		return this.listeners.started;
	}

	@Override
	public boolean isClosed() {
		Listeners present = this.listeners;
		return present == Listeners.CLOSED || (present != Listeners.DETACHED && this.side.isMarkedClosed());
	}

	@Override
	public boolean isDetached() {
		return this.listeners == Listeners.DETACHED;
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
