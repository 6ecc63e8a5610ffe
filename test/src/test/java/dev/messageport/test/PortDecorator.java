package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseListener;
import dev.messageport.MessageErrorEvent;
import dev.messageport.MessageErrorListener;
import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;
import dev.messageport.Registration;
import dev.messageport.Transferable;

/**
 * A port that does what another one does, to be broken in a subclass.
 */
class PortDecorator implements MessagePort {

	final DecoratedPorts ports;

	final MessagePort port;

	/**
	 * The other end, as it was opened.
	 */
	@Nullable PortDecorator peer;

	PortDecorator(DecoratedPorts ports, MessagePort port) {
		this.ports = ports;
		this.port = port;
	}

	boolean post(@Nullable Object data, List<Transferable> transfer) {
		List<Transferable> unwrapped = new ArrayList<>();
		transfer.forEach((entry) -> unwrapped.add((Transferable) unwrap(entry)));
		return transfer.isEmpty() ? this.port.postMessage(unwrap(data))
				: this.port.postMessage(unwrap(data), unwrapped);
	}

	void deliver(MessageListener listener, MessageEvent event) throws Exception {
		listener.onMessage(event);
	}

	void deliver(CloseListener listener, CloseEvent event) throws Exception {
		listener.onClose(event);
	}

	/**
	 * Take all that waits.
	 */
	final void drain() {
		try {
			while (this.port.receive(Duration.ZERO) != null) {
				continue;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static @Nullable Object unwrap(@Nullable Object data) {
		return (data instanceof PortDecorator decorator) ? decorator.port : data;
	}

	@Override
	public boolean postMessage(@Nullable Object data) {
		return post(data, List.of());
	}

	@Override
	public boolean postMessage(@Nullable Object data, Transferable... transfer) {
		return post(data, Arrays.asList(transfer));
	}

	@Override
	public boolean postMessage(@Nullable Object data, Collection<? extends Transferable> transfer) {
		return post(data, new ArrayList<>(transfer));
	}

	@Override
	public boolean postMessage(@Nullable Object data, PostOptions options) {
		return this.port.postMessage(unwrap(data), options);
	}

	@Override
	public MessagePort onMessage(@Nullable MessageListener handler) {
		this.port.onMessage((handler != null) ? wrap(handler) : null);
		return this;
	}

	@Override
	public MessagePort onMessageError(@Nullable MessageErrorListener handler) {
		this.port.onMessageError((handler != null) ? wrap(handler) : null);
		return this;
	}

	@Override
	public MessagePort onClose(@Nullable CloseListener handler) {
		this.port.onClose((handler != null) ? wrap(handler) : null);
		return this;
	}

	@Override
	public Registration addMessageListener(MessageListener listener) {
		return this.port.addMessageListener(wrap(listener));
	}

	@Override
	public Registration addMessageErrorListener(MessageErrorListener listener) {
		return this.port.addMessageErrorListener(wrap(listener));
	}

	@Override
	public Registration addCloseListener(CloseListener listener) {
		return this.port.addCloseListener(wrap(listener));
	}

	private MessageListener wrap(MessageListener listener) {
		return (event) -> deliver(listener, this.ports.wrap(event));
	}

	private MessageErrorListener wrap(MessageErrorListener listener) {
		return (event) -> listener
			.onMessageError(new MessageErrorEvent(event.error(), this.ports.wrap(event.target())));
	}

	private CloseListener wrap(CloseListener listener) {
		return (event) -> deliver(listener, wrap(event));
	}

	private CloseEvent wrap(CloseEvent event) {
		return new CloseEvent(event.reason(), event.cause(), this.ports.wrap(event.target()));
	}

	@Override
	public void start() {
		this.port.start();
	}

	@Override
	public void pause() {
		this.port.pause();
	}

	@Override
	public void close() {
		close(null);
	}

	@Override
	public void close(@Nullable Throwable cause) {
		this.port.close(cause);
	}

	@Override
	public @Nullable MessageEvent receive(Duration timeout) throws InterruptedException {
		MessageEvent event = this.port.receive(timeout);
		return (event != null) ? this.ports.wrap(event) : null;
	}

	@Override
	public <R> CompletableFuture<R> request(@Nullable Object data, Class<R> replyType) {
		return this.port.request(unwrap(data), replyType);
	}

	@Override
	public <R> CompletableFuture<R> request(@Nullable Object data, PostOptions options, Class<R> replyType) {
		return this.port.request(unwrap(data), options, replyType);
	}

	@Override
	public <R> Flow.Publisher<R> requestStream(@Nullable Object data, Class<R> elementType) {
		return this.port.requestStream(unwrap(data), elementType);
	}

	@Override
	public <R> Flow.Publisher<R> requestStream(@Nullable Object data, PostOptions options, Class<R> elementType) {
		return this.port.requestStream(unwrap(data), options, elementType);
	}

	@Override
	public String name() {
		return this.port.name();
	}

	@Override
	public String id() {
		return this.port.id();
	}

	@Override
	public boolean isStarted() {
		return this.port.isStarted();
	}

	@Override
	public boolean isClosed() {
		return this.port.isClosed();
	}

	@Override
	public boolean isDetached() {
		return this.port.isDetached();
	}

	@Override
	public int queued() {
		return this.port.queued();
	}

	@Override
	public CompletionStage<CloseEvent> closed() {
		return this.port.closed().thenApply(this::wrap);
	}

	@Override
	public String toString() {
		return name();
	}

}
