package dev.messageport.test;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelOptions;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.Transferable;

/**
 * A world in which each port is decorated: one decorator for each port.
 */
final class DecoratedPorts {

	private final Map<MessagePort, PortDecorator> decorators = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Sides sides = new Sides();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.observer(this.sides)
		.errorHandler((error, port, event) -> {
		})
		.build();

	private final BiFunction<DecoratedPorts, MessagePort, PortDecorator> decorator;

	DecoratedPorts(BiFunction<DecoratedPorts, MessagePort, PortDecorator> decorator) {
		this.decorator = decorator;
	}

	PortPair open(ChannelOptions options) {
		PortPair pair = PortPair.of(this.channels.create(options));
		PortDecorator first = wrap(pair.first());
		PortDecorator second = wrap(pair.second());
		first.peer = second;
		second.peer = first;
		return new PortPair(first, second);
	}

	void loseOwner(MessagePort port) {
		this.sides.side(port).close(CloseReason.OWNER_GONE);
	}

	PortDecorator wrap(MessagePort port) {
		return this.decorators.computeIfAbsent(port, (key) -> this.decorator.apply(this, key));
	}

	/**
	 * Return the port that a side has moved to.
	 * @param port the port that it has left
	 * @return the port that has arrived last, or {@code null} if none has
	 */
	@Nullable PortDecorator successor(PortDecorator port) {
		synchronized (this.decorators) {
			return this.decorators.values()
				.stream()
				.filter((other) -> other.id().equals(port.id()) && !other.isDetached())
				.findFirst()
				.orElse(null);
		}
	}

	MessageEvent wrap(MessageEvent event) {
		return new DecoratedEvent(event);
	}

	private final class DecoratedEvent implements MessageEvent {

		private final MessageEvent event;

		DecoratedEvent(MessageEvent event) {
			this.event = event;
		}

		@Override
		public @Nullable Object data() {
			Object data = this.event.data();
			return (data instanceof MessagePort port) ? wrap(port) : data;
		}

		@Override
		public <T> @Nullable T data(Class<T> type) {
			return this.event.data(type);
		}

		@Override
		public List<MessagePort> ports() {
			return this.event.ports().stream().<MessagePort>map(DecoratedPorts.this::wrap).toList();
		}

		@Override
		public List<Transferable> transferred() {
			return this.event.transferred();
		}

		@Override
		public Map<String, Object> headers() {
			return this.event.headers();
		}

		@Override
		public MessagePort target() {
			return wrap(this.event.target());
		}

		@Override
		public @Nullable MessagePort replyPort() {
			MessagePort port = this.event.replyPort();
			return (port != null) ? wrap(port) : null;
		}

		@Override
		public boolean reply(@Nullable Object data) {
			return this.event.reply(data);
		}

		@Override
		public void reply(Flow.@Nullable Publisher<?> answers) {
			this.event.reply(answers);
		}

		@Override
		public void fail(Throwable cause) {
			this.event.fail(cause);
		}

	}

}
