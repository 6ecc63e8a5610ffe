package dev.messageport.benchmarks;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;

/**
 * Message ports as released: the default capacity, leak detection on. A producer that is
 * faster than the receiver waits, as nothing may be lost here.
 */
final class PortCarrier implements Carrier {

	private final Executor executor;

	private final MessageChannelFactory factory;

	PortCarrier(Executor executor) {
		this.executor = executor;
		this.factory = MessageChannelFactory.builder().executor(executor).overflow(OverflowPolicy.BLOCK).build();
	}

	@Override
	public Lane open(Consumer<Object> listener) {
		MessageChannel channel = this.factory.create();
		MessagePort receiver = channel.port2();
		receiver.onMessage(listening(listener));
		return new PortLane(channel.port1(), receiver);
	}

	@Override
	public Link connect(Consumer<Object> first, Consumer<Object> second) {
		MessageChannel channel = this.factory.create();
		channel.port1().onMessage(listening(first));
		channel.port2().onMessage(listening(second));
		return new PortLink(channel.port1(), channel.port2());
	}

	@Override
	public StoppedLane openStopped(Consumer<Object> listener) {
		MessageChannel channel = this.factory.create(ChannelOptions.builder().capacity(0).build());
		MessagePort receiver = channel.port2();
		receiver.addMessageListener(listening(listener));
		return new PortLane(channel.port1(), receiver);
	}

	private static MessageListener listening(Consumer<Object> listener) {
		return (event) -> listener.accept(Objects.requireNonNull(event.data()));
	}

	@Override
	public void close() {
		if (this.executor instanceof ExecutorService service && service != ForkJoinPool.commonPool()) {
			service.shutdown();
		}
	}

	/**
	 * A channel that is used one way.
	 */
	private static final class PortLane implements StoppedLane {

		private final MessagePort sender;

		private final MessagePort receiver;

		PortLane(MessagePort sender, MessagePort receiver) {
			this.sender = sender;
			this.receiver = receiver;
		}

		@Override
		public void post(Object message) {
			this.sender.postMessage(message);
		}

		@Override
		public void start() {
			this.receiver.start();
		}

		@Override
		public void close() {
			this.receiver.close();
		}

	}

	/**
	 * A channel that is used both ways.
	 */
	private static final class PortLink implements Link {

		private final MessagePort first;

		private final MessagePort second;

		PortLink(MessagePort first, MessagePort second) {
			this.first = first;
			this.second = second;
		}

		@Override
		public void toFirst(Object message) {
			this.second.postMessage(message);
		}

		@Override
		public void toSecond(Object message) {
			this.first.postMessage(message);
		}

		@Override
		public void close() {
			this.first.close();
		}

	}

}
