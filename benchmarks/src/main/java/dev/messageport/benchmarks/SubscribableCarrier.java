package dev.messageport.benchmarks;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.GenericMessage;

/**
 * {@link ExecutorSubscribableChannel} of Spring Messaging, on a single thread because it
 * keeps no order on more, without interceptors. Who posts a payload makes a message of
 * it; {@link #withSharedHeaders()} leaves out what that costs.
 */
abstract class SubscribableCarrier extends LoopCarrier {

	/**
	 * Each message with an id and a time stamp of its own, as
	 * {@code new GenericMessage<>(payload)} has it.
	 * @return the carrier
	 */
	static Carrier withOwnHeaders() {
		return new SubscribableCarrier() {

			@Override
			Message<?> message(Object payload) {
				return new GenericMessage<>(payload);
			}

		};
	}

	/**
	 * All messages with the same headers, which few programs do: what the channel alone
	 * costs.
	 * @return the carrier
	 */
	static Carrier withSharedHeaders() {
		MessageHeaders headers = new MessageHeaders(Map.of());
		return new SubscribableCarrier() {

			@Override
			Message<?> message(Object payload) {
				return new GenericMessage<>(payload, headers);
			}

		};
	}

	abstract Message<?> message(Object payload);

	@Override
	final Lane open(Consumer<Object> listener, ExecutorService loop) {
		ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel(loop);
		MessageHandler handler = (message) -> listener.accept(message.getPayload());
		channel.subscribe(handler);
		return new ChannelLane(channel, handler);
	}

	/**
	 * A channel with one subscriber.
	 */
	private final class ChannelLane implements Lane {

		private final ExecutorSubscribableChannel channel;

		private final MessageHandler handler;

		ChannelLane(ExecutorSubscribableChannel channel, MessageHandler handler) {
			this.channel = channel;
			this.handler = handler;
		}

		@Override
		public void post(Object message) {
			this.channel.send(message(message));
		}

		@Override
		public void close() {
			this.channel.unsubscribe(this.handler);
		}

	}

}
